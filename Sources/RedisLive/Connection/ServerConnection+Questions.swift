extension ServerConnection {
    /// Says who asks, where a password is known, and proves that a server answers.
    public func logIn(_ address: ServerAddress) throws(LiveError) {
        if let password = address.password {
            let words = ["AUTH"] + (address.user.map { [$0] } ?? []) + [password.text]
            let value = try ask(words)
            if let failure = value.failure {
                // A server without a password says ERR to one: it may be the wrong server.
                guard failure.code != "ERR" else {
                    throw LiveError(
                        .notAllowed, "\(place) takes no password for this user; leave it out, or name the right server")
                }
                throw LiveError(failure, at: place, asked: "AUTH")
            }
        }
        let value = try ask("PING")
        // A user that may not PING may still do the rest.
        guard let failure = value.failure, failure.code != "NOPERM" else { return }
        throw LiveError(failure, at: place, asked: "PING")
    }

    /// What the server says of itself; nothing where that is not allowed.
    public func facts() throws(LiveError) -> ServerFacts {
        let value = try ask("INFO")
        if let failure = value.failure {
            guard failure.code == "NOPERM" || failure.code == "ERR" else {
                throw LiveError(failure, at: place, asked: "INFO")
            }
            return ServerFacts()
        }
        return ServerFacts(value.text ?? "")
    }

    /// A setting of the server; nil where that is not allowed, or not known.
    func setting(_ name: String) throws(LiveError) -> String? {
        let elements = try ask("CONFIG", "GET", name).elements
        return elements.count == 2 ? elements[1].text : nil
    }
}
