/// A moment from which on the service does not answer any more, as when a network goes.
public struct Silence: Sendable {
    /// What is sent, as its method and component: `PUT block`, `PUT blocklist`; `*` for anything.
    let request: String
    /// The how manyth of these.
    let number: Int
    /// Whether that one is still carried out.
    let isCarriedOut: Bool
    private var seen = 0
    private(set) var hasBegun = false

    /// Before the request is carried out.
    public static func before(_ request: String, number: Int = 1) -> Silence {
        Silence(request: request, number: number, isCarriedOut: false)
    }

    /// After the request is carried out, and before it is answered.
    public static func after(_ request: String, number: Int = 1) -> Silence {
        Silence(request: request, number: number, isCarriedOut: true)
    }

    private init(request: String, number: Int, isCarriedOut: Bool) {
        self.request = request
        self.number = number
        self.isCarriedOut = isCarriedOut
    }

    /// Takes notice of a request; tells whether it is carried out, and whether it is answered.
    mutating func notice(_ request: ServiceRequest) -> (isCarriedOut: Bool, isAnswered: Bool) {
        if hasBegun { return (false, false) }
        guard self.request == "*" || self.request == request.label else { return (true, true) }
        seen += 1
        guard seen == number else { return (true, true) }
        hasBegun = true
        return (isCarriedOut, false)
    }
}
