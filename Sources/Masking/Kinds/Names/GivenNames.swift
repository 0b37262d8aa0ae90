// A table: given names that are common somewhere, in small letters without marks, of two to thirteen letters.
extension WordList {
    static let givenNames = WordList(
        """
        al bo cy ed jo ty an li mi vi yu io ai ed ike ada amy ana ann ava bea ben bob cal cam dan deb don dot eli ema eva \
        eve fay flo gus guy hal ian ida ina ira isa ivy jan jay jim joe jon joy kay ken kim kit lee leo lev liv liz lou lyn \
        mae max may meg mei mia nan ned nia nik noa nur ola ole oto pam pat pia rae ray rex rob rod ron roy sam sid sky sue \
        tad ted tim tom uma una uri val van vic wes yan zac zoe adam alan aldo alex alma amir andy anna anne arlo asha aziz \
        beau bela beth bill bree bryn carl cary chad chen cody cora dale dana dave dawn dean dina dora doug drew earl eden \
        edna elia elke ella elsa emil emma emmy enid eric erik erin esme evan ezra faye fern finn fred gabe gail gary gene \
        gina glen greg gwen hana hans hope hugh hugo igor inez inga iris ivan jack jade jake jana jane jean jeff jill joan \
        joel john josh juan judy june kari karl kate kira kurt kyle lana lara lars leah lena lila lily lina lisa lois lola \
        lucy luis luke lynn maja mara marc mary maya mila milo mina mira mona musa nadia neil nick nina nora noel nola olaf \
        olga omar opal oran otis otto owen pari paul pete phil ravi remy rhea rick rita rory rosa rose ross ruby rudy russ \
        ruth ryan sage sara sean seth sven tara tess theo tina toby todd tony troy umar vera vera wade walt ward will wren \
        yara yuri yves zara zeno aaron abdul abril ahmed aiden akira alexa alice allen amara amber amina andre angel anika \
        anita anton april arjun artur ashok astro bella betty blake boris brent brian bruce bruno bryan byron caleb carla \
        carol casey cathy chloe chris cindy clara clark claus colin craig cyrus daisy danny darin david debra denis derek \
        devon diana diane diego dylan edgar edith edwin elena elias elise eliza ellen ellie emile emily enzo erica erika \
        ernie ethan ethel facundo fatima felix fiona flora frank freya fritz gavin georg ginny glenn grace grant greta hanna \
        harry hazel heidi helen helga henri henry hilda holly ilana imani irene isaac ismael ivana jacob jaime james jamie \
        janet jared jason jenna jenny jerry jesse jesus jimmy joana jodie jonas jorge josef josie joyce judit julia julie \
        julio karen karim karin karla kathy katie keith kelly kenji kerry kevin klara klaus kyoko laila lance larry laura \
        leila lenny leona leroy liana linda linus lloyd logan loren louis lucas lucia luigi lydia lynda mabel magda maria \
        marie mario marta mateo megan micah miles molly moses myles myron nancy naomi nella niels nigel nikki niles nolan \
        norma oliver oscar pablo paige pamela paola paolo paula pauly pedro penny perry peter piotr polly quinn rahul ralph \
        ramon raoul renee rhoda ricky robin rocco roger romeo rosie rowan rufus sadie sally salma sandy sarah sasha scott \
        selma sheri sofia sonia stacy stella steve sunil susan sybil talia tanya tasha terry tessa tiago tomas tracy trent \
        tyler vince viola vivek wanda wendy willa xenia yosef yusuf zelda adrian aileen albert alexis alfred alicia alison \
        althea amalia amanda andrea andres angela anselm arnold arthur ashley astrid audrey august aurora austin barbara \
        benito bianca bonnie brenda bridget brooke calvin camila carlos carmen carole carrie cecile cedric celine claire \
        claude connor daniel darius darren deanna denise dennis dexter dianne dieter donald dorian duncan dwight easton \
        edmund eduard eileen elaine eleanor elijah elliot elvira emilia ernest esther eugene evelyn fabian felipe fergus \
        flavia floyd franco gabriel george gerald gerard gilbert gloria gordon gustav hannah harold harvey heather hector \
        helena herman hunter ingrid isabel isaiah jasmin jasper jeremy jerome jessie joanna joanne joseph joshua judith \
        julian justin kaspar katrin kirsten landon laurel lauren leslie lester lillie lorena louise lucian luther madison \
        marcel marcia marcus margot marian marina marion martha martin marvin mathew maxine melvin meryl michel mildred \
        miguel milena mirjam mitzi monica morgan muriel nadine natalie nathan nelson nestor nicola nicole norman olivia \
        pascal patric petra philip phoebe rachel rafael ramona raquel regina renata ricardo robert roland ronald rosalie \
        rupert samuel sandra selena sergio serena sheila sherry shirley sidney silvia simone sophie stefan steven stuart \
        sylvie teresa thelma thomas tobias travis ursula valery vernon victor violet vivian walter wilbur wilson winona \
        yasmin yvette yvonne zachary abigail adriana adelina alberto alfredo allegra annette antoine antonia arianna \
        beatriz bernard bradley brigita camilla carolyn cameron cecilia charles charlie chester clement crystal cynthia \
        darlene deborah delilah desmond dolores dominic edoardo eduardo ernesto estelle fabiola florian forrest frances \
        francis frieda giovani giselle gregory guillem hermann hillary horatio imogene ingmar isadora jacques jasmine \
        jeffrey jessica joaquin jocelyn johanna katrina kenneth kristen lavinia leonard leandro leticia lorenzo lorraine \
        lucille luciana madeline malcolm manfred marissa marjory matilda matthew maurice melanie melissa michael michele \
        mikhail mildred miranda mitchell myrtle natalia nathalie octavia ophelia orlando patrice patrick pauline phyllis \
        preston quentin raymond rebecca reginald richard roberta rodrigo rosanna roxanne russell sabrina salvador shannon \
        sigmund solomon spencer stanley stephen suzanne sylvia terence thaddeus theresa tiffany timothy trevor tristan \
        valerie vanessa vincent virgil vittorio wallace warren whitney wilfred william winston yolanda zuzanna adelaide \
        alasdair alejandro angelica anastasia augustin beatrice benedict benjamin bernadette brigitte caroline catalina \
        catherine charlotte christine christian claudine clarence clifford cordelia cristina dorothea dominique douglas \
        elisabeth elizabeth emmanuel esperanza ferdinand federico florence francesca francisco franklin frederick \
        friedrich genevieve gertrude giovanni giuseppe graciela guillermo gwendolyn harrison henrietta humphrey isabella \
        jackson jacqueline jefferson jennifer jonathan josephine katarina katherine kimberly kristina lawrence leopold \
        ludmilla magdalena margaret marguerite marianne marjorie maximilian mercedes montgomery morgane nathaniel \
        nicholas patricia penelope philippa priscilla raymundo rosalinda rosemary samantha sebastian stephanie sullivan \
        susannah sylvester theodora theodore valentina valentine veronica victoria virginia wilhelmina winifred \
        alessandra alexandria anneliese bartholomew christophe christopher clementine constantin evangeline \
        gabriella giuliana hildegard jacquelyn konstantin maximiliano nikolaus oluwaseun rosamund temperance valentino
        """)
}
