import RedisDump

/// What has to be known of the records before a place in the file, to go on reading there.
struct EntryState: Sendable {
    /// The database keys are in.
    var database: UInt64 = 0
    /// Keys before this place.
    var keyNumber: UInt64 = 0
    /// When the snapshot was taken, Unix seconds, where the file says so (aux field `ctime`).
    var takenAt: Int64?
    /// The value type byte of the key whose value is being read.
    var valueType: UInt8 = 0
    /// That key's expiry in Unix ms.
    var expiry: Int64?
    /// That key's name, when a chunk begins inside its value; else empty.
    var keyName: [UInt8] = []
    /// That key's number of elements, or bytes of a string.
    var size: UInt64 = 0
    /// Where reading is in a module's value.
    var module = ModuleProgress()

    /// Whether attributes for the next key have been read and their key not yet.
    var hasPendingAttributes = false
}

/// Where reading is in the value of a module's type.
struct ModuleProgress: Sendable {
    /// What a string inside a module's value is.
    enum Part: Sendable {
        /// An element of a vector set.
        case vectorSetElement
        /// An element's attributes, JSON.
        case vectorSetAttributes
        /// An element's vector.
        case vector
        /// The matrix by which a vector set reduces dimensions.
        case projectionMatrix
        /// A JSON document.
        case document
        /// A string of a module that is not known.
        case unknown
    }

    /// The type's ID (`module.c`: nine characters of six bits, then ten bits of version).
    var typeID: UInt64 = 0
    /// Dimensions of a vector set's vectors.
    var dimensions: UInt64 = 0
    /// How a vector set's vectors are stored: 0 floats, 1 bytes, 2 bits.
    var quantization: UInt64 = 0
    private var hasAttributes = false
    private var hasProjection = false
    private var headerNumbers = 0
    private var stringNumber = 0

    /// Whether strings of this type can be masked.
    var isKnown: Bool { isVectorSet || isJSON }
    /// The version of the encoding: layouts are known of one version each.
    private var encodingVersion: UInt64 { typeID & 1023 }
    var isVectorSet: Bool { encodingVersion == 0 && ModuleType.name(typeID) == "vectorset" }
    /// Since version 3 a document is one string; before, numbers lay beside it.
    var isJSON: Bool { encodingVersion == 3 && ModuleType.name(typeID) == "ReJSON-RL" }

    /// Takes in a number of the value. A vector set begins with dimensions, size, quantization, flags
    /// (1: a projection's input dimensions and matrix follow, 2: elements have attributes).
    mutating func readNumber(_ number: UInt64) {
        guard headerNumbers < 4 else { return }
        switch headerNumbers {
        case 0: dimensions = number
        case 2: quantization = number & 0xFF
        case 3:
            hasProjection = number & 1 != 0
            hasAttributes = number & 2 != 0
        default: break
        }
        headerNumbers += 1
    }

    /// Takes in a string of the value and says what it is.
    mutating func readString() -> Part {
        defer { stringNumber += 1 }
        if isJSON { return .document }
        guard isVectorSet, headerNumbers == 4 else { return .unknown }
        if hasProjection {
            if stringNumber == 0 { return .projectionMatrix }
            return element(stringNumber - 1)
        }
        return element(stringNumber)
    }

    private func element(_ number: Int) -> Part {
        let place = number % (hasAttributes ? 3 : 2)
        if place == 0 { return .vectorSetElement }
        return hasAttributes && place == 1 ? .vectorSetAttributes : .vector
    }
}

/// IDs of module types as names.
public enum ModuleType {
    /// The nine characters of a type's name.
    public static func name(_ id: UInt64) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        return String((0..<9).map { alphabet[Int(id >> UInt64(58 - 6 * $0) & 63)] })
    }
}
