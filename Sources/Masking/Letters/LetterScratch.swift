/// Scratch memory for strings that are masked letter by letter.
struct LetterScratch {
    /// A character that is drawn anew from its class.
    struct Symbol {
        var position: Int
        var byteCount: UInt8
        /// 0 digit, 1 lower, 2 upper, 3 a byte that is no UTF-8, else the class of ``LetterClasses`` plus 16.
        var letterClass: UInt16
        var index: UInt64
        var size: UInt64
    }

    /// A run of up to 16 bytes that is masked with one block of keystream.
    struct Piece {
        var start: Int
        var count: Int
        /// Its bytes.
        var content: Block
        /// A lower bound of the bits its characters hold.
        var bitCount: Int
    }

    var symbols: [Symbol] = []
    var pieces: [Piece] = []
    private(set) var blocks: [UInt8] = []

    /// As many pieces as are masked at a time, so that a long text needs no more memory than a short one.
    static let pieceLimit = 256

    /// Fills one block for each piece: the encryption of a tag, combined with the piece's bytes or with its number,
    /// counted from `firstNumber`.
    mutating func encryptPieces(under tag: Block, byPosition: Bool, firstNumber: Int, by cipher: AES) {
        reserveBlocks(pieces.count)
        // A second reference: `self` is not read while its blocks are written.
        let pieces = pieces
        var span = blocks.mutableSpan
        for place in pieces.indices {
            let part = byPosition ? Block(high: 0, low: UInt64(firstNumber + place) &+ 1) : pieces[place].content
            (tag ^ part).store(into: &span, at: place * 16)
        }
        cipher.encrypt(&span, blockCount: pieces.count)
    }

    /// Fills blocks with the keystream of a tag, apart from that of pieces.
    mutating func encryptCounters(under tag: Block, blockCount: Int, by cipher: AES) {
        reserveBlocks(blockCount)
        var span = blocks.mutableSpan
        for number in 0..<blockCount {
            let counter = Block(high: 0, low: UInt64(number) &+ 1 | 1 << 63)
            (tag ^ counter).store(into: &span, at: number * 16)
        }
        cipher.encrypt(&span, blockCount: blockCount)
    }

    private mutating func reserveBlocks(_ count: Int) {
        let missing = count * 16 - blocks.count
        if missing > 0 { blocks.append(contentsOf: repeatElement(0, count: missing)) }
    }
}
