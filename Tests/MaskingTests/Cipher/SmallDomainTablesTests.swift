import Testing

@testable import Masking

struct SmallDomainTablesTests {
    private let aes = AES(key: [UInt8](0..<16))

    @Test func `a table that is held is not made again`() {
        let tables = SmallDomainTables()
        let identity = SmallDomainTables.Identity(keyTag: .zero, size: 1000)
        #expect(tables.table(identity, cipher: aes) === tables.table(identity, cipher: aes))
        #expect(tables.byteCount == 2000)
        #expect(tables.evictionCount == 0)
    }

    @Test func `the table asked for longest ago goes first and is made again identically`() {
        let tables = SmallDomainTables(byteLimit: 5000)
        let first = table(1000, of: tables)
        let second = table(1001, of: tables)
        #expect(table(1000, of: tables) === first)
        _ = table(1002, of: tables)
        #expect(tables.evictionCount == 1)
        #expect(tables.byteCount <= 5000)
        #expect(table(1000, of: tables) === first)
        let again = table(1001, of: tables)
        #expect(again !== second)
        #expect((0..<1001).allSatisfy { again[$0] == second[$0] })
    }

    @Test func `a table beyond the bound is made but not held`() {
        let tables = SmallDomainTables(byteLimit: 100)
        #expect(table(70_000, of: tables).size == 70_000)
        #expect(tables.byteCount == 0)
        #expect(tables.evictionCount == 0)
    }

    @Test func `ranks take two bytes up to 65,536 of them and a third of eight above`() {
        #expect(SmallDomainTable(size: 65_536, cipher: aes).byteCount == 131_072)
        #expect(SmallDomainTable(size: 65_537, cipher: aes).byteCount == 174_768)
    }

    @Test(arguments: [2, 5, 65_535, 65_536, 65_537, 65_538, 65_539, 999_999] as [UInt64])
    func `every rank is there once`(size: UInt64) {
        let table = SmallDomainTable(size: size, cipher: aes)
        var isThere = [Bool](repeating: false, count: Int(size))
        for rank in 0..<size { isThere[Int(table[rank])] = true }
        #expect(!isThere.contains(false))
    }

    @Test func `evictions change nothing a cipher gives`() {
        let roomy = PermutationCipher(subkey: [UInt8](0..<16), kindTag: 1, tables: SmallDomainTables())
        let cramped = PermutationCipher(
            subkey: [UInt8](0..<16), kindTag: 1, tables: SmallDomainTables(byteLimit: 3000))
        for rank in 0..<2000 as Range<UInt64> {
            let size = 200 + rank % 7 * 150
            #expect(cramped.permuted(rank % size, below: size) == roomy.permuted(rank % size, below: size))
        }
    }

    @Test func `workers that share tables agree`() async {
        let tables = SmallDomainTables(byteLimit: 20_000)
        let results = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let cipher = PermutationCipher(subkey: [UInt8](0..<16), kindTag: 1, tables: tables)
                    return (0..<3000).map { cipher.permuted($0 % 500, below: 500 + $0 % 40) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(results).count == 1)
    }

    private func table(_ size: UInt64, of tables: SmallDomainTables) -> SmallDomainTable {
        tables.table(SmallDomainTables.Identity(keyTag: .zero, size: size), cipher: aes)
    }
}
