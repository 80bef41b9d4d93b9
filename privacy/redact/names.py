"""Given names, surnames and the ones among them that are also ordinary words or places.

Keys are folded (see words.fold): lower case, no accents but ñ. Written by hand from what is common in
English- and Spanish-speaking places. A name in GIVEN or SURNAMES counts wherever it stands; one in
WEAK_GIVEN or WEAK_SURNAMES needs a cue beside it.
"""


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


GIVEN = _set("""
aaliyah aaron abbie abby abdul abdullah abelardo abigail abraham adaeze adalyn adalynn adan addie addison
adelaida adeline aden adolfo adrian adriana adrianna adrienne agustin ahmad ahmed aidan aiden ailyn aimee
ainsley aisha aiyana ajay akeem akira alan alana alanna albert alberto aldair aldo alec alejandra alejandro
alessandra alessandro alex alexa alexander alexandra alexandria alexia alexis alfonsina alfonso alfred
alfredo alice alicia alina alisha alison alissa alisson aliyah allan allen allie allison allyson alondra
alonso alonzo althea alvaro alvin alyssa amalia amanda amani amara amari amaya amelia amelie amina amir
amira amit amy ana anabel anahi anai anais anakin analia ananya anastacio anastasia anaya andre andrea
andreas andres andrew andy angela angelica angelina angelique angelo angie anika anisa anita anjali ann anna
annabelle annalise anne annette annie annika anselmo ansley anthony antoine antoinette anton antonella
antonia antonio antwan anya apolinar araceli aracely arely ari ariadna ariana arianna ariel ariella arjun
arlo armando armani armida arnold arnoldo arnulfo aron arthur arturo aryan asa ascencion ashanti asher
ashlee ashleigh ashley ashlyn ashlynn ashton astrid athena atticus atziri aubree aubrey audrey augustus
aurelio autry ava avery aviana axayacatl axel ayaan ayanna ayden aydin ayesha ayla azalea azucena bailey
barbara barry bartholomew beatrice beatriz beau becca beckett becky belen belinda ben benicio benito
benjamin benjita bennett benny berenice bernadette bernard bernardo bernice bertha beth bethany beto betsy
bettina betty beverly bianca billie billy bjorn blaise blanca bobbie bobby bodhi bonifacio boris brad braden
bradley brady braeden brandi brandon brantley braulio braxton brayam brayan brayden brayton breanna breanne
brenda brendan brenden brendon brenna brennan brent brentley brett bri bria brian briana brianda brianna
brianne bridget briella brielle briseida britanny britany britney brittany brittney brock broderick brody
bronson brooke brooklynn bruce bruno bryan bryana bryanna bryant bryce brylee bryn brynlee brynn bryson
byron cade caden cadence caiden caitlin caitlyn caleb callan callie callum calvin camden cameron camila
camilla camille camilo camryn candace candice carina carissa carl carla carlee carley carlie carlitos carlos
carlota carlton carly carmela carmelo carmen carol carole carolina caroline carolyn carrie carson cary
casandra casey cassandra cassidy cassie catalina catherine cathy cayetano cecelia cecilia cedric celia
celina chabela chad chana chandler chanel channing charlene charles charlie charlotte chava chayanne chelsey
chema cheryl cheyenne chloe chris chrissy christa christina christine christopher christy chucho chuy ciara
cierra cindy citlali citlalli claire clara clarence clarissa claude claudia claudio clayton clementine
clifford clifton clint clinton clyde cody cohen colby cole coleen colin colleen collin conchita conner
connie connor conor constance corbin cordelia corey corinne cornelius cory courtney craig cristal cristian
cristiano cristina cristobal cuauhtemoc curtis cynthia cyrus dahlia daisuke dajuan dallin dalton damari
damarion damaris damian damien damion damon dan dana danae dangelo danica daniel daniela danielita daniella
danielle danika danna danny dante danya daphne daquan darcy daria dario darius darla darlene darnell darrell
darren darryl darwin daryl dashawn dave david davin davion davis davon dax dayami dayana dayanara dayton
deandre deanna deanne debbie deborah debra declan deidre deion deja delaney delfina delilah demarcus
demarion demetrius demi denis denise dennis denzel deon deonte derek derick derrick desean deshaun deshawn
desiree desmond destinee destini devan devante deven devin devon devonte devyn dexter diana diane dianita
dianna diego dieter dimitri dinah dionisio dmitri domenic dominic dominick dominik dominique donald donna
donnie donovan donte dora doreen dorian doris dorotea dorothy doug douglas draven duane dulcinea duncan
dustin dwayne dwight dylan eddie eddy eden edgar edith edmund edna eduardo edward edwin efrain efren eileen
elaina elaine elda eleanor elena eleni eli eliana elias elijah elina elisa elisabeth elise eliseo elisha
eliza elizabet elizabeth elle ellen ellie elliot elliott elmer elodie eloise eloy elsa elsie elvia elvira
elvis elyse emanuel emely emerson emersyn emery emilee emilia emiliano emilie emilio emily emma emmanuel
emmett emmita emmy enoch enrique epifanio epigmenio erica erick erik erika erin ernest ernestina ernesto
ervin esmeralda esteban estefania estela estelle esther ethan etienne eugene eugenia eugenio eulalia eunice
eva evan evangeline evaristo evelia evelin evelyn everardo everett everleigh everly ezekiel ezequiel ezra
fabi fabian fabiola fabricio farah farid fatima fatoumata federico felicia felicitas felicity felipe felix
fermin fernanda fernando fidel filiberto filomena finley finn fiona fito florencia floyd frances francesca
francine francis francisca francisco franco frankie freddie freddy frederick freya frida fritz gabby gabe
gabi gabriel gabriela gabriella gabrielle gaby gael gamaliel garrett gary gaspar gavin gemma genaro
genevieve george georgina gerald geraldine gerardo gerson gertrude gia gian gianna gideon gilbert gilberto
gillian gina ginny giovani giovanna giovanni gisela gisele giselle gissel gladys glenda glenn gloria gonzalo
gordon graciela graham grayson greg gregg gregorio gregory greta gretchen greyson griffin griselda guicho
guillermo gunnar gus gustavo gwen gwendolyn hailee hailey haley halle hallie hamza hana hanna hannah hans
harley harlow harold harper harriet harrison harry harvey hasan hassan hayden haylee hayley heather hector
heidi heladio helen helena helga henry herbert heriberto herlinda herman herminia hernan higinio hilary
hilda hillary holden homero horacio hortensia howard hubert huda hudson hugito hugo humberto hussein huxley
ian ibrahim ida ignacio igor iker ileana iliana ilse imani imelda imran ines ingrid ioana ira irais irene
irma irvin irving isaac isaak isabel isabela isabella isabelle isai isaiah isaias isela ishaan isidoro
isidro ismael ismaelito ismail itzayana itzel ivan ivana ivanna ivette ivon ivonne izabella izaiah izzy
jabari jace jacinto jack jackie jacky jaclyn jacob jacoby jacqueline jacquelyn jada jaden jadon jadyn jaelyn
jahir jaida jaiden jaime jairo jakayla jake jakob jaleel jalen jalyn jamaal jamal jamar jamarcus jamari
jamel james jameson jami jamie jamir jamison janae jane janelle janessa janet janeth janette janice janie
janine janiya jaquan jaqueline jared jarrett jarrod jarvis jase jasiel jasmin jasmine jason jasper javier
javion javon jax jaxon jaxson jaxton jayce jaycee jayceon jayda jayden jaydon jayla jaylah jaylan jayleen
jayleigh jaylen jaylene jaylin jaylon jaylynn jayme jayson jazlyn jazmin jazmine jazzlyn jeanette jeanne
jeannie jedidiah jeff jefferey jeffery jeffrey jemima jen jenifer jenna jennie jennifer jenny jensen jerald
jeremiah jeremias jeremy jeri jermaine jerome jerry jesica jess jesse jessica jessie jhon jhonatan jill
jillian jim jimena jimmie jimmy joana joann joanna joanne joaquin jocelin jocelyn jodi jodie jody joe joel
joelle joey johan johana johann johanna john johnathan johnnie johnny johnson jolene jolie jon jonah jonas
jonatan jonathan jonathon joni jorge jose josefa josefina josefo joselin joselito joselyn joseph josephine
joshua josiah josie josue journee jovan jovani jovany joyce juan juana juancho juanita judah judith judy
jules julia julian juliana juliancito julianna julianne julie julien juliet julieta juliette julisa julissa
julius justin justina justine justyn juvenal juventino kacey kade kaden kadence kadin kai kaia kaiden kailee
kailey kailyn kairo kaitlan kaitlin kaitlyn kaitlynn kaleb kali kaliyah kallie kamari kamden kameron kamila
kamryn kane kaori kara kareem karely karen kari karim karime karina karissa karl karla karlee karlita karol
karolina karson karsyn karyme kasandra kasen kasey kassandra kassidy kate katelyn katelynn katerina
katharine katherine kathleen kathryn kathy katia katie katrina katy kaya kayden kayla kaylah kaylee kayleigh
kayley kaylie kaylin kaylyn kaylynn kaysen kayson kaytlin keagan keandre keaton keegan keenan keira keisha
keith kellen kelley kelli kellie kelly kelsey kelsie kelvin ken kendall kendra kendrick kenia kenji kennedi
kenneth kenny kenzie keren keri kerry kesha keshawn kevin kevincito kevyn keyla keyshawn khadija khalid
khalil khloe kian kiana kianna kiara kiera kieran kierra kiersten kiley kim kimber kimberley kimberli
kimberly kimora kingston kinsley kira kirk kirsten kobe kody kofi kohen kole kolton kora korbin korey
kourtney kris krish krista kristal kristen kristi kristian kristin kristina kristine kristopher kristy
krystal kurt kwame kyla kylan kyle kylee kyleigh kyler kylie kyra kyrell kyrie kyson lacey lakeisha lalo
lamar lamont lana landon landyn laquan lara larissa larry lashawn latasha latisha latoya latrell latrice
laura laurel lauren laurence lauri laurie lauryn lawrence lawson layla layne lazaro lea leah leandra leandro
leann leanna leanne leila leilani leland lena lencho lenny leo leobardo leon leona leonard leonardo leonel
leonor leopoldo leroy lesley leslie lesly leticia lety levi lewis lexi lexie leyla lia liam liana libby
lidia lila lilia lilian liliana lilith lillian lilliana lillie lilly lina lindsay lindsey linus lionel lisa
lisandro lisbeth livia liz lizbeth lizet lizeth lizzie lizzy lloyd logan lola loren lorena lorenzo loretta
lori lorraine lottie louie louis louisa louise lourdes luana luca lucas lucia lucian luciana luciano lucila
lucille lucinda lucy luis luisa luisito luka lukas luke lulu lupe lupita luther lydia lyla lynda lynette
mackenzie macy maddie maddison maddox maddy madeleine madeline madelyn madelynn madilyn madisyn maegan
magdalena maggie mahmoud maia maicol maikol maisie maite majo makayla makenna makenzie malachi malakai
malaki malaya malcolm maleah malia malik maliyah mallory mandy manny manuel manuela mara marc marcel
marcelino marcelo marcia marco marcos marcus margaret margie margo margot maria mariah mariam mariana
marianna marianne maribel maricarmen maricela maricruz marie mariel mariela marielena marilyn mario marisa
marisela marisol marissa maritza marjorie marla marlee marlen marlene marley marlon marquis marquise marta
martha martin martina marvin mary maryam maryann maryjane massimo mateo mathew mathias matias matt matteo
matthew matthias maura maureen mauricio mauro maxim maxine maxwell maya mayra mayte mckayla mckenna mckenzie
mckinley meagan megan meghan mei mekhi melanie melany melina melinda melissa melvin meredith merlin micaela
micah michael michaela micheal michele michelle mickey miguel mikaela mikayla mike mikey mila milana milena
miley milo milton mimi mindy minerva miranda mirella mireya miriam mirna misael mitch mitchell mohamed
mohammad mohammed moira moises mollie molly monet monica monique monserrat montserrat morgan moshe muhammad
muriel mustafa myla myles myra myriam nachito nadia nadine nahomi nakia nala nancy naomi nash nasir natalia
natalie nataly natasha nate nathalia nathalie nathan nathanael nathaniel nathen naydelin nayeli nayelli
nayely nehemiah neil nelida nelly nelson neri nestor nevaeh neveah neymar nia nicholas nichole nick nickolas
nicky nico nicola nicolas nicole nicolette nigel nikhil nikita nikki niko nikolai nikolas nila noah noe noel
noelia noelle noemi nohemi nolan nora norberto noreen norman nubia nyasia nyla oaklynn octavia octavio
odalys odin olga olguita oliver olivia ollie omar omari orlando osbaldo oscar osiel osvaldo oswaldo otis
otto owen pablo pacho paco paige paisley pam pamela panchito pancho panfilo paola pascual patrice patricia
patricio patrick patsy patti patty pau paul paula paulette paulina pauline paulita paulo paxton payton
pedrito pedro peggy penelope perla perlita pete peter peyton phil philip philippe phillip phoebe pierre
porfirio preston priscila priscilla priya quentin quetzal quetzalli quincy quinn quinten quintin quique
rachael rachel raegan raekwon raelynn rafa rafael rafaela raheem raiden raj rakim ralph ramiro ramon ramona
ramses randall raphael raquel rashad rashawn rasheed raul raulito ravi raymond raymundo rayna reagan rebeca
rebecca rebekah reece reese regan reggie regina reginald reid remi remy rena renata renato rene renee reuben
reyna reynalda reynaldo rhea rhett rhianna rhonda rhys ricardito ricardo richard richie rick ricky rigoberto
rihanna riley rita rivka robbie robert roberta roberto robyn rocco rocio roderick rodney rodolfo rodrigo
rogelio roger rohan roland rolando romeo romina ron ronald ronaldo ronan ronnie rory rosalia rosalie
rosalind rosalinda rosalyn rosana rosanna roselyn rosemary rosie rosio rosita ross rowan roxana roxanne roy
royce ruben rudolfo rudy rufino rufus rupert russell ruth ryan ryann ryder ryker rylan ryland rylee ryleigh
rylie sabrina sadie saige salma salomon salvador sam samantha samara samir samira sammie sammy samson samuel
samy sandi sandra sandro sanjay santana santi santino saoirse sara sarah sarahi sarai saray sariah sarita
sasha saul savanna savion sawyer saylor sayuri scarlett scott scottie sean sebastian sebastien selena selene
selina selma serena sergey sergio seth shaina shakira shamar shana shane shania shanice shanika shaniqua
shanna shannon shanon shaquan shaquille shari sharick sharon shaun shauna shawn shawna shayla shayna sheila
shelby sheldon sheri sherlyn sherman sherri sherry sheryl shiloh shirley shreya shyanne sidney sienna silas
silvestre silvia simon simona simone skylar skyler sloane sofi sofia solange solomon sonia sonja sonya
sophia sophie soren spencer stacey stacy stanley stefan stefanie stefany stella stephan stephanie stephany
stephen steve steven stevie stewart stuart sullivan sunita susan susana susanna susanne susy sutton suzanne
suzette sven sylvia tabitha tadeo takeshi talia tamara tameka tamera tami tamia tamika tammy tanesha tania
tanisha tanya tara tariq taryn tasha tatiana tatum tavion tavo taylor teagan telma tenoch teo teodoro tere
teresa teresita teri terrance terrell terrence terri terry tess tessa thaddeus thalia thea thelma theo
theodora theodore theresa thiago thomas tia tiana tianna tim timmy timothy tina tinsley tito tobias toby
todd tom tomas tomasa tommy tonantzin toni tonio tony tonya toñita toño tracey tracie tracy travis trayvon
tremaine trent trenton tressa trevon trevor trey tricia trina trinidad trish trisha tristan tristen tristin
tristyn troy tyler tylor tyquan tyree tyreek tyrell tyrese tyrique tyrone tyshawn tyson ulises ulysses uriel
ursula uziel valencia valentin valentina valeria valerie valery vanesa vanessa vero veronica vianey vianney
vicente vicki vickie vicky victor vikram vince vincent vincenzo violeta virgil virgilio vivian viviana
vivienne vladimir wallace walter wanda warren waylon wayne wendell wendoline wendy wesley weston whitney
wilber wilbert wilfredo willa willard william willie wilma wilmer wilson winston wyatt xander xavier xime
ximena xiomara xochitl yadiel yadira yael yahaira yahel yahir yair yamile yamilet yamileth yandel yanet yara
yareli yaretzi yaritza yasmin yasmine yazmin yesenia yesica yessenia yessica yisel yolanda yonatan yosef
yoselin yousef yovani yuliana yulissa yuri yusuf yvette yvonne zach zachariah zachary zachery zack zackary
zahra zaid zain zainab zaire zander zane zara zaria zariah zavier zayden zayla zayn zayne zelda zoe zoey
zoie zulema zuri
""")

WEAK_GIVEN = _set("""
abe abril ace ada aj al alba ale alegria ali alma amber america angel angeles april archer art asia august
aurora austin autumn azul bambi bea bear bee bella belle berry bill bishop bj blake blessing bliss blue bo
bob bonnie brandy brisa brook brooklyn buck bud buddy cali candelaria candy caridad carter case cash celeste
celestina cesar chance charity chase chastity chato chelsea chico chip christian cielo cj clarity clay cliff
cloud colt concepcion consuelo cooper coral cristo cruz crystal daisy dakota dale dalia dallas dani dawn
dean denver destiny dick dj dolores dom domingo don dorado dot drake dre drew duke dulce dusty earl easton
ed edge elian ella ember emerald encarnacion ernie esperanza ester estrella eve faith fe fer fern fisher
flaco fleur flor florence ford forrest fox fran frank fred gage gal gene genesis georgia german gigi gil
ginger gordo grace gracia gracie grant gray guadalupe gunner guy happy harmony haven hazel heath heaven
henri herb holly honesty honor hope houston hunter iris isa isla israel ivory ivy jackson jade jay jazz jean
jefferson jesus jet jewel jj jo joan job jordan josh journey joy judas julio junior justice karma kay kc
kennedy kenya kike king kit kj lance lane leaf lee legend leia lily lincoln linda lindo link liv london lou
lucero luna luz lynn lyric mac macho madison mae major malva mar marcela margarita mari marin marina maris
mark marshall marvel mason maverick max may meg mel melody memo memphis mercedes mercy merry mia micha
milagros milan miles mina mirage misty mj mo modesty moe mon montana moon moses nacho nando nena neo nevada
nieves nina noa noble noor norm nova ocean olive page paloma paris parker pat patience paz pearl penny pepe
perry pet phoenix pierce pilar piper pj poncho poppy precious presley prince princess prudence queen rain
rainbow randy raven ray red reed reina remedios rex rey rico ridge rio river rob robin rocky rod roman rome
rosa rosario rose rosy royal rubi ruby rusty rye sage saint sal salome sami sandy santiago santos savannah
scarlet scout serenity shea shelly sierra skip sky skye socorro sol soledad sonny sparrow star sterling
storm stormy sue summer sun sunny sydney tanner ted teddy temperance tiffany timber tj tori toro trace tre
trinity trip tripp true tucker ty val vale valentine valor van vega vera vic victoria vida violet virginia
viv wade ward west will willow win winter wolf woody wren zee zen zion
""")

SURNAMES = _set("""
abbott acevedo acosta adams adkins aguilar aguirre ahmed alcantara alexander alfaro allen almeida alonso
alvarado alvarez amaya anaya anderson andrade andrews aragon arellano arias armstrong arnold arredondo
atkins atkinson avalos avila ayala bailey baldwin ballard barajas barker barnes barnett barrera barrett
barrios bautista becker bejarano beltran benavides benitez bennett benson bermudez bernal beyonce biden
blackwell blankenship bonilla bowman boyd bradford bradshaw brandt brennan briggs briones britt bryant
buchanan buckley burgess burke burnett burton bustamante byrd cabrera calderon caldwell calhoun callahan
camacho cameron campbell cantu cardenas cardona carlson carmona carr carranza carrillo carroll carson
casillas castaneda castañeda castellanos castro cazares ceballos cervantes chandler chang chapman chavez
chen cho choi christensen cisneros clarke clayton cohen coleman collins contreras cordero cordova coronado
cortes cortez costello crawford cuellar cuevas cummings cunningham curtis daniels daugherty davenport
davidson davies davila dawson delacruz delagarza delarosa delatorre deleon diaz dickerson dixon dominguez
donnelly donovan doyle duarte dudley dugan duncan dunlap dunn durant ellison eminem enriquez erickson
escalante escamilla escobar escobedo esparza espino espinosa espinoza esquivel estes estrada evans farrell
feliciano ferguson fernandez figueroa finley fischer fitzgerald fleming flynn fonseca fraser frazier
friedman galindo gallagher gallardo gallegos galvan gamboa garcia garner garrett garrison garza gaytan gibbs
gibson gilbert gilmore giraldo godinez godoy goldberg gomez gonzales gonzalez goodman goodwin graham griffin
griffith grimes guardado guevara gupta gutierrez guzman haines hammond hampton hancock hansen hanson hardin
hardy harmon harper harrington harris harrison hartman harvey hawkins hayes haynes henderson hendricks henry
hensley henson hernandez herrera hidalgo higgins hoffman hogan holloway holmes hopkins howard howell huang
hubbard hudson huerta huffman hughes humphrey hurtado hutchinson ibanez ibarra ingram iqbal islas jacobs
jaramillo jenkins jennings jensen jimenez johansson johns johnson johnston jones joseph juarez kanye kapoor
kardashian kaur keller kelley khan kim kimura klein knox kowalski kramer kumar lambert landry lara larsen
larson lawson ledesma leyva lim lin lindqvist lindsey liu lloyd lopez lozano lugo lynch macias mackey madden
madrigal maldonado malone mancilla manning marquez marroquin martin martinez mathews matthews maxwell
mcbride mccann mccarthy mcclain mccormick mccoy mccullough mcdaniel mcdonald mcgee mcguire mcintyre mckay
mckee mckinney mclaughlin mcmahon mcmillan mcpherson medina mejia melendez melgar mendez mendoza messi meyer
meyers meza michaels middleton miranda mitchell molina montano montenegro montgomery montoya morales moran
moreau morgan morris morrison morrow mosley mueller mullins munoz murillo murphy murray muñoz nash nava
navarrete navarro neal negrete nelson newman newton nguyen nichols nielsen noriega norris norton novak nunez
nuñez o'brien o'connor o'donnell o'neal o'neill obama obrien ocampo ochoa oconnor odonnell ojeda okafor
okeefe olivares olivas oliver olson olvera oneal oneill ontiveros ordonez orozco ortega ortiz osborne osorio
ozuna pacheco padilla palacios palomino pantoja parra parsons patel patterson patton payne pearson pedroza
peralta perez perkins peters petersen peterson petrov peña pham phan phillips pineda pittman ponce portillo
potts powell preston pruitt putin quezada quinones quintana quintero quiroz raman ramirez ramsey randall
randolph rangel rasmussen rebollar reddy reeves renteria reynolds reynoso rhodes rihanna rivas rivera rivero
robbins roberson roberts robertson robinson robles rocha rodgers rodriguez rogers rollins romano romero
ronaldo rosales rosenberg ross rowe roy rueda ruiz russell russo ryan saavedra salazar salcedo saldana
salgado salinas samaniego sampson sanchez sanders sandoval santillan sauceda saunders schmidt schneider
schroeder schultz schwartz sepulveda serna serrano sheppard sherman silva simmons simon simpson sims singh
skinner smith smyth snyder solano solis solorzano sosa sotelo soto spence spencer stafford stanley stanton
steele stein stephens stephenson stevens stevenson stewart stokes strickland stuart suarez sullivan sutton
suzuki swanson sweeney tanaka tapia tate tejada tellez terrell terry thomas thompson thornton tierney todd
tovar townsend tran trejo trevino treviño trujillo trump tucker tyson underwood ureña urias uribe urrutia
valadez valdez valdivia valencia valenzuela vang vargas vasquez vaughn vazquez velasco velasquez velazquez
velez venegas vergara verma villalobos villanueva villareal villarreal villaseñor villegas wagner wallace
walsh walters walton wang watkins watson watts weber webster weiss welch wheeler whitaker whitehead
whitfield whitney wiggins wilcox wiley wilkerson wilkins wilkinson williams williamson willis wilson wong
woodward wu wyatt xiong yamamoto yates ybarra yildiz yoder yu zamora zapata zaragoza zavala zhang zhao
zimmerman zuckerberg zuniga zuñiga
""")

WEAK_SURNAMES = _set("""
ali arroyo baker ball banks barber barron bass battle beard bell bentley berry best bird bishop black blanco
boone booth bravo brooks brown burns bush butler caballero campos cannon carey carpenter carter case
castillo castle chase church clark clay cline cole colon conway cook cooper corona cox craig crane crosby
cross cruz curry cut dale dalton day dean decker delgado delrio diamond dickson drake duke duran edwards
elliott ellis english farmer field fields fisher fletcher flores ford forest foster fowler fox francis frank
franklin freeman french frost fry fuentes fuller gardner gates gay george gill glass glenn glover golden
gonzaga good gordon grace granados grant graves gray green greene greer guerra guerrero guy hale hall
hamilton harding hart hay haywood heath herring hess hicks hill hines hitler hobbs hodge holland hollis holt
hood hoover hope horn horton house houston howe hull hunt hunter iglesias jackson james jefferson jordan
joyce justice kane keith kemp kennedy kent kerr king kirk knight lamb lane lang lawrence le leach leal lee
leon leonard leslie lester lewis li lincoln little logan long love lowe lowell lowery lucas lucero lujan
luna lyons mack madera madison mann marin marks marsh marshall martino mason mata may mayo mays mead medrano
mercado merino miles miller mills monroe montana montes moody moon moore mora moreno morton moss mota moya
musk nieto nieves noble nolan okoye owen owens page palma palmer paredes park parker parks paul paz pena
perry phelps pierce pike pinto poole pope porter potter powers prado pratt price prince pugh quinn rail
ramos raya reed reese reid reyes rice rich richards rico riley rincon rios rivers roach rojas rojo roman
rosa rosario rosas rose rubio rush salas salt santana santiago santos savage savala sawyer scott segura
serra sharp shaw shelton shepherd shields short sierra silver small snow sparks spears star stark steel
stone stout strong summers swan swift taylor thorn toro torre torres tower turner tyler valle vance vega
vera villa wade walker wall walls ward ware warner warren washington waters weaver webb weeks wells west
wheat white wilder winters wise wolf wolfe wood woods wright yang york young zorro
""")

# A name in English that is a common word in Spanish; in a Spanish post it needs a cue.
WORDS_IN_SPANISH = _set("""
dan sean ida tia lana mia mira dale sal leo lee ella linda bella vale ron eden ale dana mora lea alba clara
blanca olga marina paco ada alma gala gabe lola rita nina oriana carola salvador victor eva german trinidad
valencia florencia max remedios cande consuelo cora ora sol mar paz luz fe flor iris mila tara
""")

ANY_GIVEN = GIVEN | WEAK_GIVEN
ANY_SURNAME = SURNAMES | WEAK_SURNAMES
