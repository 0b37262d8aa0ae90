import Testing

@testable import AzureManagement

/// Memory by what is sold.
@Suite struct SKUMemoryTests {
    private func facts(_ sku: String, _ units: Int = 1) -> CacheFacts {
        var facts = CacheFacts()
        facts.sku = sku
        facts.units = units
        return facts
    }

    /// What is sold, in how many units, and its memory in MiB; nil where that is not in the table.
    struct Sold: Sendable {
        var sku: String, units: Int, mebibytes: UInt64?

        init(_ sku: String, _ units: Int, _ mebibytes: UInt64?) {
            (self.sku, self.units, self.mebibytes) = (sku, units, mebibytes)
        }
    }

    @Test(arguments: [
        Sold("Basic C0", 1, 250), Sold("Standard C6", 1, 54_272), Sold("Premium P1", 1, 6144),
        Sold("Premium P1", 3, 18_432),
        Sold("Premium P5", 10, 1_228_800), Sold("Enterprise_E10", 2, 12_288), Sold("Enterprise_E10", 4, 24_576),
        Sold("Enterprise_E10", 1, 12_288), Sold("Balanced_B5", 1, 6144), Sold("Balanced_B0", 1, 512),
        Sold("ComputeOptimized_X100", 1, 122_880), Sold("EnterpriseFlash_F300", 3, nil), Sold("Balanced_B9", 1, nil),
        Sold("", 1, nil), Sold("Premium P1", .max, nil),
    ]) func `what a SKU has is known, or is not`(_ sold: Sold) {
        #expect(SKUMemory.byteCount(of: facts(sold.sku, sold.units)) == sold.mebibytes.map { $0 << 20 })
    }
}
