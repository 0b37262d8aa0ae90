/// The cache of a shop with a clinic attached: for each of its users, the keys that such a cache has.
///
/// Strings with JSON, tokens, free text and binary files; hashes, small and large; lists, sets, intsets, sorted sets,
/// positions, streams, a HyperLogLog, bitmaps. By bytes of the snapshot some 60 % are strings, most of them compressed.
package struct Keyspace {
    private var random: SeededGenerator
    private let people: [Person]
    private let paragraphs: [String]
    private let articles: [String]

    /// 2035-01-01, in milliseconds: nothing expires while it is measured.
    private static let farOff = 2_051_222_400_000
    /// 2025-06-01, in milliseconds.
    private static let created = 1_748_779_200_000
    private static let firstUser = 10_000_000

    /// The people and texts that everything is made of.
    package init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        people = (0..<800).map { Person(number: $0, by: &random) }
        paragraphs = (0..<300).map { _ in Self.paragraph(&random) }
        articles = (0..<2000).map { _ in "SKU-" + random.digits(5) }
        self.random = random
    }

    /// Appends the commands that make the keys of one user.
    package mutating func append(user number: Int, to commands: inout CommandBuffer) {
        let person = random.element(of: people)
        let user = String(Self.firstUser + number)
        let mail = "\(person.mailbox).\(number)@\(person.domain)"
        appendSession(person, user, mail, number, &commands)
        appendProfile(person, user, mail, number, &commands)
        appendShared(person, user, mail, number, &commands)
        if number % 2 == 0 { appendCart(person, user, &commands) }
        if number % 3 == 0 { appendToken(user, mail, number, &commands) }
        if number % 4 == 0 { appendPatient(person, mail, number, &commands) }
        if number % 5 == 0 {
            let other = random.element(of: people)
            commands.append(
                "RPUSH", "notifications:\(user)", "\(other.name) liked your photo",
                "Call \(other.name) at \(other.phone)",
                random.element(of: paragraphs))
        }
        if number % 20 == 0 {
            commands.append("HSET", "mfa:\(user)", "sms", "+1415" + random.digits(7), "code", random.digits(6))
            // Before Redis 7.4 this is an error, and nothing but that.
            commands.append("HPEXPIREAT", "mfa:\(user)", String(Self.farOff + number), "FIELDS", "1", "code")
        }
        if number % 10 == 0 { appendPlaces(person, mail, number, &commands) }
        if number % 50 == 0 {
            commands.append(set: "avatar:\(user)", to: random.bytes(6000))
            let text = (0..<30).map { _ in random.element(of: paragraphs) }.joined(separator: "\n")
            commands.append("SET", "doc:\(user)", "\(text)\n-- \(mail)")
        }
        if number % 2000 == 0 {
            commands.append(set: "blob:\(user)", to: random.bytes(300_000))
            let line = "\(person.address) \(mail) login ok\n"
            commands.append("SET", "log:\(user)", String(repeating: line, count: 8000))
        }
    }

    private mutating func appendSession(
        _ person: Person, _ user: String, _ mail: String, _ number: Int, _ commands: inout CommandBuffer
    ) {
        let session = random.hex(32)
        let created = Self.created - random.number(0..<1_000_000_000)
        commands.append(
            "SET", "session:\(session)",
            #"{"sid":"\#(session)","userId":\#(user),"email":"\#(mail)","name":\#(Self.json(person.name)),"#
                + #""ip":"\#(person.address)","ua":"\#(person.userAgent)","csrf":"\#(random.hex(40))","#
                + #""createdAt":\#(created),"roles":["user"],"#
                + #""prefs":{"lang":"en","newsletter":\#(number % 2 == 1)}}"#,
            "PXAT", String(Self.farOff + random.number(0..<1_000_000_000)))
    }

    private mutating func appendProfile(
        _ person: Person, _ user: String, _ mail: String, _ number: Int, _ commands: inout CommandBuffer
    ) {
        commands.append(
            "HSET", "user:\(user)", "name", person.name, "email", mail, "phone", "+1415" + random.digits(7),
            "ssn", "\(random.number(100..<899))-\(random.number(10..<99))-\(random.digits(4))", "dob", person.birthDate,
            "address", person.street, "credit_card", Person.card(&random), "iban", person.iban,
            "login_count", String(random.number(0..<5000)), "balance", random.fraction(below: 10_000, digits: 2),
            "created_at", String(1_700_000_000 + number))
        let friends = (0..<random.number(2..<12)).map { _ in
            String(Self.firstUser + random.number(0..<number + 50))
        }
        commands.append(["SADD", "friends:\(user)"] + friends)
    }

    private mutating func appendShared(
        _ person: Person, _ user: String, _ mail: String, _ number: Int, _ commands: inout CommandBuffer
    ) {
        commands.append("SET", "email_index:\(mail)", user)
        commands.append("HSET", "idx:email:\(number / 800)", mail, user)
        commands.append(
            "SET", "otp:+1415" + random.digits(7), String(random.number(100_000..<1_000_000)), "PXAT",
            String(Self.farOff + number))
        commands.append("ZADD", "leaderboard:\(number / 1500)", random.fraction(below: 100_000, digits: 3), mail)
        commands.append(
            "RPUSH", "queue:mail:\(number / 300)",
            #"{"jid":"\#(random.hex(24))","class":"SendEmailJob","args":[{"to":"\#(mail)","#
                + #""subject":"Your \#(random.element(of: Words.subjects)), \#(person.given)","#
                + #""body":"Dear \#(person.name), we shipped to \#(person.street)."}]}"#)
        commands.append(
            "XADD", "events:\(number / 1000)", "\(1_748_700_000_000 + number)-\(number % 4)", "type", "login", "user",
            user,
            "email", mail, "ip", person.address)
    }

    private mutating func appendCart(_ person: Person, _ user: String, _ commands: inout CommandBuffer) {
        let items = (0..<random.number(1..<7)).map { _ in
            #"{"sku":"\#(random.element(of: articles))","qty":\#(random.number(1..<5)),"#
                + #""price":\#(random.fraction(below: 200, digits: 2))}"#
        }
        let place = "\(person.street), \(person.postcode) \(person.city)"
        commands.append(
            "SET", "cart:\(user)",
            #"{"userId":\#(user),"items":[\#(items.joined(separator: ","))],"#
                + #""shipTo":{"name":\#(Self.json(person.name)),"addr":\#(Self.json(place)),"phone":"\#(person.phone)"}}"#
        )
    }

    private mutating func appendToken(
        _ user: String, _ mail: String, _ number: Int, _ commands: inout CommandBuffer
    ) {
        let head = Base64URL.text(of: Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))
        let claims = Base64URL.text(of: Array(#"{"sub":"\#(user)","email":"\#(mail)","iat":1748779200}"#.utf8))
        let signature = Base64URL.text(of: random.bytes(32))
        commands.append(
            "SET", "token:\(user)", "\(head).\(claims).\(signature)", "PXAT",
            String(Self.farOff + 86_400_000 + number))
    }

    private mutating func appendPatient(
        _ person: Person, _ mail: String, _ number: Int, _ commands: inout CommandBuffer
    ) {
        let record = String(number)
        let doctor = random.element(of: people)
        commands.append(
            "SET", "patient:MRN" + String(repeating: "0", count: 9 - record.count) + record,
            #"{"resourceType":"Patient","id":"\#(person.uuid)","ssn":"\#(person.socialSecurityNumber)","#
                + #""name":\#(Self.json(person.name)),"birthDate":"\#(person.birthDate)","#
                + #""telecom":[{"value":"\#(person.phone)"},{"value":"\#(mail)"}],"#
                + #""note":"\#(random.element(of: paragraphs)) Contact \#(doctor.mailbox)@\#(doctor.domain)."}"#)
    }

    private mutating func appendPlaces(
        _ person: Person, _ mail: String, _ number: Int, _ commands: inout CommandBuffer
    ) {
        commands.append("GEOADD", "geo:\(number / 3000)", person.longitude, person.latitude, mail)
        commands.append("PFADD", "hll:\(number / 5000)", mail)
        commands.append("SADD", "city:\(person.city):\(number / 2000)", mail)
        commands.append("SETBIT", "active:\(number / 40_000)", String(number % 40_000), "1")
    }

    private static func paragraph(_ random: inout SeededGenerator) -> String {
        (0..<6).map { _ in
            let words = (0..<random.number(4..<10)).map { _ in random.element(of: Words.prose) }
            let text = words.joined(separator: " ")
            return text.prefix(1).uppercased() + text.dropFirst() + "."
        }.joined(separator: " ")
    }

    /// A JSON string; what is not ASCII as `\u` and four digits, as many libraries write it.
    private static func json(_ text: String) -> String {
        var result = "\""
        for unit in text.utf16 {
            if unit < 0x80, let scalar = Unicode.Scalar(unit) {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result + "\""
    }
}
