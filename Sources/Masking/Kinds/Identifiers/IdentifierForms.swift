/// The layouts of all identifiers that a rule can name: a table. A row is everything there is to one.
///
/// Sources are the bodies that issue them, as far as they publish; what they do not publish is as commonly checked.
enum IdentifierForms {
    static let all: [IdentifierForm] = [
        // SSA: area, group, serial; no check digit.
        IdentifierForm(.ssn, "ddddddddd", separators: "- ", constraint: .ssn),
        // NHS Data Dictionary, NHS NUMBER: modulus 11.
        IdentifierForm(
            .nhs, "dddddddddx", separators: "- ",
            checks: [.mod11([10, 9, 8, 7, 6, 5, 4, 3, 2], "0123456789")]),
        // HMRC, NIM39110: two letters, six digits, a letter A to D.
        IdentifierForm(
            .nino, "[ABCEGHJKLMNOPRSTWXYZ][ABCEGHJKLMNPRSTWXYZ]dddddd[ABCD]", separators: " -", constraint: .nino),
        // Real Decreto 1553/2005: number modulo 23.
        IdentifierForm(
            .dni, "dddddddd<ABCDEFGHJKLMNPQRSTVWXYZ>", separators: "- .", checks: [.modulo(table: spanishLetters)]),
        IdentifierForm(
            .nie, "[XYZ]ddddddd<ABCDEFGHJKLMNPQRSTVWXYZ>", separators: "- .",
            checks: [.modulo(table: spanishLetters, prefix: Array("XYZ".utf8))]),
        // Decree of the Ministry of Finance, 23 December 1976. Those with letters for digits (omocodia) are not taken.
        IdentifierForm(
            .codiceFiscale, "aaaaaaYYMDDaddd<ABCDEFGHIJKLMNOPQRSTUVWXYZ>", separators: " ", checks: [.codiceFiscale],
            calendar: .italian),
        // INSEE: sex, year, month, department, commune, order, key; Corsica has letters in its departments.
        IdentifierForm(
            .nir, "[12]ddMMddddddddxx", separators: " ",
            checks: [.complement97(hasMillennium: false, hasCorsica: true)]),
        IdentifierForm(
            .nir, "[12]ddMM{2}[AB]ddddddxx", separators: " ",
            checks: [.complement97(hasMillennium: false, hasCorsica: true)]),
        // Bundeszentralamt für Steuern: ISO/IEC 7064, MOD 11,10.
        IdentifierForm(.steuerId, "ndddddddddx", separators: " ", checks: [.mod11And10], constraint: .steuerId),
        // Logisch ontwerp BSN: the sum with weights 9 to 2 and −1 is a multiple of 11.
        IdentifierForm(
            .bsn, "ddddddddx", separators: ". ",
            checks: [.mod11([9, 8, 7, 6, 5, 4, 3, 2], "0123456789", isComplement: false)]),
        // Royal decree of 3 April 1984.
        IdentifierForm(
            .belgianId, "YYMMDDdddxx", separators: ".- ",
            checks: [.complement97(hasMillennium: true, hasCorsica: false)]),
        // Act on the population register of 24 September 2010.
        IdentifierForm(
            .pesel, "YYMMDDddddx",
            checks: [.mod10([1, 3, 7, 9, 1, 3, 7, 9, 1, 3])], calendar: .monthHoldsCentury),
        // Skatteverket, SKV 704: Luhn over ten digits, with or without the century.
        IdentifierForm(.personnummer, "YYMMDDdddx", separators: "-+", checks: [.luhn()]),
        IdentifierForm(.personnummer, "YYYYMMDDdddx", separators: "-+", checks: [.luhn(from: 2)]),
        // Digi- ja väestötietovirasto: modulo 31; the sign of the century stays.
        IdentifierForm(
            .hetu, "DDMMYY{+-ABCDEFUVWXY}ddd<0123456789ABCDEFHJKLMNPRSTUVWXY>",
            checks: [.modulo(table: Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8), skipped: 6)]),
        // Skatteetaten: two digits modulus 11.
        IdentifierForm(
            .fodselsnummer, "DDMMYYdddxx", separators: " ",
            checks: [
                .mod11([3, 7, 6, 1, 8, 9, 4, 5, 2], "0123456789"),
                .mod11([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], "0123456789"),
            ]),
        // CPR-kontoret: since 2007 numbers need not pass modulus 11.
        IdentifierForm(.cpr, "DDMMYYdddd", separators: "- "),
        // ZAS: 756 for Switzerland, the check digit of GTIN-13.
        IdentifierForm(
            .ahv, "{7}{5}{6}dddddddddx", separators: ".",
            checks: [.mod10([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3])]),
        // Decreto-Lei 14/2013.
        IdentifierForm(
            .nif, "ndddddddx", separators: " ", checks: [.mod11([9, 8, 7, 6, 5, 4, 3, 2], "01234567890")]),
        // Law 105/1996.
        IdentifierForm(
            .cnp, "[12345678]YYMMDDdddddx",
            checks: [.mod11([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], "01234567891", isComplement: false)]),
        // Nüfus ve Vatandaşlık İşleri.
        IdentifierForm(.tckn, "nddddddddxx", checks: [.turkish]),
        // Receita Federal: two digits modulus 11.
        IdentifierForm(
            .cpf, "dddddddddxx", separators: ".-",
            checks: [
                .mod11([10, 9, 8, 7, 6, 5, 4, 3, 2], "01234567890"),
                .mod11([11, 10, 9, 8, 7, 6, 5, 4, 3, 2], "01234567890"),
            ]),
        // Servicio de Registro Civil: modulus 11, K for ten.
        IdentifierForm(
            .rut, "dddddddd<0123456789K>", separators: ".-", checks: [.mod11([3, 2, 7, 6, 5, 4, 3, 2], "0123456789K")]),
        IdentifierForm(
            .rut, "ddddddd<0123456789K>", separators: ".-", checks: [.mod11([2, 7, 6, 5, 4, 3, 2], "0123456789K")]),
        // GB 11643-1999: ISO/IEC 7064, MOD 11-2. The two digits of the province stay.
        IdentifierForm(
            .chineseId, "{12345678}{0123456789}ddddYYYYMMDDddd<0123456789X>",
            checks: [
                .mod11(
                    [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], "10X98765432", isComplement: false)
            ]),
        // UIDAI: Verhoeff, first digit 2 to 9.
        IdentifierForm(.aadhaar, "[23456789]ddddddddddx", separators: " -", checks: [.verhoeff]),
        // Order of the Ministry of Internal Affairs and Communications 85 of 2014.
        IdentifierForm(
            .myNumber, "dddddddddddx", separators: " -",
            checks: [.mod11([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], "01234567890")]),
        // Service Canada: Luhn.
        IdentifierForm(.sin, "[12345679]dddddddx", separators: " -", checks: [.luhn()]),
        // Australian Taxation Office: weights 1, 4, 3, 7, 5, 8, 6, 9, 10.
        IdentifierForm(
            .tfn, "ddddddddx", separators: " -",
            checks: [.mod11([1, 4, 3, 7, 5, 8, 6, 9], "0123456789", isComplement: false)]),
        // Department of Home Affairs: Luhn.
        IdentifierForm(.southAfricanId, "YYMMDDdddd[01]dx", separators: " ", checks: [.luhn()]),
    ]

    /// The layouts of a kind, or none; they differ in length.
    static func of(_ kind: Kind) -> ArraySlice<IdentifierForm>? { byKind[Int(kind.rawValue)] }

    private static let byKind: [ArraySlice<IdentifierForm>?] = Kind.allCases.map { kind in
        guard let first = all.firstIndex(where: { $0.kind == kind }),
            let last = all.lastIndex(where: { $0.kind == kind })
        else { return nil }
        return all[first...last]
    }

    private static let spanishLetters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
}

extension CheckRule {
    /// Digits from the first on, modulus 11; the character for ten may be missing in the table.
    fileprivate static func mod11(_ weights: [UInt8], _ table: String, isComplement: Bool = true) -> CheckRule {
        .weighted(weights, modulus: 11, isComplement: isComplement, table: Array(table.utf8))
    }

    /// Digits from the first on, modulus 10.
    fileprivate static func mod10(_ weights: [UInt8]) -> CheckRule {
        .weighted(weights, modulus: 10, isComplement: true, table: Array("0123456789".utf8))
    }
}
