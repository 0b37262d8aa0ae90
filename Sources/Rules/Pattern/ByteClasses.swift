/// The bytes, sorted into classes whose members no set of an automaton tells apart.
struct ByteClasses: Sendable {
    /// The class of each byte.
    let classOf: [UInt8]
    /// One byte of each class.
    let samples: [UInt8]

    var count: Int { samples.count }

    init(of sets: [ByteSet]) {
        var classOf = [Int](repeating: 0, count: 256)
        var count = 1
        for set in sets where count < 256 {
            // A class that the set cuts in two gives its inner half to a new class.
            var renamed = [Int](repeating: -1, count: count)
            var isOutside = [Bool](repeating: false, count: count)
            for byte in 0..<256 where !set.contains(UInt8(byte)) { isOutside[classOf[byte]] = true }
            for byte in 0..<256 where set.contains(UInt8(byte)) && isOutside[classOf[byte]] {
                let old = classOf[byte]
                if renamed[old] < 0 {
                    renamed[old] = count
                    count += 1
                }
                classOf[byte] = renamed[old]
            }
        }
        var samples = [UInt8](repeating: 0, count: count)
        for byte in 0..<256 { samples[classOf[byte]] = UInt8(byte) }
        self.classOf = classOf.map { UInt8($0) }
        self.samples = samples
    }
}
