/// The candidate nearest to what was written, if it is near enough to have been meant.
func nearest(to written: String, among candidates: [String]) -> String? {
    let limit = max(1, written.utf8.count / 3)
    let best =
        candidates
        .map { (distance: editDistance(Array(written.lowercased().utf8), Array($0.utf8)), name: $0) }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    guard let best, best.distance <= limit else { return nil }
    return best.name
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours each cost one.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in left.indices {
        var row = [i + 1]
        for j in right.indices {
            var cost = min(row[j], last[j + 1]) + 1
            cost = min(cost, last[j] + (left[i] == right[j] ? 0 : 1))
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                cost = min(cost, beforeLast[j - 1] + 1)
            }
            row.append(cost)
        }
        beforeLast = last
        last = row
    }
    return last[right.count]
}
