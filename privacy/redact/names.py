"""Given names, surnames and the ones among them that are also ordinary words or places.

Keys are folded (see words.fold): lower case, no accents but ñ. Written by hand from what is common in
English- and Spanish-speaking places. A name in GIVEN or SURNAMES counts wherever it stands; one in
WEAK_GIVEN or WEAK_SURNAMES needs a cue beside it.
"""


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


GIVEN = _set("""
monse jossi chofis tere aaliyah aarav aaron abbie abby abdul abdullah abelardo abena abigail abraham adaeze adalyn adalynn adan
adaobi addie addison adelaida adeline aden aditya adolfo adrian adriana adrianna adrienne agus agustin ahmad
ahmed aidan aiden ailyn aimee ainhoa ainsley aisha aitor aiyana ajay akeem akira akosua alan alana alanna
albert alberto aldair aldo alec alejandra alejandro alessandra alessandro alex alexa alexander alexandra
alexandria alexia alexis alfonsina alfonso alfred alfredo alice alicia alina alisha alison alissa alisson
aliyah allan allen allie allison allyson alondra alonso alonzo althea alvaro alvin alyssa amalia amanda
amani amara amari amaya amelia amelie amina aminata amir amira amit amiyah amy ana anabel anahi anai anais
anakin analia ananya anapau anasofi anastacio anastasia anaya andre andrea andreas andres andresito andrew
andy angela angelica angelina angelique angelo angie anika anisa anita aniya aniyah anjali ann anna
annabelle annalise anne annette annie annika anselmo ansley anthony antoine antoinette anton antonella
antonia antonio antwan anusha anya aoife apolinar araceli aracely arantxa arash arely ari ariadna ariana
arianna ariel ariella arjun arlo armando armani armida arnav arnold arnoldo arnulfo aron arthur arturo aryan
asa ascencion ashanti asher ashlee ashleigh ashley ashlyn ashlynn ashton ashtyn asier astrid athena atticus
atziri aubree aubrey audrey augustus aurelio autry ava avery aviana axayacatl axel ayaan ayanna ayden aydin
ayesha ayla azalea azucena bailey bao barbara barry bartholomew beatrice beatriz beau becca beckett becky
begoña belen belinda ben benicio benito benja benjamin benjita bennett benny berenice bernadette bernard
bernardo bernice bertha beth bethany beto betsy bettina betty beverly bianca bilal billie billy binta bjorn
blaise blanca bobbie bobby bodhi bonifacio boris brad braden bradley brady braeden brandi brandon brandonn
brantley braulio braxton brayam brayan brayden brayton breanna breanne brenda brendan brenden brendita
brendon brenna brennan brent brentley brett bri bria brian briana brianda brianna brianne bridget briella
brielle briseida britanny britany britney brittany brittney brock broderick brody bronson brooke brooklynn
brooklynne bruce bruno bryan bryana bryanna bryant bryce brylee bryn brynlee brynleigh brynn bryson byron
cade caden cadence caiden caitlin caitlyn caleb callan callie callum calvin cam camden cameron cami camila
camilla camille camilo camryn candace candice carina carissa carl carla carlee carley carlie carlitos carlos
carlota carlton carly carmela carmelo carmen carol carole carolina caroline carolyn carrie carson cary
casandra casey cassandra cassidy cassie cata catalina catherine cathy cayetano cecelia cecilia cedric celia
celina chabela chad chana chandler chanel channing charlene charles charlie charlotte chava chayanne chelsey
chema chepe cheryl cheyenne chidi chinedu chloe chris chrissy christa christina christine christopher
christy chucho chuy ciara cierra cindy citlali citlalli claire clara clarence clarissa claude claudia
claudio clayton clementine clifford clifton clint clinton clyde cody cohen colby cole coleen colin colleen
collin conchita conner connie connor conor constance corbin cordelia corey corinne cormac cornelius cory
courtney craig cristal cristian cristiano cristina cristobal cuauhtemoc curtis cynthia cyrus dahlia daisuke
dajuan dallin dalton damari damarion damaris damian damien damion damon dan dana danae dangelo danica daniel
daniela danielita daniella danielle danika danna danny dante danya daphne daquan darcy daria dario darius
darla darlene darnell darrell darren darryl darwin daryl dasha dashawn dave david davin davion davis davon
dax dayami dayana dayanara dayron dayton deandre deanna deanne debbie deborah debra declan deepak deidre
deion delaney delfina delilah demarcus demarion demetrius demi denis denise dennis denzel deon deonte
derek derick derrick desean deshaun deshawn desi desiree desmond destinee destini devan devante deven devin
devon devonte devyn dexter diana diane dianis dianita dianna diego dieter dimitri dinah dionisio divya diya
dmitri domenic dominic dominick dominik dominique donald donna donnie donovan donte dora doreen dorian doris
dorotea dorothy doug douglas draven duane duc dulcinea duncan dustin dwayne dwight dylan ebony eddie eddy
eden edgar edith edmund edna edson edu eduardo edward edwin efrain efren eileen elaina elaine elda eleanor
elena eleni eli eliana elias elijah elina elisa elisabeth elise eliseo elisha eliza elizabet elizabeth elle
ellen ellie elliot elliott elmer elodie eloise eloy elsa elsie elvia elvira elvis elyse emanuel emeka emely
emerson emersyn emery emilee emilia emiliano emilie emilio emily emma emmanuel emmett emmita emmy enoch
enrique enzo epifanio epigmenio erica erick erik erika erin ernest ernestina ernesto ervin esmeralda esteban
estefania estela estelle esther ethan etienne eudoxia eugene eugenia eugenio eulalia eunice eva evan
evangeline evaristo evelia evelin evelyn everardo everett everlee everleigh everly ezekiel ezequiel ezra
fabi fabian fabiola fabricio farah farid farida fatima fatou fatoumata federico felicia felicitas felicity
felipe felix ferchi fermin fernanda fernandito fernando ferran fidel filiberto filomena finley finn fiona
fito florencia floyd folake frances francesca francine francis francisca francisco franco frankie freddie
freddy frederick freya frida fritz gabby gabe gabi gabriel gabriela gabriella gabrielle gabs gaby gael
gamaliel garrett gary gaspar gavin gemma genaro genevieve george georgina geovanni geovany gerald geraldine
gerardo gerson gertrude gia gian gianna gideon gilbert gilberto gillian gina ginny gio giovani giovanna
giovanni gisela gisele giselle gissel giulia gladys glenda glenn gloria gonzalo gordon gorka graciela graham
grayson greg gregg gregorio gregory greta gretchen greyson griffin griselda guicho guillermo gunnar gus
gustavo gwen gwendolyn habib hailee hailey haley halle hallie hamid hamoudi hamza hana hanna hannah hans
harley harlow harold harper harriet harrison harry haruto harvey hasan hassan hayden haylee hayley heather
hector heidi heladio helen helena helga henry herbert heriberto herlinda herman herminia hernan hieu higinio
hilary hilda hillary holden homero horacio hortensia howard hubert huda hudson hugito hugo humberto hussein
huxley huy hyun ian ibrahim ida ifeoma ignacio igor iker ileana iliana ilse imani imelda imran ines ingrid
ioana ira irais irene irma irvin irving isaac isaak isabel isabela isabella isabelle isai isaiah isaias
isela ishaan ishita isidoro isidro ismael ismaelito ismail itzayana itzel ivan ivana ivanna ivette ivon
ivonne izabella izaiah izzy iñaki jabari jace jacinto jack jackie jacky jaclyn jacob jacoby jacqueline
jacquelyn jada jaden jadon jadyn jaelyn jahir jaida jaiden jaime jairito jairo jakayla jake jakob jaleel
jalen jalyn jamaal jamal jamar jamarcus jamari jamarion jamel james jameson jami jamie jamir jamison janae
jane janelle janessa janet janeth janette janice janie janine janiya janiyah jaquan jaqueline jared jarrett
jarrod jarvis jase jasiel jasmin jasmine jason jasper javi javier javion javon jax jaxon jaxson jaxton
jaxxon jayce jaycee jayceon jayda jayden jaydon jayla jaylah jaylan jaylee jayleen jayleigh jaylen jaylene
jaylin jaylon jaylynn jayme jayson jaz jazlyn jazmin jazmine jazzlyn jeanette jeanne jeannie jedidiah jeff
jefferey jeffery jeffrey jemima jen jenifer jenna jennie jennifer jenny jensen jerald jeremiah jeremias
jeremy jeri jermaine jerome jerry jesica jess jesse jessica jessie jhoana jhon jhonatan jhosep jia jihoon
jill jillian jim jime jimena jimmie jimmy jisoo joana joann joanna joanne joaqui joaquin jocelin jocelyn
jodi jodie jody joe joel joelle joey johan johana johann johanna john johnathan johnnie johnny johnson jojo
jolene jolie jon jonah jonas jonatan jonathan jonathon joni jordi jorge jose josefa josefina josefo joselin
joselito joselo joselyn josema joseph josephine joshua josiah josie josue journee jovan jovani jovanni
jovanny jovany joyce juan juana juancho juanita juanjo juanpa judah judith judy juju jules juli julia julian
juliana juliancito julianna julianne julie julien juliet julieta juliette julisa julissa julius jun justin
justina justine justyn juvenal juventino kacey kade kaden kadence kadin kai kaia kaiden kailee kailey kailyn
kairo kaitlan kaitlin kaitlyn kaitlynn kaleb kali kaliyah kallie kamari kambree kamden kameron kamila
kamiyah kamryn kane kaori kara kareem karely karen kari karim karime karina karissa karl karla karlee
karlita karol karolina karson karsyn karyme kasandra kasen kasey kassandra kassidy kat kate katelyn katelynn
katerina katharine katherine kathleen kathryn kathy katia katie katrina katy katya kavya kaya kayden kayla
kaylah kaylee kayleigh kayley kaylie kaylin kaylyn kaylynn kaysen kayson kaytlin keagan keandre keaton
keegan keenan keiner keira keisha keith kellen kelley kelli kellie kelly kelsey kelsie kelvin ken kenadee
kendall kendra kendrick kenia kenji kennedi kenneth kenny kenz kenzie keren keri kerry kesha keshawn kevin
kevincito kevyn keyla keyonna keyshawn khadija khalid khalil khloe kian kiana kianna kiara kiera kieran
kierra kiersten kiley kim kimber kimberley kimberli kimberly kimora kingston kinsley kira kirk kirsten kobe
kody kofi kohen kojo kole kolton kora korbin korey kourtney kris krish krista kristal kristen kristi
kristian kristin kristina kristine kristopher kristy krystal kurt kwame kwesi kyla kylan kyle kylee kyleigh
kyler kylie kynlee kyra kyrell kyrie kyson lacey ladarius lakeisha lakyn lalo lamar lamont lana landon
landyn laquan lara larissa larry lashawn latasha latisha latoya latrell latrice lau laura laurel lauren
laurence lauri laurie lauryn lautaro lawrence lawson layan layla layne lazaro lea leah leandra leandro leann
leanna leanne leila leilani leire leland lena lencho lenny leo leobardo leon leona leonard leonardo leonel
leonor leopoldo leroy lesley leslie lesly leticia lety levi lewis lexi lexie leyla lia liam liana libby
lidia lila lilia lilian liliana lilith lillian lilliana lillie lilly lina lindsay lindsey ling linh linus
lionel lisa lisandro lisbeth livia liz lizbeth lizet lizeth lizzie lizzy lloyd logan lola lore loren lorena
lorenita lorenzo loretta lori lorraine lottie louie louis louisa louise lourdes luana luca lucas lucho lucia
lucian luciana luciano lucila lucille lucinda lucy luis luisa luisfer luisito luka lukas luke lulu lupe
lupis lupita luther lydia lyla lynda lynette mackenzie macy maddie maddison maddox maddy madeleine madeline
madelyn madelynn madilyn madisyn maegan mafer magdalena maggie mahmoud maia maicol maikel maikol maisie
maite majo makayla makenna makenzie makiyah malachi malakai malaki malaya malcolm maleah malia malik maliyah
mallory mamadou mandy manny manolo manuel manuela manuelito mara marc marcel marcelino marcelo marcia marco
marcos marcus margaret margie margo margot maria mariah mariam mariana marianita marianna marianne maribel
maricarmen maricela maricruz marie mariel mariela marielena marifer marilyn mario marisa marisela marisol
marissa maritza marjorie marla marlee marlen marlene marley marlon marquis marquise marta martha martin
martina marvin mary maryam maryann maryjane masha massimo mateo mathew mathias matias matt matteo matthew
matthias matty maura maureen mauricio mauro maxim maxine maxwell maya mayra mayte mckayla mckenna mckenzi
mckenzie mckinley meagan meera megan meghan mei mekhi melanie melany melina melinda melissa melvin meredith
merlin micaela micah michael michaela micheal michele michelle mickey migue miguel miguelito mikaela mikayla
mike mikey mila milana mile milena miley milo milton mimi mindy minerva minh minho minji miranda mirella
mireya miriam mirna misael misha mitch mitchell mohamed mohammad mohammed moira moises mollie molly monet
monica monique monserrat montse montserrat morgan moshe muhammad muriel mustafa myla myles myra myriam
nachito nadia nadine nahomi nahuel nakia nala nancy naomi nash nasir natalia natalie nataly natasha nate
nathalia nathalie nathan nathanael nathaniel nathen naydelin nayeli nayelli nayely neha nehemiah neil nelida
nelly nelson neri nestor nevaeh neveah neymar ngozi nia niamh nicholas nichole nick nickolas nicky nico
nicola nicolas nicole nicolette nigel nikhil nikita nikki niko nikolai nikolas nila noah noe noel noelia
noelle noemi nohemi nolan nora norberto noreen norman nubia nuria nyasia nyla oaklynn obinna octavia octavio
odalys odin oisin oksana olek olga olguita oliver olivia ollie omar omari oriol orlando osbaldo oscar osiel
osvaldo oswaldo otis otto ousmane owen pablo pacho paco paige paislee paisley pam pame pamela panchita
panchito pancho panfilo pao paola paolita parisa pascual patrice patricia patricio patrick patsy patti patty
pau paul paula paulette paulina pauline paulita paulo paxton payton pedrito pedro peggy penelope pepito
perla perlita pete peter peyton phil philip philippe phillip phoebe phuong pierre pooja porfirio preston
priscila priscilla priya quavion quentin quetzal quetzalli quincy quinn quinten quintin quique quyen rachael
rachel raegan raekwon raelynn rafa rafael rafaela raheem raiden raj rakim ralph ramiro ramon ramona ramses
randall rania raphael raquel rashad rashawn rasheed raul raulito ravi raymond raymundo rayna reagan rebeca
rebecca rebekah reece reese regan reggie regina reginald reid remi remy rena renata renato rene renee renzo
reuben reyna reynalda reynaldo reza rhea rhett rhianna rhonda rhys ricardito ricardo richard richie rick
ricky rigoberto rihanna riley rishi rita rivka riya robbie robert roberta roberto robyn rocco rocio roderick
rodney rodolfo rodrigo rogelio roger rohan roland rolando romeo romina ron ronald ronaldo ronan ronnie rory
rosalia rosalie rosalind rosalinda rosalyn rosana rosanna roselyn rosemary rosie rosio rosita ross rowan
roxana roxanne roy royce ruben rudolfo rudy rufino rufus rupert russell ruth ryan ryann ryder ryker rylan
ryland rylee ryleigh rylie sabrina sadie sahil saige sakura salim salma salomon salvador sam samantha samara
samir samira sammie sammy samson samuel samy sanaa sandi sandra sandro saniyah sanjay santana santi santino
saoirse sara sarah sarahi sarai saray sariah sarita sasha saskia saul savanna savion sawyer saylor sayuri
scarlett scott scottie sean seb sebastian sebastien selena selene selina selma serena sergey sergio seth
shaina shakira shamar shana shane shania shanice shanika shaniqua shaniya shanna shannon shanon shaquan
shaquille shari sharick sharon shaun shauna shawn shawna shayla shayna sheila shelby sheldon sheri sherlyn
sherman sherri sherry sheryl shiloh shirley shreya shreyas shyanne siddharth sidney sienna silas silvestre
silvia simon simona simone siobhan skylar skyler sloane sofi sofia sofita solange solomon sonia sonja sonya
soph sophia sophie soren spencer stacey stacy stanley stefan stefanie stefany stella steph stephan stephanie
stephany stephen steve steven stevie stewart stuart sullivan sunil sunita susan susana susanna susanne susy
sutton suzanne suzette sven svetlana sylvia tabitha tadeo takeshi talia tamara tameka tamera tami tamia
tamika tammy tanesha tania tanisha taniya tanvi tanya tao tara tarek tariq taryn tasha tatiana tatum tavi
tavion tavo tay taylor teagan telma tenoch teo teodoro tere teresa teresita teri terrance terrell terrence
terri terry tess tessa thaddeus thalia thanh thea thelma theo theodora theodore theresa thiago thomas thuy
tia tiana tianna tim timmy timothy tina tinsley tito tlaloc tobias toby todd tom tomas tomasa tomasito tommy
tonantzin toni tonio tony tonya toñita toño tracey tracie tracy trang travis trayvon tremaine trent trenton
tressa trevon trevor trey tricia trina trinidad trish trisha tristan tristen tristin tristyn troy tuan tunde
tyler tylor tyquan tyree tyreek tyreke tyrell tyrese tyrique tyrone tyshawn tyson ulises ulysses unai uriel
ursula uziel valencia valentin valentina valeria valerie valery vane vanesa vanessa varun vero veronica
vianey vianney vicente vicki vickie vicky victor vihaan vikram vince vincent vincenzo violeta virgil
virgilio vivek vivi vivian viviana vivienne vladimir wallace walter wanda warren waylon wayne wei wendell
wendoline wendy wesley weston whitney wilber wilbert wilfredo willa willard william willie wilma wilmer
wilson winston wyatt xander xavi xavier xime ximena xin xiomara xoch xochitl yadiel yadira yael yahaira
yahel yahir yair yami yamile yamilet yamileth yandel yanelis yanet yara yare yareli yaretzi yaritza yasiel
yasir yasmin yasmine yazmin yeferson yeison yesenia yesi yesica yessenia yessica yetunde yisel yoana yohana
yolanda yonatan yordanis yorgelis yosef yoselin yousef youssef yovani yovanny yuki yuleisy yuliana yulieth
yulissa yuri yusra yusuf yvette yvonne zach zachariah zachary zachery zack zackary zahra zaid zain zainab
zaire zakiyah zander zane zara zaria zariah zavier zay zayden zayla zaylee zayn zayne zelda zoe zoey zoie
zulema zuri
""")

WEAK_GIVEN = _set("""
monse jossi chofis tere abe abril ace ada aj al alba ale alegria ali alma amber america angel angeles april archer art asia august
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
abbott abebe acevedo acosta adams adeyemi adkins agarwal aguilar aguirre ahmed alcantara alexander alfaro
allen almeida alonso alvarado alvarez amaya anaya anderson andersson andrade andrews aragon arce arellano
arias armstrong arnold arredondo arriaga atkins atkinson avalos avila ayala bailey baldwin ballard banerjee
barajas barker barnes barnett barrera barrett barrios bautista bañuelos becerra becker bejarano beltran
benavides benitez bennett benson bermudez bernal beyonce bhatt bianchi biden blackwell blankenship boateng
bonilla bowman boyd bradford bradshaw brandt brennan briggs briones britt bryant buchanan buckley bui
burgess burke burnett burton bustamante byrd cabrera calderon caldwell calhoun callahan camacho cameron
campbell cantu cardenas cardona cardoso carlson carmona carr carranza carreon carrillo carroll carson
carvalho casillas castaneda castañeda castellanos castro cazares cazarez ceballos cervantes chaidez chandler
chang chaparro chapman chavez chen cho choi chowdhury christensen cisneros clarke clayton cohen coleman
collins colombo contreras cordero cordova coronado cortes cortez costello crawford cuellar cuesta cuevas
cummings cunningham curtis dang daniels daugherty davalos davenport davidson davies davila dawson delacruz
delagarza delapaz delarosa delatorre deleon desai diallo diaz dickerson dixon dominguez donnelly donovan
doyle duarte dudley dugan duncan dunlap dunn duong durant echeverria elizondo ellison eminem enriquez
erickson escalante escamilla escobar escobedo esparza espino espinosa espinoza espitia esposito esquivel
estes estrada evans farias farrell feliciano ferguson fernandez ferrari ferreira ferrer figueroa finley
fischer fitzgerald fleming flynn fonseca fraser frazier friedman gaitan galindo gallagher gallardo gallegos
galvan gamboa garcia garibay garner garrett garrison garza gaytan gibbs gibson gilbert gilmore giraldo
godinez godoy goldberg gomes gomez gonzales gonzalez goodman goodwin govea graham griffin griffith grimes
guardado guevara gupta gutierrez guzman haile haines hammond hampton hancock hansen hanson hardin hardy
harmon harper harrington harris harrison hartman harvey hassan haugen hawkins hayes haynes henderson
hendricks henry hensley henson hernandez herrera hidalgo higgins hoang hoffman hogan holloway holmes hopkins
horvat howard howell huang hubbard hudson huerta huffman hughes humphrey hurtado hussain hutchinson huynh
ibanez ibarra ibañez ingram iqbal islas ito ivanov iyer jacobs jaramillo jasso jauregui jenkins jennings
jensen jimenez johansson johns johnson johnston jones joseph joshi juarez kanye kapoor kardashian kaur
keller kelley khan kim kimura klein knox kobayashi kohli korhonen kowalczyk kowalski kramer kulkarni kumar
lambert landeros landry lara larsen larson lawson ledesma lemus leyva lim lin lindgren lindqvist lindsey liu
lloyd loera lopez lozano luevano lugo lynch macias mackey madden madrigal magana magaña maldonado malhotra
malone mancilla manning manriquez marmolejo marquez marroquin martin martinez mathews matthews maxwell
mcbride mccann mccarthy mcclain mccormick mccoy mccullough mcdaniel mcdonald mcgee mcguire mcintyre mckay
mckee mckinney mclaughlin mcmahon mcmillan mcpherson medina mehta mejia melendez melgar mendez mendoza
mensah meraz messi meyer meyers meza michaels middleton miranda mireles mitchell molina monarrez moncada
montalvo montano montenegro montgomery montoya morales moran moreau morfin morgan morris morrison morrow
mosley mueller mukherjee mullins munoz murillo murphy murray muñoz nair najera nakamura narvaez nash nava
navarrete navarro neal negrete nelson nevarez newman newton ngo nguyen nichols nielsen noriega norris norton
novak nowak nunez nuñez o'brien o'connor o'donnell o'neal o'neill obama obrien ocampo ochoa oconnor odonnell
ojeda okafor okeefe okonkwo olguin olivares olivas oliveira oliver olsen olson olvera oneal oneill ontiveros
ordonez oropeza orozco ortega ortiz osborne oseguera osorio owusu ozuna pacheco padilla palacios palomino
pantoja parra parsons pastrana patel patterson patton payne pearson pedraza pedroza peralta pereira perez
perkins peters petersen peterson petrov peña pham phan phillips pillai pineda pittman plascencia ponce popov
portillo potts powell preston pruitt putin quezada quinones quintana quintanilla quintero quiroz quiñones
rahman raman ramirez ramsey randall randolph rangel rao rasmussen rebollar reddy reeves rendon renteria
resendez reyna reynolds reynoso rhodes ribeiro ricci rihanna rivas rivera rivero robbins roberson roberts
robertson robinson robledo robles rocha rodgers rodriguez rogers rollins romano romero ronaldo rosado
rosales rosenberg ross rossi rowe roy rueda ruelas ruiz russell russo ryan saavedra saenz salazar salcedo
saldana salgado salinas samaniego samano sampson sanchez sanders sandoval santillan sato sauceda saucedo
saunders schmidt schneider schroeder schultz schwartz sepulveda serna serrano sharma sheppard sherman
sifuentes silva simmons simon simpson sims singh skinner smirnov smith smyth snyder solano solis solorzano
sosa sotelo soto sousa spence spencer stafford stanley stanton steele stein stephens stephenson stevens
stevenson stewart stokes strickland stuart suarez sullivan sutton suzuki swanson sweeney takahashi tamayo
tanaka tapia tate tejada tellez terrell terry tesfaye thomas thompson thornton tierney tinoco todd tovar
townsend tran traore trejo trevino trevizo treviño trinh trujillo trump truong tucker tyson underwood ureña
urias uribe urrutia valadez valdes valdez valdivia valencia valenzuela vallejo vang vargas vasquez vaughn
vazquez velasco velasquez velazquez velez venegas verduzco vergara verma villagomez villalobos villanueva
villareal villarreal villaseñor villegas virtanen vo volkov wagner wallace walsh walters walton wang
watanabe watkins watson watts weber webster weiss welch wheeler whitaker whitehead whitfield whitney wiggins
wilcox wiley wilkerson wilkins wilkinson williams williamson willis wilson wisniewski wong woodward wu wyatt
xiong yamamoto yates yañez ybarra yildiz yoder yu zamora zapata zaragoza zarate zavala zendejas zepeda
zermeño zhang zhao zimmerman zuckerberg zuniga zuñiga
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
gloria al lindo dan sean ida tia lana mia mira dale sal leo lee ella linda bella vale ron eden ale dana mora lea alba clara
blanca olga marina paco ada alma gala gabe lola rita nina oriana carola salvador victor eva german trinidad
valencia florencia max remedios cande consuelo cora ora sol mar paz luz fe flor iris mila tara
""")

ANY_GIVEN = GIVEN | WEAK_GIVEN
ANY_SURNAME = SURNAMES | WEAK_SURNAMES
