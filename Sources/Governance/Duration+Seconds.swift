extension Duration {
    /// In seconds, as reports give it.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
