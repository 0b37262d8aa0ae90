import Machine

/// One of the things that are measured, over and over.
enum Job: String, CaseIterable, Encodable {
    case serverLoad = "redis-server-load"
    case checkRDB = "redis-check-rdb"
    case digests = "sha256-of-both-sides"
    case packOneWorker = "sanitize-pack-1"
    case pack = "sanitize-pack-2"
    case defaultPolicy = "sanitize-default-2"
    case keepAll = "sanitize-keep-all-2"
    case verifyPack = "verify-pack"
    case verifyDefault = "verify-default"

    /// For people.
    var title: String {
        switch self {
        case .serverLoad: "`redis-server`: load, by its own account"
        case .checkRDB: "`redis-check-rdb`"
        case .digests: "`openssl dgst -sha256` of input and output"
        case .packOneWorker: "`sanitize`, rule pack, 1 worker"
        case .pack: "`sanitize`, rule pack, 2 workers"
        case .defaultPolicy: "`sanitize`, default policy, 2 workers"
        case .keepAll: "`sanitize`, keep all, 2 workers"
        case .verifyPack: "`verify` of the rule pack's result"
        case .verifyDefault: "`verify` of the default policy's result"
        }
    }
}

/// The rules that a run of `sanitize` has.
enum Policy: String {
    case pack, standard, keepAll
}

/// What all rounds of a job used.
struct Samples: Encodable {
    var cpuSeconds: [Double] = []
    var wallSeconds: [Double] = []
    var peakByteCounts: [Int] = []
    var otherCores: [Double] = []

    mutating func append(_ usage: Usage) {
        cpuSeconds.append(usage.cpuSeconds)
        wallSeconds.append(usage.wallSeconds)
        peakByteCounts.append(usage.peakByteCount)
        otherCores.append(usage.otherCores)
    }

    var cpu: Double { median(cpuSeconds) }
    var wall: Double { median(wallSeconds) }
    var peak: Int { peakByteCounts.max() ?? 0 }
    var other: Double { median(otherCores) }
}

/// The value in the middle; of two, their mean.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.last else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : ((middle > 0 ? sorted[middle - 1] : last) + sorted[middle]) / 2
}
