// A table: surnames that are common somewhere, in small letters without marks, of two to thirteen letters.
extension WordList {
    static let surnames = WordList(
        """
        li wu xu ma hu he yu bo su oh ko do ng ho le an fox lee kim cho day may ray kay gil roy cox lam law low kai lin sun \
        tan han vogt bell ward cook reed gray wood ross long hill hall king hunt west cole ford park shaw rice webb moss \
        lane nash page cobb rowe boyd hart love mann hahn wolf koch beck lang frey haas roth voss kern penn pike pope rios \
        ruiz diaz cruz vega mora luna leon pena soto lima reis sato kato mori endo abe ueda wang chen yang zhao zhou song \
        choi jung kang yoon shin khan rao shah jain nair das sen roy dutt bose gill sidhu amin adams allen baker banks \
        barry bates berg black blake bloom bowen boyle brady bryan burke burns byrne clark clay cohen conte cooke costa \
        crane cross curry dalys davis dixon doyle drake dunn duval ellis evans ferro finch flynn foley frank franz frost \
        gates glenn gomez grant green gross gupta haley hanks harms hayes henry hicks hobbs hoffa holst horne house irwin \
        ivers jones joyce kelly kemp keane kline klein knapp kumar kunze lewis lopez lowry lucas lynch lyons maier marsh \
        mason mayer meyer mills moore mosca moses munoz myers nagy neves nolan novak ochoa olsen ortiz owens parks patel \
        payne perez perry petit petty pham phelp pinto poole pratt price quinn ramos reyes rhodes riley rivas rojas rosen \
        rossi rowan rubio sachs salas sandoz santos schmid scott serra sharp silva simon singh skinner small smith snow \
        solis sousa stark stein stone suarez swain sweet tate terry tobin todds torres tran tucker tyler unger urban vance \
        vidal villa vogel wagner walsh watts weber weiss welch wells white wiley wolfe wyatt yates young zhang zimmer \
        abbott acosta alonso alves andrew archer armas arnold ashton atkins austin bailey barber barker barnes barton \
        becker benson berger bianchi bishop blanco bowman bradley brandt braun briggs bruno bryant burton butler campos \
        cannon carson carter castro chavez church cooper cortez cramer curtis dalton daniel dawson delgado dennis devine \
        dieter dorsey dubois duncan durand eaton edison elliot emery engel ericson esposito farmer farrell faulkner \
        fields fisher fleming flores forbes foster fowler franco fraser french fuller garcia garner garza gibson gilbert \
        glover gordon graham graves greene greer griffin guzman haines hamlin hansen harding harper harris hayden hensley \
        herman herrera hester hodges hoffman holden holmes hopper horton howard howell hubert hudson huffman hughes \
        ingram ibarra jacobs jansen jarvis jensen jimenez jordan joseph juarez keller kemper kowalski knight kramer kruger \
        lambert larsen larson lawson leblanc lester levine lindsay little lloyd logan lorenz lowell lozano lukas macias \
        madden mahoney maldonado malone manning marino marquez martin massey mathis mclean medina melton mendez mercer \
        michel miller moreau morgan morris morrow morton mueller mullen murphy murray nelson newman newton nguyen nichols \
        nielsen noble norman norris norton obrien oliver oneill orozco osborn padilla palmer parker parson pearson pereira \
        peters petrov phillips pierce pittman porter potter powell powers proctor pruitt quintana ramsey randall reeves \
        reilly reyna richter riggs rivera robbins rogers roman romano romero ruffin russo ryder salazar sanchez sanders \
        santana sawyer schafer schmidt schultz schwarz sellers sexton shaffer shannon shelton sheridan sherman simmons \
        simpson skaggs slater snyder somers sparks spence stanley steele stevens stewart stokes strong stuart sutton \
        suzuki tanaka taylor thomas thorpe tillman townsend travis turner valdez valentin vargas vasquez vaughn verma \
        vincent wagoner walker wallace walter walton warner warren watkins watson weaver webster weeks wheeler wilder \
        wilkins willis wilson winter woods wright zamora zapata ziegler alvarado alvarez ancelotti andersen anderson \
        andrade armstrong arroyo atkinson baldwin ballard barrett bartlett baumann beaumont becerra benedict benitez \
        bennett bertrand blackburn blanchard bonilla bouchard bradford brennan browning buchanan burgess caldwell calderon \
        callahan cameron campbell cardenas carlson carpenter carroll castillo chambers chandler chapman christensen \
        clayton coleman collins compton conrad cordova corrigan crawford cunningham dangelo davenport davidson delacruz \
        dickerson domingo donnelly donovan douglas dominguez edwards eriksson espinoza fairchild ferguson fernandez \
        ferreira figueroa fischer fitzgerald fitzpatrick fletcher fontaine franklin frederick friedman gallagher gallegos \
        galloway gardner garrison gauthier gilmore gonzales gonzalez goodman goodwin grossman guerrero gutierrez hamilton \
        hammond hampton hancock harrington harrison hartmann hathaway hawkins henderson hendricks hernandez hoffmann \
        holland holloway houston huang humphrey hutchinson ivanova jackson jacobson jefferson jennings johansson johnson \
        johnston karlsson kaufmann kennedy kirkland konstant kristensen lancaster lawrence leonard lindgren lindstrom \
        livingston lombardi lundberg macdonald mackenzie maloney marchetti marshall martinez matthews maxwell mccarthy \
        mccormick mcdaniel mcdonald mcintyre mckenzie mckinney mclaughlin mendoza meredith middleton mikkelsen mitchell \
        montgomery montoya morales moreno morrison navarro nicholson nikolaev oconnell oconnor oliveira olivares \
        patterson pedersen petersen peterson plummer quintero ramirez reynolds richards richardson robertson robinson \
        rodrigues rodriguez rosenberg rosenthal rothschild rutherford sandoval saunders schneider schroeder schumacher \
        shepherd sinclair sorensen spencer stafford stephens stephenson stevenson strickland sullivan summers sutherland \
        svensson takahashi thompson thornton tremblay underwood valencia valenzuela velasquez villanueva villarreal \
        washington weatherby westbrook whitaker whitehead whitfield wilkerson williams williamson winchester woodward \
        yamamoto yoshida zimmerman
        """)
}
