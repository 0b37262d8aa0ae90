// A table: names that streets have in many towns, and towns themselves, in small letters without marks.
extension WordList {
    static let streets = WordList(
        """
        elm oak ash bay fir ivy sea sky dell dock east fern ford gate glen hall hill holm hope iris king lake lark lily lime \
        main mead mill mint moor moss palm park peel pier pine plum pond port rose ruby sage sand star swan vale vine well \
        west wood york abbey acorn alder amber apple arbor ashby aspen baker beech berry birch bluff board bower brick \
        broad brook canal cedar chase clark clear cliff coral court creek crest crown dairy depot downs eagle ember fairy \
        field first flint forge forum fruit grand grape grass green grove hazel heath heron hobby holly honey ivory jewel \
        larch lemon linen locus lotus lower lynch mango manor maple marsh mason olive opera orbit otter owlet pearl peach \
        plain plaza poppy quail queen quiet raven ridge river robin rowan royal sable sandy shady sixth south spring stone \
        storm swift terra third tulip tower trout union upper viola water whale wheat white windy wolds acacia amelia \
        arcade armory autumn badger barley basil beacon bishop border bridge bright bronze butter canary candle canyon \
        castle cherry church circus cobalt colony common copper cotton county cowley cypress dahlia damson desert dovecote \
        falcon fennel fifth fisher flower forest fourth fulham garden geneva ginger gothic granite harbor harvest hollow \
        island jasmine juniper kestrel lagoon laurel lavender liberty lincoln linden locust lupine market marina meadow \
        mercer mission monroe morris mulberry museum myrtle nelson nettle newton nightingale northern nutmeg orchard \
        orchid osprey oxford palace parade pasture pebble pepper pigeon pioneer pleasant poplar prairie priory prospect \
        quarry railway rainbow rectory regent republic reservoir ringdove rosebud rosemary saddler saffron sawmill \
        schoolhouse seaside second seventh silver skylark southern sparrow spruce square station sterling stratford \
        summer summit sunrise sunset sycamore tanner terrace thistle timber tinsmith trinity turnpike valley vernon \
        victoria village vineyard walnut warwick waterloo wellington westgate whispering wildflower william willow \
        windermere windmill windsor winter woodland blackthorn broadmoor brookside buttercup cambridge chancellor \
        chestnut churchill cloverleaf cornflower cottonwood cranberry crossroads devonshire evergreen fairview foxglove \
        gooseberry greenfield hawthorn heatherwood highland hillside honeysuckle hyacinth jefferson kensington \
        lakeview magnolia marlborough meadowlark moonlight mountain northgate parliament partridge peppercorn \
        primrose riverside sandalwood sandpiper shepherds southgate springfield stonebridge strawberry sunflower \
        tamarind university washington waterfall weatherstone winterberry wisteria woodpecker
        """)
    static let towns = WordList(
        """
        ay au ems eye pau ulm bern bath bonn brno caen cork deal elko erie fano gent genk hamm hull kiel kobe kyiv lima linz \
        lodi lyon metz mesa nice nara oslo oulu pisa pune reno riga rome sofia troy turku umea vigo york aalen agra akron \
        arlon aspen basel boise bourg breda bruny bursa butte cadiz cairo chico delft derby dover dubai essen evora fargo \
        flint gavle genoa ghent hague hanoi hilo izmir jena joplin kazan kyoto lagos leeds lille luton macon malmo mainz \
        miami milan minsk nancy natal ogden omaha osaka ostia ozark padua paris perth poole porto quito ravenna reims \
        salem selma siena split tampa tours trier truro tulsa turin tunis udine ulster wells worms xalapa aachen albany \
        amiens ankara athens austin baden bergen berlin bilbao bogota bolton boston bremen bruges calais canton carson \
        dallas dayton denver dublin dundee durham edison eugene exeter fresno galway gdansk geneva girona hobart huelva \
        irvine jersey kassel kaunas krakow lahore lansing laredo leiden leuven lisbon london lubeck lugano madrid malaga \
        manila mobile modena monaco moscow munich muscat namur naples narvik newark nimes odense oregon orlando oxford \
        palermo parma peoria pilsen poznan prague quebec queens racine rennes rhodes rijeka rouen salvia samara seoul \
        seville skopje sparta tacoma taipei tehran toledo topeka torino toulon treviso trento urbino utrecht venice \
        verona vienna warsaw wausau zagreb zurich abilene antwerp arnhem augusta avignon bangkok belfast bendigo bologna \
        boulder brescia bristol buffalo burnley calgary cardiff chester chicago cologne concord cordoba coventry dresden \
        durango erfurt ferrara firenze fremont geelong glasgow granada grenoble hamburg hamilton hannover houston \
        ipswich jackson kampala kingston lansdale larissa leipzig lexington limerick lincoln lucerne madison marburg \
        medford memphis midland modesto nairobi nanaimo nantes nashua newport norfolk norwich oakland orleans oshkosh \
        paisley phoenix portland potsdam preston raleigh reading roanoke rostock rotorua salerno saginaw santiago sapporo \
        seattle shannon spokane stanton swansea tallinn taranto toronto trieste tucson uppsala utica valencia vicenza \
        vilnius walsall waterford wichita windsor yonkers aberdeen adelaide anchorage auckland augsburg badajoz \
        bakersfield baltimore barcelona bellevue besancon birmingham bordeaux bradford brighton brisbane brooklyn \
        brussels budapest cambridge canberra cartagena charlotte christchurch cleveland columbus darmstadt debrecen \
        dortmund dusseldorf edinburgh edmonton eindhoven evansville fairbanks florence frankfurt freiburg gainesville \
        gothenburg greensboro groningen guadalajara hartford heidelberg helsinki huntsville indianapolis innsbruck \
        jacksonville karlsruhe katowice kelowna klagenfurt knoxville lancaster lausanne leicester linkoping liverpool \
        ljubljana louisville maastricht manchester mannheim marseille melbourne milwaukee minneapolis montpellier \
        montreal nashville newcastle nottingham nuremberg oklahoma oldenburg pasadena perpignan philadelphia pittsburgh \
        plymouth portsmouth princeton providence regensburg reykjavik richmond riverside rochester rockford rotterdam \
        sacramento salisbury salzburg saragossa sarasota saskatoon savannah scranton sheffield shreveport southampton \
        springfield stavanger stockholm strasbourg stuttgart sunderland syracuse szczecin tallahassee toulouse \
        trondheim vancouver wellington wiesbaden wilmington winchester winnipeg wolfsburg worcester wuppertal
        """)
}
