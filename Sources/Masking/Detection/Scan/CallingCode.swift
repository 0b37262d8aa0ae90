/// The country codes of ITU-T E.164, and how many digits may follow each.
///
/// The numbers are those of the numbering plans that the ITU publishes, with a digit to spare where plans change.
enum CallingCode {
    /// How long the code is that digits begin with, and how long the national number behind it may be.
    static func find(_ digits: InlineArray<24, UInt8>, count: Int) -> (length: Int, national: ClosedRange<Int>)? {
        var code = 0
        for place in 0..<min(3, count) {
            code = code * 10 + Int(digits[place] & 15)
            guard code > 0 else { return nil }
            let row = table[code]
            if row != 0 { return (place + 1, Int(row >> 8)...Int(row & 255)) }
        }
        return nil
    }

    private static let rows = """
        1:10 7:10 20:8-10 27:9 30:10 31:9-11 32:8-9 33:9 34:9 36:8-9 39:6-12 40:9 41:9-12 43:6-13 44:9-10 45:8 46:7-10
        47:8 48:9 49:6-13 51:8-9 52:10-11 53:6-8 54:10-11 55:10-11 56:9 57:8-10 58:10 60:8-10 61:9 62:8-12 63:8-10
        64:8-10 65:8 66:8-9 81:9-10 82:8-10 84:9-10 86:9-11 90:10 91:10 92:9-10 93:9 94:9 95:7-10 98:10
        211:9 212:9 213:8-9 216:8 218:8-9 220:7 221:9 222:8 223:8 224:8-9 225:8-10 226:8 227:8 228:8 229:8-10 230:7-8
        231:7-9 232:8 233:9 234:8-10 235:8 236:8 237:8-9 238:7 239:7 240:9 241:7-8 242:9 243:9 244:9 245:7-9 246:7
        247:5 248:7 249:9 250:9 251:9 252:7-9 253:8 254:9 255:9 256:9 257:8 258:8-9 260:9 261:9 262:9 263:8-10
        264:8-9 265:7-9 266:8 267:7-8 268:8 269:7 290:5 291:7 297:7 298:6 299:6
        350:8 351:9 352:6-11 353:7-10 354:7-9 355:8-9 356:8 357:8 358:6-12 359:7-9 370:8 371:8 372:7-8 373:8 374:8
        375:9 376:6-9 377:8-9 378:6-10 380:9 381:8-9 382:8 383:8 385:8-9 386:8 387:8 389:8 420:9 421:9 423:7-9
        500:5 501:7 502:8 503:8 504:8 505:8 506:8 507:7-8 508:6 509:8 590:9 591:8 592:7 593:8-9 594:9 595:9 596:9
        597:6-7 598:8 599:7-8 670:7-8 672:6 673:7 674:7 675:7-8 676:5-7 677:5-7 678:5-7 679:7 680:7 681:6 682:5 683:5
        685:5-7 686:5-8 687:6 688:5 689:6-8 691:7 692:7 800:8 808:8 850:8-10 852:8 853:8 855:8-9 856:8-10 870:9
        878:12 880:8-10 881:8-9 882:7-12 883:7-12 886:8-9 960:7 961:7-8 962:8-9 963:8-9 964:8-10 965:8 966:8-9
        967:7-9 968:8 970:8-9 971:8-9 972:8-9 973:8 974:8 975:7-8 976:8 977:8-10 979:9 992:9 993:8 994:9 995:9 996:9
        998:9
        """

    /// By code: the fewest digits in the upper byte, the most in the lower.
    private static let table: [UInt16] = {
        var table = [UInt16](repeating: 0, count: 1000)
        for row in rows.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let numbers = row.split(whereSeparator: { $0 == ":" || $0 == "-" }).compactMap { UInt16($0) }
            guard let code = numbers.first, let most = numbers.last, numbers.count > 1 else { continue }
            table[Int(code)] = numbers[1] << 8 | most
        }
        return table
    }()
}
