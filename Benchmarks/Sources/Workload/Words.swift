// Pure tables: what people, streets and sentences are made of. Everybody made of them is invented.

enum Words {
    static let givenNames = split(
        """
        Ada Alan Alba Amélie Anders Anja Anton Beatriz Bela Björn Bogna Bruno Carla Cédric Chloé Clara Daria David
        Dörte Edith Elena Emil Émile Erika Fadil Felix Fiona François Frida Georg Grażyna Greta Hana Hannes Hélène
        Henrik Inês Irina Isaac Jakub Jan Janis João Jonas Jürgen Kasia Kenji Kirsten Lara Leif Łucja Luca Mads Magda
        Maja Marek María Mateus Mei Milan Mira Nadia Niels Noa Nuño Olga Oskar Paula Piotr Radu Renée Rosa Ruben Sanna
        Sarah Sören Stefan Tamar Theo Tomás Ulla Uwe Vera Viktor Wanda Werner Xenia Yara Yusuf Zoë
        """)
    static let surnames = split(
        """
        Abel Almeida Andersson Aydın Bachmann Baker Barros Becker Bergström Bianchi Blanchard Böhm Brandt Braun Brooks
        Caruso Castillo Chen Conti Coşkun Cruz Dąbrowski Dietrich Dubois Dvořák Ekström Engel Esposito Farkas Ferreira
        Fischer Fontaine Fournier Frank Gallo Garnier Göktaş Gómez Gruber Hansen Hartmann Hoffmann Holm Horvat Ito
        Jansen Jensen Kaiser Kamiński Keller Kovács Krüger Lambert Larsen Lefèvre Lindqvist Lopes Marchand Martens
        Mazur Meier Mendes Möller Moreau Müller Nakamura Navarro Neumann Nowak Olsen Ortega Pavlov Pereira Petit Popescu
        Reyes Richter Rossi Roux Sánchez Schäfer Schulz Silva Sørensen Szabó Tanaka Teixeira Thomsen Vargas Vidal Vogel
        Wagner Walker Weiß Winter Wójcik Yılmaz Zeller Ziegler Żak
        """)
    static let streets = split(
        """
        Acacia Ash Bay Birch Bridge Brook Canal Castle Cedar Chapel Cherry Church College Cross Dock Elm Field Forest
        Garden Glen Grove Harbour Hazel Hill Island King Lake Linden Lock Maple Market Meadow Mill Moor North Oak
        Orchard Park Pine Pond Poplar Prince Quay Queen River Rose Saddle School Spring Square Station Stone Summer
        Temple Tower Valley Vine Walnut Water Well Willow Wind
        """)
    static let streetEndings = split("Street Road Avenue Lane Drive Way Court Place Square Row Alley Crescent")
    static let townBeginnings = split("East West North South Port Lake Mount New Old Upper Lower Saint Great Little")
    static let towns = split(
        """
        Aldbury Ashford Barrow Belmont Brampton Calder Clifton Corby Dalton Denham Eastcote Elmswell Farnham Felton
        Gatley Greystone Halden Harrow Ilford Kelham Kingsley Langton Linwood Malden Merrow Newby Norwood Oakham Orton
        Pemberton Quorn Radley Rushden Sedgley Stanton Tarleton Thornby Upton Verwood Walford Wexham Yarnton
        """)
    static let domains = ["example.com", "mail.example.org", "corp.example.net", "post.example.com"]
    static let browsers = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/@.0.@.@ Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:@.0) Gecko/20100101 Firefox/@.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS @_@ like Mac OS X) AppleWebKit/605.1.15 Version/@.0 Mobile/15E148",
        "Opera/8.@.(X11; Linux i686; de-DE) Presto/2.9.@ Version/12.00",
        "Mozilla/5.0 (Android @.0; Mobile; rv:@.0) Gecko/@.0 Firefox/@.0",
    ]
    static let prose = split(
        """
        a able about above across act add after again against age ago air all almost alone along already also always
        among an and animal another answer any appear area arm around arrive as ask at away back bad bank base be bear
        beat beautiful because become bed before begin behind believe below best better between big bird black blood
        blow blue board boat body bone book both bottom box boy branch bread break bright bring brother brown build
        burn business but buy by call came can captain car care carry case catch caught cause cell cent center century
        certain chair chance change chart check chief child choose church circle city claim class clean clear climb
        clock close clothes cloud coast coat cold collect colony color column come common company compare complete
        condition connect consider consonant contain continent continue control cook cool copy corn corner correct cost
        cotton could count country course cover cow create crop cross crowd cry current cut dad dance danger dark day
        dead deal dear death decide decimal deep degree depend describe desert design determine develop dictionary
        differ difficult direct discuss distant divide division doctor does dog dollar door double down draw dream
        dress drink drive drop dry duck during each ear early earth ease east eat edge effect egg eight either electric
        element else end enemy energy engine enough enter equal especially even evening event ever every exact example
        except excite exercise expect experience experiment eye face fact fair fall family famous far farm fast fat
        father favor fear feed feel feet fell felt few field fight figure fill final find fine finger finish fire first
        fish fit five flat floor flow flower fly follow food foot for force forest form forward found four fraction
        free fresh friend from front fruit full fun game garden gas gather gave general gentle get girl give glad glass
        go gold gone good govern grand grass gray great green grew ground group grow guess guide gun had hair half hand
        happen happy hard has hat have he head hear heart heat heavy held help her here high hill him his history hit
        hold hole home hope horse hot hour house how huge human hundred hunt hurry ice idea if imagine in inch include
        indicate industry insect instant instrument interest invent iron island it job join joy jump just keep kept key
        kill kind king knew know lady lake land language large last late laugh law lay lead learn least leave led left
        leg length less let letter level lie life lift light like line liquid list listen little live locate log lone
        long look lost lot loud love low machine made magnet main major make man many map mark market mass master match
        material matter may me mean meant measure meat meet melody men metal method middle might mile milk million mind
        mine minute miss mix modern molecule moment money month moon more morning most mother motion mount mountain
        mouth move much multiply music must my name nation natural nature near necessary neck need neighbor never new
        """)
    static let subjects = split("order parcel invoice refund account delivery appointment password review receipt")

    private static func split(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" }.map(String.init)
    }
}
