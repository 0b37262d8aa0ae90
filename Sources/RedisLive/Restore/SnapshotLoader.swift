public import RedisDump

/// What a load does to what is there.
public struct LoadOptions: Sendable {
    /// Whether keys of the same name are replaced.
    public var replaces = false
    /// Whether everything is deleted first.
    public var flushes = false
    /// Whether functions are left out.
    public var leavesFunctions = false
    /// The time, Unix ms, for servers that do not tell theirs: what expired before is not sent.
    public var now: Int64

    /// Adds to an empty target.
    public init(now: Int64) { self.now = now }
}

/// What a load did.
public struct LoadResult: Sendable {
    /// What was in the snapshot.
    public var survey: SnapshotSurvey
    /// Keys that the server took.
    public var loadedKeys = 0
    /// Keys that had expired, which a server that loads a snapshot drops, too.
    public var expiredKeys = 0
    /// Function libraries that the server took.
    public var loadedFunctions = 0
    /// Values that the server refused, by their type's name.
    public var refused: [String: Int] = [:]
    /// Keys that nodes of a cluster sent elsewhere.
    public var redirectedKeys = 0
    /// What the checksum of the snapshot said.
    public var checksum: DumpTrailer.Checksum = .absent
}

/// Loads a snapshot into a server by `RESTORE`, key by key, in pipelines; the values are passed on as they are.
///
/// Expiries are absolute (`ABSTTL`), idle times and LFU counters go along (`IDLETIME`, `FREQ`). Memory is a few MiB, and
/// about twice the largest value, three times in a cluster.
public final class SnapshotLoader {
    private let target: LoadTarget
    private let options: LoadOptions
    private var lanes: [RestoreLane] = []
    private var result: LoadResult
    private var functions = ByteBuffer()
    private var name = ByteBuffer()
    private var now: Int64 = 0
    private var onlyDatabase: UInt64?
    private var checked: SnapshotSurvey.Facets?

    /// How often one key may be sent elsewhere.
    private static let mostRedirects = 8

    private init(_ target: LoadTarget, _ options: LoadOptions, _ header: DumpHeader) {
        self.target = target
        self.options = options
        result = LoadResult(survey: SnapshotSurvey(header))
    }

    /// Loads everything `source` gives. Throws ``RedisDump/ReadError`` for a damaged snapshot and ``LiveError`` when the
    /// target fails; what was loaded before stays there. Values that the server refuses are counted, and do not end it.
    public static func run(
        _ source: any ByteSource, into target: LoadTarget, _ options: LoadOptions,
        progress: (UInt64) throws -> Void = { _ in }
    ) throws -> LoadResult {
        var reader = try RecordReader(source)
        let loader = SnapshotLoader(target, options, reader.header)
        do {
            if options.flushes { try target.flush() }
            loader.now = try target.now() ?? options.now
            while try reader.next() {
                try loader.load(reader)
                try progress(reader.byteCount)
            }
            loader.result.checksum = try reader.finish().checksum
            try loader.sendFunctions()
            try loader.finish()
        } catch let error as LiveError where loader.result.loadedKeys > 0 {
            throw LiveError(
                error.code,
                "\(error.description); \(loader.result.loadedKeys) keys had been loaded before, and stay there")
        }
        loader.result.survey.byteCount = reader.byteCount
        return loader.result
    }

    private func load(_ reader: borrowing RecordReader) throws {
        try result.survey.add(reader)
        guard reader.key != nil else {
            if reader.opcode == 245, !options.leavesFunctions { appendFunction(reader) }
            return
        }
        try sendFunctions()
        try checkWhatIsNew()
        guard reader.attributes.expiry.map({ $0 >= now }) ?? true else {
            result.expiredKeys += 1
            return
        }
        name.removeAll()
        try reader.appendKeyName(to: &name)
        let lane = try lane(try target.connectionIndex(ofSlot: HashSlot.of(name.span)))
        if target.map == nil { lane.select(try database(of: reader.database)) }
        lane.add(RestoreLane.Pending(purpose: .key, type: reader.opcode)) { write(reader, to: &$0) }
        try lane.moveOn(handle)
    }

    private func write(_ reader: borrowing RecordReader, to output: inout ByteBuffer) {
        let attributes = reader.attributes
        var ending: [String] = []
        if options.replaces { ending.append("REPLACE") }
        if attributes.expiry != nil { ending.append("ABSTTL") }
        if let idle = attributes.idleSeconds {
            ending += ["IDLETIME", "\(min(idle, UInt64(Int32.max)))"]
        } else if let frequency = attributes.frequency {
            ending += ["FREQ", "\(frequency)"]
        }
        RESPCommand.begin(4 + ending.count, &output)
        RESPCommand.append("RESTORE", to: &output)
        RESPCommand.append(name, to: &output)
        RESPCommand.append("\(attributes.expiry ?? 0)", to: &output)
        RestorePayload.append(
            type: reader.opcode, value: reader.bytes.span(reader.body),
            version: RestorePayload.version(of: reader.opcode, in: reader.header.family), to: &output)
        for word in ending { RESPCommand.append(word, to: &output) }
    }

    /// Refuses what the target cannot hold, as soon as it is seen; of a file, all of it has been seen before.
    private func checkWhatIsNew() throws {
        let seen = result.survey.facets
        guard seen != checked else { return }
        try target.check(result.survey, leavesFunctions: options.leavesFunctions)
        checked = seen
    }

    /// The database that keys go to: their own, or the one that the address names.
    private func database(of source: UInt64) throws -> UInt64 {
        guard let named = target.database else { return source }
        if let onlyDatabase, onlyDatabase != source {
            throw LiveError(
                .unsupported,
                "the address names one database, and the snapshot has keys in several; leave the number out")
        }
        onlyDatabase = source
        return UInt64(named)
    }

    // MARK: Functions

    private func appendFunction(_ reader: borrowing RecordReader) {
        functions.append(reader.opcode)
        functions.append(reader.bytes.span(reader.body).extracting(1..<reader.body.count))
    }

    /// Sends all libraries at once, before the first key: the records, their version, a checksum.
    private func sendFunctions() throws {
        guard functions.count > 0 else { return }
        functions.appendLittleEndian(
            UInt64(RestorePayload.version(of: 245, in: result.survey.header.family)), byteCount: 2)
        var checksum = CRC64()
        checksum.update(functions.span)
        functions.appendLittleEndian(checksum.value, byteCount: 8)
        for connection in target.connections {
            var command = ByteBuffer(capacity: functions.count + 64)
            RESPCommand.begin(4, &command)
            for word in ["FUNCTION", "RESTORE"] { RESPCommand.append(word, to: &command) }
            RESPCommand.append(functions, to: &command)
            RESPCommand.append(options.replaces ? "REPLACE" : "APPEND", to: &command)
            try connection.send(command)
            if let failure = try connection.answer().failure {
                guard failure.code == "ERR" else {
                    throw LiveError(failure, at: connection.place, asked: "FUNCTION RESTORE")
                }
                throw LiveError(
                    .unsupported,
                    "\(connection.place) does not take the functions of the snapshot (\(failure)): it may have libraries"
                        + " with the same names; --replace replaces them, --no-functions leaves them out")
            }
        }
        result.loadedFunctions = result.survey.functions
        functions.removeAll()
    }

    // MARK: Answers

    private func lane(_ index: Int) throws -> RestoreLane {
        while lanes.count <= index {
            lanes.append(RestoreLane(target.connections[lanes.count], keepsCommands: target.map != nil))
        }
        return lanes[index]
    }

    private func finish() throws {
        while lanes.contains(where: \.isWaiting) {
            for index in lanes.indices { try lanes[index].finish(handle) }
        }
    }

    private func handle(_ command: RestoreLane.Pending, _ answer: RESPValue) throws {
        guard let failure = answer.failure else {
            if command.purpose == .key { result.loadedKeys += 1 }
            return
        }
        if command.purpose == .key {
            if let redirect = Redirect(failure) { return try follow(redirect, command) }
            if failure.code == "BUSYKEY" {
                throw LiveError(
                    .occupied,
                    "\(target.place) has got a key of the snapshot in the meantime; is somebody else writing?")
            }
            // The value is not understood there: another version, another module. The others may be.
            if failure.code == "ERR", failure.sentence != nil {
                let name = RecordLayout.row(command.type, in: result.survey.header.family)?.name ?? "\(command.type)"
                result.refused[name, default: 0] += 1
                return
            }
        }
        throw LiveError(failure, at: target.place, asked: command.purpose == .database ? "SELECT" : "RESTORE")
    }

    private func follow(_ redirect: Redirect, _ command: RestoreLane.Pending) throws {
        guard command.redirects < Self.mostRedirects else {
            throw LiveError(.notNow, "the nodes of \(target.place) point to one another; its cluster is being changed")
        }
        result.redirectedKeys += 1
        var again = command
        again.redirects += 1
        let lane = try lane(try target.connectionIndex(following: redirect))
        if redirect.isOnce {
            lane.add(RestoreLane.Pending(purpose: .asking)) { RESPCommand.append(["ASKING"], to: &$0) }
        }
        lane.add(again) { $0.append(command.command.span) }
    }
}
