/// The memory that a SKU is sold with, as its price lists and planning pages state it. What is not in the table is not known.
package enum SKUMemory {
    /// In bytes, for all units together; nil for a SKU that is not in the table.
    package static func byteCount(of facts: CacheFacts) -> UInt64? {
        let name = facts.sku.split(separator: " ").last.map(String.init) ?? ""
        guard let megabytes = megabytes[name] else { return nil }
        // Sizes of Enterprise are for a capacity of two, the smallest; Managed Redis states no capacity.
        let units = name.hasPrefix("Enterprise_") ? max(1, facts.units / 2) : name.hasPrefix("P") ? facts.units : 1
        let (product, isTooLarge) = (UInt64(megabytes) << 20).multipliedReportingOverflow(by: UInt64(units))
        return isTooLarge ? nil : product
    }

    private static let megabytes: [String: Int] = [
        // Azure Cache for Redis, Basic and Standard, then Premium (each shard).
        "C0": 250, "C1": 1 << 10, "C2": 2560, "C3": 6 << 10, "C4": 13 << 10, "C5": 26 << 10, "C6": 53 << 10,
        "P1": 6 << 10, "P2": 13 << 10, "P3": 26 << 10, "P4": 53 << 10, "P5": 120 << 10,
        // Enterprise.
        "Enterprise_E10": 12 << 10, "Enterprise_E20": 25 << 10, "Enterprise_E50": 50 << 10,
        "Enterprise_E100": 100 << 10,
        // Azure Managed Redis. The number in a name is no size.
        "Balanced_B0": 512, "Balanced_B1": 1 << 10, "Balanced_B3": 3 << 10, "Balanced_B5": 6 << 10,
        "Balanced_B10": 12 << 10, "Balanced_B20": 24 << 10, "Balanced_B50": 60 << 10, "Balanced_B100": 120 << 10,
        "MemoryOptimized_M10": 12 << 10, "MemoryOptimized_M20": 24 << 10, "MemoryOptimized_M50": 60 << 10,
        "MemoryOptimized_M100": 120 << 10,
        "ComputeOptimized_X3": 3 << 10, "ComputeOptimized_X5": 6 << 10, "ComputeOptimized_X10": 12 << 10,
        "ComputeOptimized_X20": 24 << 10, "ComputeOptimized_X50": 60 << 10, "ComputeOptimized_X100": 120 << 10,
    ]
}
