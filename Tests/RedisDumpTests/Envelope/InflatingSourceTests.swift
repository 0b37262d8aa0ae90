import Foundation
import Testing

@testable import RedisDump

@Suite struct InflatingSourceTests {
    private static let plain = Array("REDIS0011 is what most snapshots of today begin with.".utf8)

    @Test(arguments: [1, 2, 7, 4096])
    func `members that follow each other are one stream, in steps of any size`(_ stepCount: Int) throws {
        let packed =
            GzipMember(Self.plain).bytes + GzipMember([]).bytes + GzipMember(Self.plain, blockByteCount: 5).bytes
        for limit in [1, 3, 1 << 16] {
            let source = try DumpSource(ArraySource(packed, stepCount: stepCount))
            #expect(source.envelope == .gzip)
            #expect(source.remainingCount == nil)
            #expect(try everything(of: source, upTo: limit) == Self.plain + Self.plain)
        }
    }

    @Test func `what gzip has packed is read as the file itself`() throws {
        let fixture = Fixture(name: "types.rdb10.redis-7.0.15.rdb")
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/gzip")
        gzip.arguments = ["-9", "-c", fixture.url.path]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        let packed = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        gzip.waitUntilExit()
        let plain = try fixture.bytes()
        #expect(packed.count < plain.count)
        #expect(try everything(of: DumpSource(ArraySource(packed)), upTo: 1000) == plain)
        #expect(try everything(of: DumpSource(ArraySource(packed + packed, stepCount: 999))) == plain + plain)
    }

    @Test func `zeros behind the last member are padding`() throws {
        let packed = GzipMember(Self.plain).bytes
        for count in [1, 17, 512, 100_000] {
            let padded = packed + [UInt8](repeating: 0, count: count)
            #expect(try everything(of: DumpSource(ArraySource(padded))) == Self.plain)
        }
    }

    @Test func `every shorter stream is refused`() {
        let packed = GzipMember(Self.plain).bytes
        for count in 2..<packed.count {
            let error = #expect(throws: ReadError.self, "\(count) bytes") {
                _ = try everything(of: DumpSource(ArraySource(Array(packed.prefix(count)))))
            }
            #expect(error?.code == .badCompression)
        }
    }

    @Test func `a damaged byte is refused, or changes nothing but the header's remarks`() throws {
        let packed = GzipMember(Self.plain).bytes
        for index in packed.indices {
            for bit in 0..<8 {
                var damaged = packed
                damaged[index] ^= 1 << bit
                // There lie flags, a time, a system, and unused bits of a stored block: nothing depends on them.
                guard let read = try? everything(of: DumpSource(ArraySource(damaged))) else { continue }
                #expect(index <= 10, "byte \(index), bit \(bit)")
                #expect(read == Self.plain || read == damaged, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func `other bytes behind the last member are refused where they are`() {
        let packed = GzipMember(Self.plain).bytes + Array("tail".utf8)
        let error = #expect(throws: ReadError.self) { _ = try everything(of: DumpSource(ArraySource(packed))) }
        #expect(error?.code == .badCompression)
    }
}
