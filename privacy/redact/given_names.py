"""Given names that are nothing else: one of them counts wherever it stands. Folded (words.fold), written by hand."""


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


GIVEN = _set("""
aaliya aaliyah aamir aarav aaron abbie abby abdi abdirahman abdou abdul abdullah abelardo abena abhinav abigail abner abraham abram abs adaeze adalyn adalynn adama adan adaobi addi
addie addison  adebayo adela adelaida adeline aden aditya adnan adolfo adrian adriana adrianna adriel adrienne agus agustin ahmad ahmed aidan aiden aiko aileen ailyn aimee
ainhoa ainsley aisha aitana aitor aiyana aja ajani ajay akash akeem akil akira akosua akshay alaina alan alana alani alanna albert alberto albie aldair aldo alec alejandra
alejandro alejo alek aleks aleksander alessandra alessandro alessia alex alexa alexander alexandra alexandre alexandria alexei alexia alexis alfie alfonsina alfonso alfred alfredo
alice alicia alijah alina alisha alison alissa alisson alita alivia aliyah aliza alize allan allegra allen allie allison allyson alondra alonso alonzo alora althea alvarez alvaro
alvin alyson alyssa alyssia amahle amal amalia amanda amani amara amare amari amariah amarion amaris amaya ambar ambrose amelia amelie amena amias amina aminata amir amira amiri
amit amiyah ammar amos amrit amy ana anabel anahi anai anaiah anais anakin analia ananda ananya anapau anasofi anastacio anastasia anastasiya anaya anders andi andie andre andrea
andreas andreea andrei andreina andres andresito andrew andrey andy aneesa anessa ange angela angeli angelica angelika angelina angelique angelito angelo angie anika anisa anisha
anissa anita anitra aniya aniyah anjali anjelica ann anna annabelle annalise anne anneliese annelise annemarie annette annie annika anoushka ansel anselmo ansley anthony antoine
antoinette anton antonella antonette antonia antonina antonio antwan anuj anusha anya aoife aparna apolinar arabella araceli aracelis aracely arantxa aranza arash archie arely ari
ariadna ariadne ariana arianna arianny ariel ariella arielle arif arion arjun arlene arlette arlo armaan armand armando armani armida arnav arnel arno arnold arnoldo arnulfo aron
arsenio artem arthur arturo arvind aryan asa asael ascencion aseel ashanti ashby asher ashlee ashleigh ashley ashlin ashlyn ashlynn ashlynne ashok ashton ashtyn ashy asier astrid
astro atharv athena athziry atticus atziri aubree aubrey aubrie aubriella audrey augustine augusto augustus aurelia aurelie aurelio auri austyn autry ava avalyn avalynn avani aven
averie avery aviana aviva avraham axayacatl axel axl ayaan ayana ayanda ayanna aydan ayden aydin ayesha ayla ayleen aylin ayman aymara azael azalea azariah aziz aziza azra azucena
baileigh bailey balthazar bao barbara barbie barrett barry bartholomew bashir bastian baxter baylee bayley beatrice beatriz beau becca beckett beckham becky begoña behati bela
belen belinda ben benedict benedicta benicio benito benja benjamin benjita bennett benny berenice bernadette bernard bernardo bernice bernie bertha bertie beth bethanie bethany
bethzy betina betito beto betsy bettina betty beverly bex bexley bexx bexy beyonce bhavna bianca bibi bibiana bijan bilal billie billy binta bishal bjork bjorn blaire blaise blanca
boaz bobbi bobbie bobby bodhi bodie bogdan bonifacio boris bowen boyd brad braden bradley brady braeden braelyn braelynn braiden branden brandi brandon brandonn brandt brandyn
branson brantley braulio braxten braxton brayam brayan brayden braylen braylon brayton breana breann breanna breanne breck brecken brenda brendan brenden brendita brendon brenna
brennan brennen brent brentley brenton breonna brett bretton bri bria brian briana brianda brianna brianne brice bridget briella brielle brigitte briley brinleigh brinley briseida
britanny britany britney britt britta brittani brittany brittney brittni brixton brock broden broderick brody brogan bronson bronwyn brooke brooklin brooklynn brooklynne bruce
bruno bryan bryana bryanna bryanne bryant bryar bryce bryden brylee bryn brynlee brynleigh brynlie brynn brynna bryony bryson bryton bubba byron cadance cade cadee caden cadence
cael caiden cailin caitlin caitlyn cal caleb caleigh calista callan callen callie callum calum calvin cam camden camdyn cameron cami camila camilla camille camilo camron camryn
candace candi candice caren carey cari carina carissa carl carla carlee carlene carley carlie carlisle carlito carlitos carlos carlota carlton carly carmela carmella carmelo carmen
carmina carol carolann carole carolina caroline carolyn carolyne carrie carrington carsen carson carsyn cary caryn casandra casen casey cashton casimir cason cassandra cassandre
cassi cassidy cassie castiel cata catalin catalina catarina caterina catherine cathleen cathryn cathy cato cavan cayetano cece cecelia ceci cecile cecilia cedric celia celina cesia
chabe chabela chace chad chaim chaka chana chandler chandra chanel chanelle channing chantal chante chantel chaparro charlee charleigh charlene charles charley charlie charlize
charlotte charo chas chasity chauncey chava chavez chaya chayanne chayo chayton chela chelita chelo chelsey chema chencho chente chepe cheryl chet cheyanne cheyenne chiamaka chiara
chibuzo chidera chidi chikae chimamanda chinedu chinonso chinwe chioma chiquis chivis chloe chloey chofis chole cholo chris chrissy christa christelle christi christiana christie
christina christine christophe christopher christos christy chucha chucho chucky chula chuy chuyita chuyito cianna ciara ciaran cici cierra cindy cinthia citlali citlalli citlaly
clair claire clancy clara clarence clarisa clarissa claude claudette claudia claudine claudio clayton clea clem clemente clementine cleo cleotilde clifford clifton clint clinton
cloe clyde coby codi cody cohen colbie colby cole coleen coleman colette colin colleen collin colson conan concha conchi conchis conchita conner connie connor conor conrad
constance consuela conway coraline corben corbin cordelia cordell corey corina corinne corliss cormac cornelius cortez cortney cory cosmo courtney craig cresencio crista cristal
cristela cristen cristi cristian cristiano cristina cristobal cristofer cruzito cuauhtemoc cuca cuco cullen cuquis curtis cydney cyndi cynthia cyril cyrus dabria dafne dagoberto
dahlia daija dailyn daisha daisuke dajuan dakotah dalary daleyza dalila dallin dalton damani damari damarion damaris damaso damia damian damien damion damir damon dan dana danae
danelle dangelo danial danica daniel daniela danielita daniella danielle danika danilo danita danna dannika danny dante danya daphne daphnie daquan daragh darcie darcy darell daren
daria darian dariel darien darin dario darion darius darla darlene darnell daron darrell darren darryl darwin daryl daryn dasha dashawn dashiell dave davi davian david davin davina
davion davis davon davonte dawson dawud dax daxton dayami dayana dayanara dayanna daymar dayna dayron daysha dayton dayvon deandre deanna deanne deb debbie debi deborah deborrah
debra declan dee deedee deena deepak deepika deidre deion dejah dejon dejuan delainey delaney delfina delfino delia delilah della delmar delmy delphine demarco demarcus demari
demario demarion demetria demetrius demi denice denis denise deniz dennis denym denys denzel denzil deon deonna deonte derek deric derick deron derrick derrion derry desean deshaun
deshawn desi desirae desiree desmond dessa destinee destiney destini destry dev devan devante devaughn deven devi devin devina devon devontae devonte devora devyn dexter dez dezi
dian diana diane dianis dianita dianna dianne diante diarmuid diedra diego dierks diesel dieter dillan dillon dimas dimitri dina dinah dinesh dinora dioni dionisio dionna dirk
divya dixie diya djamila dmarcus dmitri dmitry domenic domenica domi dominga dominic dominick dominik dominique donald donavan donavon donell donna donnie donny donovan dontae
donte dora doralee dorcas doreen doria dorian doris dorit dorotea dorothy dorsey dottie doug douglas dov draven drea dru duan duane duc dulcie dulcinea duncan dunia dusan dustin
dustyn dwayne dwight dyani dylan dyson dziko eamon eason eben ebonee ebony ebrahim ebube eddi eddie eddy edelmira eden edgar edi edita edith edmond edmund edna edris edson edu
eduarda eduardo edward edwige edwin edwina eesha efe efosa efrain efren efua eiko eila eileen einar eitan ekaterina eladio elaina elaine elan elayna elba elda eldon eldridge
eleanor eleanora eleazar elektra elena eleni eleonora eli eliam eliana elianna elias elida eliel eliezer eligio elihu elijah elin elina eliot elisa elisabeth elisabetta elise
eliseo elisha elissa eliza elizabella elizabet elizabeth elizandro elle ellen ellery elliana ellie elliot elliott ellis elmer elmo elnora elodie eloise elon elora eloy elroy elsa
elsie elsy elton elva elvia elvin elvira elvis elvita elwood elyas elyse elysia ema emani emanuel emeka emelia emelina emely emelyn emeric emerson emersyn emery emi emiko emilee
emili emilia emiliano emilie emilio emilse emily emiri emma emmalee emmaline emmalyn emmalynn emmanuel emmanuelle emme emmett emmie emmita emmy emz enid enio enoch enrico enrique
enzo ephraim epifania epifanio epigmenio erasmo eric erica erick ericka erickson erik erika erin erlinda ermias ernest ernestina ernesto ernst errol ervin erykah esai esdras eshaan
eshal esmae esme esmee esmeralda esmerelda esperance esteban estefani estefania estefany estela estelle estevan esther esti estrellita etana ethan etienne etta eudora eudoxia
eugene eugenia eugenio eula eulalia eun eunice eustacia eva evaluna evan evander evangelina evangeline evanna evans evaristo evelia evelin evelyn evelyne evelynn everardo everett
everlee everleigh everley everly evette evie evita evonne ewan ezekiel ezequias ezequiel ezio ezra fabi fabian fabiana fabio fabiola fabricio fabrizio facundo fadi faheem faisal
faiza fallon fannie fanny farah faraz farid farida fatema fatima fatimah fatou fatoumata fausto faye fayez fede federica federico felicia felicidad felicitas felicite felicity
felipe felisha felix feliza fello felo felton feng ferchi ferguson fermin fernanda fernandito fernando fernie ferran fidel fidelia fifi filemon filiberto filip filipa filomena
finlay finley finn finnegan finnley fiona fionn fiorella fito fitz flavia flavio flore florencia florian floyd fola folake fortino fouad franca frances francesca franchesca francia
francie francine francis francisca francisco franck franco francois franka franki frankie franz freda freddie freddy frederick fredrick fredy freya frida frieda fritz fritzi
froilan fulgencio fynn gabbi gabbie gabby gabe gabi gabino gabo gabriel gabriela gabriele gabriella gabrielle gabs gaby gadiel gael gagan gail galilea galo gamaliel ganesh gannon
garret garrett garth gary gaspar gaston gauri gavin gavyn gaynor geena geeta gela gemma gena genaro genevieve genna gennaro genny geo geoff geoffrey george georgette georgi
georgiana georgie georgina georgios geovanni geovany gerald geraldine geraldo gerard gerardo gerda germaine gerri gerry gersain gerson gertie gertrude gery geña ghassan gia gian
giancarlo gianluca gianna gianni gideon gilbert gilberto gilda gillian gina ginny gino gio gionni giordano giorgia giorgio giovani giovanna giovanni gisel gisela gisele giselle
gissel gisselle gita giulia giuliana giuliano giuseppe gladis gladys glenda glenn glenna gloria glynis godfrey goku golda goldie gonza gonzalo goran gordon gorka goyo gracelyn
gracelynn gracen gracey graciana graciela gracin graeme graham grayson grecia grecya greer greg gregg gregorio gregory greta gretchen greysen greyson gricelda griffen griffin
grigor griselda griselle grover guicho guilherme guille guillermo guillo guiselle gunnar gunther gurpreet gus guss gustavo guthrie guto gwen gwendolyn gwenyth gwyneth gyasi haben
habib hadassah hadi hadiya hadlee hadleigh hadley hafsa haider hailee hailey haisley haitham hajar hakeem hakim hal haleigh haley halima halina halle hallie halsey hamid hamish
hamoudi hamza hamzah hana hanh hani hanif haniya hanlee hanna hannah hannia hans hanson hao harald hari haris harish harjit harley harlow harmoni harnoor harold haroon haroun
harper harriet harriett harrison harry harshit haruka haruki haruto harvey harvie hasan hasani hassan hattie hawa haydee hayden haydn haylee haylen hayley haylie hazael hazim
heather hector hedy heidi heidy heinrich heladio helaine helen helena helene helga helmut hendrix henley henrietta henrik henrique henrry henry henson herbert herbie heriberto
herlinda herman hermelinda hermenegildo herminia hermione hernan herschel hershel hester hettie hezekiah hieu higinio hilario hilary hilda hilde hillary himari hina hiro hiroshi
hitomi hoang hobart holden hollie hollis homar homero honorio horace horacio horatio hortensia hosea houda howard huan hubert hubie huda hudson huey hugh hugito hugo huicho
humberto husam hussein huxley huy hye hyrum hyun hywel iain ian iban ibeth ibrahim ibtihaj ida idalia idalis idris ife ifeanyi ifeoma iggy igna ignacia ignacio igor ikaika ike iker
ikram ila ilan ilana ilaria ileana ileen ilene iliana iliyan illiana ilona ilse ilyas imaad iman imani imari imelda imogen imran ina inaya inayah indi indira indy ines ingmar
ingrid inigo inmaculada ioana iona ira irais irene irina irlanda irma irvin irving irwin isaac isaak isabeau isabel isabela isabella isabelle isadora isael isai isaiah isaias isak
isamar isela isha ishaan ishan ishita ishmael isiah isidoro isidra isidro ismael ismaela ismaelito ismail isra issa issac itsel itzayana itzel itzia itzy ivan ivana ivanna ivar
iveth ivette ivie ivis ivon ivonne iyana iyanna iyla izaac izaak izabel izabela izabella izaiah izan izaya izel izumi izzy iñaki jaap jabari jabez jac jace jacelyn jachin jacinto
jack jackelin jackeline jackelyn jackie jacky jaclyn jaclynn jacob jacoby jacolby jacquan jacqueline jacquelyn jacquelynn jacques jada jadah jadelyn jaden jadiel jadon jadyn jae
jaeda jaeden jaedyn jael jaelin jaelyn jaelynn jaeson jafar jahaira jahi jahiem jahir jahkai jahlil jahmir jahseh jahzara jai jaida jaiden jaidyn jailene jailyn jaime jaimee
jaimito jair jairito jairo jairus jaison jaiyah jakari jakayla jake jakeem jakhi jakiya jakob jakobe jaleah jaleel jaleesa jalen jalisa jalissa jaliyah jaloni jaly jalyn jamaal
jamal jamar jamarcus jamari jamarion jamarr jameer jamel jamelia jamell jamere james jameson jami jamia jamiah jamie jamil jamila jamile jamir jamison jammie jamya jana janae janai
janaya jane janeen janel janelle janelly janely janessa janet janeth janette janiah janice janick janie janina janine janita janiya janiyah janna jannat jannet janneth jaquan
jaquavion jaquelin jaqueline jaquez jared jaret jari jariel jarius jarod jaron jarred jarrell jarren jarret jarrett jarrod jarvis jase jasiel jaslene jaslyn jasmin jasmine jasmyn
jasmyne jasna jason jasper jaspreet jassiel jathan javaris javarius javi javien javier javin javion javito javon javonte jawad jax jaxen jaxon jaxson jaxsyn jaxton jaxtyn jaxxon
jaya jayce jaycee jayceon jaycie jayda jaydan jaydee jayden jaydin jaydon jayla jaylah jaylan jayleah jaylee jayleen jayleigh jaylen jaylene jaylin jaylon jaylynn jayme jaymes
jayna jayne jayonna jayquan jayro jaysean jayshawn jayson jaystin jayvee jayveon jayvion jayvon jayy jaz jazlyn jazlynn jazmin jazmine jazmyn jazmyne jazzlyn jazzy jd jeana
jeanette jeanie jeanne jeannette jeannie jeannine jeb jed jedd jediah jedidiah jeff jefferey jeffery jeffrey jeffry jehan jelani jelena jemima jen jenifer jeniffer jenine jenn
jenna jenni jennica jennie jennifer jenniffer jennings jenny jennyfer jensen jeovanni jerald jeramiah jeremiah jeremias jeremie jeremy jeremyah jeri jerica jerimiah jermain
jermaine jermiah jerod jerome jeron jerri jerrod jerry jerusha jerzy jesenia jeshua jesica jess jessa jessalyn jessamyn jesse jessica jessie jessika jessy jessyka jesusa jesusita
jethro jett jewell jezebel jhene jhoana jhon jhonatan jhosep jia jiho jihoon jill jillian jim jime jimena jimmi jimmie jimmy jinny jiro jisoo jiya joab joah joana joann joanna
joanne joaqui joaquin joaquina jobe jocelin jocelyn jocelyne joche jodeci jodi jodie jody joe joel joella joelle joely joesph joey johan johana johann johanna johannah johannes
johari john johnathan johnathon johnmark johnnie johnny johnson johny joi jojo jolee joleen jolene jolie jolyn jon jonael jonah jonas jonatan jonathan jonathon joni jonnie jonny
jono jonte joon jora jordana jordann jordi jordin jordon jordy jordyn jorge jorgito jori jos joscelyn jose josefa josefina josefo joselin joselito joselo joselyn joselyne josema
josemaria josep joseph josephina josephine joses josette joshua joshy josi josiah josie joss josselin josselyn josselyne jossi josslyn josue journee journi jovan jovani jovanna
jovanni jovanny jovany jovie jovita joyce jp jt juan juana juanchito juancho juanes juanita juanjo juanpa juanpi juaquin jubal judah judd jude judi judie judith judson judy juju
jukka julee juleisy jules juli julia julian juliana juliancito juliann julianna julianne julie julieann julien julienne juliet julieta julietta juliette julisa julissa julito
julius juluis juma jumana jun junaid junie junito justin justina justine justyn juvenal juvencio juventino kace kacey kacie kacper kade kaden kadence kadin kaede kael kaelin kaelyn
kaelynn kahlan kahlil kai kaia kaiden kaila kailani kailee kailey kailin kailyn kailynn kairi kairo kaisen kaisley kaitlan kaitlin kaitlyn kaitlynn kaitlynne kaity kaius kalani
kalea kaleb kalel kalen kaley kali kalia kalin kalina kaliyah kallen kallie kallum kalyn kamala kamari kamarion kamau kambree kambri kamden kamdyn kameko kamelia kameron kameryn
kamil kamila kamilah kamille kamiyah kamran kamren kamron kamryn kamya kandace kandi kane kanisha kannon kanye kaori kapri kara karam karan kareem kareena karely karen karena kari
karim karime karin karina karis karisa karishma karisma karissa karl karla karlee karley karli karlin karlita karlos karmen karol karolina karolyn karon karrie karson karsten
karsyn karter karthik karyme karyn kasandra kase kasen kasey kash kashton kasia kason kasper kassandra kassidy kassie kassius kat katalina katana katarina kate katelyn katelynn
kateri katerina katharina katharine katherine kathi kathia kathie kathleen kathrine kathryn kathy kati katia katiana katie katja katlin katlyn katlynn katniss katrin katrina kattie
katy katya kaul kaulana kavan kavita kavon kavya kawika kaya kaycee kaydee kayden kaydence kayla kaylah kaylan kayle kaylea kaylean kayleb kaylee kaylei kayleigh kaylen kayley
kaylie kaylin kaylyn kaylynn kaynen kaysen kayson kaytlin kazi kd keagan keaira keana keandre keanna keano keanu kearra keaton keefe keegan keeley keely keenan keiji keiko keila
keiner keion keira keiran keiry keisha keisy keith kekoa kela kelby kelechi keli kelis kellan kellee kelleigh kellen kelley kelli kellie kellin kelly kellyanne kelsea kelsey kelsi
kelsie kelton kelvin kelvyn kemi ken kena kenadee kenai kenan kendahl kendal kendall kendell kendra kendrick kendrix kenia kenji kenley kenna kennedi kennedie kennen kenneth kennia
kennie kenny kenra kensington kensley kent kenton kenyatta kenyon kenz kenzi kenzie keon keona keondre keoni keren keri kermit kerrie kerrigan kerry kervin kesha keshaun keshawn
ketan keturah kev kevin kevincito kevyn keyana keyanna keyara keyarah keyden keyla keylin keyon keyondre keyonna keyshaun keyshawn keziah khadija khadijah khai khalani khaleb
khaled khaleesi khali khalid khalil khaliyah khamari khari khloe khloee khristian khushi khyree kia kiah kian kiana kianna kianni kiara kiari kiel kiele kienan kiera kieran kieron
kierra kiersten kiki kiko kiley kilian killian kim kimani kimber kimberley kimberli kimberly kimi kimmie kimmy kimo kimora kingsley kingston kinjal kinley kinsey kinslee kinsleigh
kinsley kiona kipp kipton kira kirk kirra kirsten kirsti kirstie kirstin kirsty kishan kitana kittie kiyah kiyan klara klaus klay koa kobe koby kodi kody kofi kohen kojo kolby kole
kolten kolton konner konnor konrad konstantin kora korban korbin kordell korey kori korra korrie kortney kourtney krew kris krish krissy krista kristal kristel kristen kristi
kristian kristie kristin kristina kristine kristofer kristoffer kristopher kristy krystal krysten krystian krystina krystle kunal kurt kurtis kwabena kwaku kwame kwasi kwesi kyah
kyan kyden kye kyla kylan kylar kyle kylee kyleena kyleigh kylen kyler kylian kylie kylin kylo kymani kymber kynan kyndall kyng kynlee kyomi kyra kyran kyree kyrell kyrese kyrie
kyrin kyron kyson kyung kyzer lacey lachlan ladarius ladonna laia laila lailah laina lainey laisha laith lakeesha lakeisha lakelyn laken lakesha lakshmi lakyn lalit lalo laloo
lamar lamarcus lamia lamine lamont lamya lana landan landen landon landry landyn laney langston lani lanie lannie lanya laquan lara laraine larisa larissa laron larry lasha
lashanda lashawn lashay lashonda latasha latavia latif latisha latonya latosha latoya latrell latrice latricia lau laura laurel lauren laurence laurent laurette lauri laurie lauryn
lautaro lavar laverne lavinia lavonne lawanda lawrence lawson laxmi layan layla laylani layna layne layth lazaro lea leah leandra leandre leandrew leandro leann leanna leanne
lebron lecia leeann leela leesa leif leighton leila leilani leilany leire lela leland lemar lemuel lena lencha lencho lennie lennon lennox lenny lennyn leo leobardo leon leona
leonard leonardo leonel leonela leonidas leonie leonor leonora leopoldo leora leri leroy leslee lesley lesli leslie lesly lessie lester letha leti leticia letitia lety levar leven
levi lewis lex lexi lexie lexy leya leyah leyla leyna leyton lezlie lia liam liana liane lianna libbie libby licha lichita licho lidia lidya liesl liev lila lilah lilia liliam
lilian liliana lilianna lilibeth lilita lilith lillian lilliana lillie lilly lillyana lillyann lillyanna lilou lilyana lilyann lilyanna lilyanne lin lina lindsay lindsey lindsy
linette ling linh linnea linsey linton linus lionel lionell liora lisa lisandro lisbet lisbeth lisette lissa lisset lissette lita livi livia livvy liya liyah liyana liz lizabeth
lizandro lizbet lizbeth lizet lizeth lizzie lizzy lloyd logan lois lola lolis lolita loma loni lonnie lonzo lora loraine lore lorelai lorelei loren lorena lorenita lorenzo loreto
loretta lori lorna lorne lorraine lorrie lothar lottie louann louella louie louis louisa louise loukas lourdes louvenia luana luanne luca lucas lucca lucha luchis luchita lucho
luci lucia lucian luciana luciano lucie lucien luciene lucila lucille lucina lucinda lucio lucius lucrecia lucy ludmila ludovic ludwig luella lugo luigi luis luisa luisana luisfer
luisillo luisito luiz luka lukas luke lula lulah lulis lulu luma lupe lupillo lupis lupita lurline luther luthor luzma luzmaria lyanna lyanne lydia lydie lyla lyman lyn lynda
lyndon lyndsay lyndsey lynette lynne lynnette lynsey lyra lyssa maaz mabel macarena macario macey maci macie mackayla mackenzie mackinley macy madalyn madalynn maddalena maddi
maddie maddison maddox maddy maddyn madelaine madeleine madelin madeline madelyn madelynn madge madie madilyn madilynn madisen madisyn madonna madyson maebry maegan maelynn maeve
mafer magali magaly magda magdalena magdiel maggie maggy magnus mago magui maguito mahalia mahek mahira mahmoud mahmud mahnoor mai maia maicol maicon maikel maikol maira maisha
maisie maite maiya maja majid majo makai makaila makari makayla makenna makenzi makenzie makhi makiya makiyah makoto malachai malachi malachy malaika malakai malakhi malaki malala
malani malaya malayah malcolm malea maleah malek malena malia malik malina malinda malini malique maliyah malloree mallorie mallory malorie mamadou mamie manaia manal manav mandeep
mandela mandi mandie mandy manel manish manisha manny manoj manolin manolo manpreet mansi mansoor mansour manu manuel manuela manuelito manveer manya maor mara marah maral marc
marcanthony marcel marceline marcelino marcella marcellus marcelo marci marcia marcial marcie marcin marco marcos marcus marcy marek maren marga margaret margarette margarito
margaux margery margie margit margo margorie margot margret maria mariafernanda mariah mariajose mariam marian mariana mariangel marianita mariann marianna marianne mariano maribel
maribeth maricarmen maricela marichuy maricris maricruz marie mariel mariela marielena marielle marietta marifer marika mariko marilena marilin marilou marilyn marilynn mario
marion marisa marisabel marisela mariska marisleysis marisol marissa marissah maritere maritza mariya mariyah mariyam marjan marjorie markel marko markos markus marla marlana
marlee marlen marlene marleny marley marlo marlon marlow marlowe marlyn marquan marquel marques marquez marquis marquise marquita marrissa marsha marshawn marta martez martha
martika martin martina martine martino maruca maruja marvin marwan mary maryalice maryam maryan maryann maryanne marybeth maryellen maryjane maryjo marylin marylou maryrose masha
masiyah massi massimo matea mateja mateo matheo matheus mathew mathias mathieu mathilda mathilde mathis mati matias matilda matilde matt matteo matthew matthias matthieu mattias
mattie matty maude maudie maura maureen maurice mauricia mauricio mauriel mauro maverik maxim maximilian maximiliano maximillian maximo maximus maxine maxton maxwell maya mayah
maybelle maycol maye mayeli maykel mayleen maylin mayme maymouna mayra maysa maysoon mayte mayumi mazie mazikeen mckayla mckenna mckenzi mckenzie mckenzy mckinlee mckinley meagan
meaghan meche meena meera megan megha meghan meghana mehdi mehmet mehreen mei meilin mekaela mekayla mekhi melani melania melanie melany melba melchor meleah melina melinda melisa
melissa melissia mellie mellissa melquiades melva melvin melvina memito mena menachem mencho menchu mendy meredith meredyth merle merlin merlyn merrick merrill merritt mert meryl
miabella miah micaela micah micaiah micayla michael michaela michaella michail michal micheal micheala michele micheline michell michelle michi mickayla mickey miggy migue miguel
miguelangel miguelito mihir mika mikael mikaela mikail mikal mikala mikayla mikaylah mike mikel mikela mikey mikhail mikki miko mikolaj mila milana milani milania mildred
milena milenka miley milla milli millicent millie milo milton mimi mindi mindy minerva mingyu minh minho minji minna minnie mirabel mirabelle mirana miranda mirela mirella mireya
miriah miriam mirian mirna miroslava misael mischa misha missy mistie mitch mitchel mitchell mitzi mitzy miya miyah miyu mk mohamed mohammad mohammed mohamud mohan mohini mohit moi
moira moises moishe mollie molly momo mona monalisa monchito moncho monet moni monica monika moniqua monique monisha monse monserrat montell montez montrell montse montserrat monty
mordechai morgan moriah morris moshe moussa mozelle muhamad muhammad muhammed muna munir munira murad muriel murphy murray musab mustafa mya myah mychal mykel myla mylee myleigh
mylene myles mylie myra myriam myrna nabeel nabil nabila nacha nachita nachito nadav nadeem nader nadia nadine nadiya nadja nadya nae nahia nahla nahomi nahomy nahuel naia naila
naima naina naira najee najma nakia nakita nala nalani nallely nami nancie nancy nandi nandini nandito nany naoki naomi narciso narda nariah nash nasim nasir nasra nat natacha
natale natalee natali natalia natalie nataly natan nataniel natasha nataya nate nathalee nathalia nathalie nathaly nathan nathanael nathaniel nathen natividad natosha natsuki natty
naty nautica navaeh naveed naveen navya nawal nayan nayara naydelin nayeli nayelli nayely nayma nazir ndidi neal neda neely nefertari neftali neha nehal nehemiah neida neil neisha
nela nelda nelida nell nella nellie nello nelly nels nelson neomi nereida nereyda neri nery nessa nestor netito neto nettie neva nevaeh nevan neveah neveen nevin newton neyda
neymar ngan ngozi nguyet nia niall niamh niaomi nic nichelle nichola nicholai nicholas nicholaus nichole nick nicki nickie nickolas nickolaus nicky nico nicol nicola nicolai
nicolas nicolasa nicole nicolette nicolle nidia niels nigel nihal nik nika nikhil nikhita niki nikia nikita nikki nikky niko nikola nikolai nikolas nikole nila nilda niles nilo
nilsa nima nimra ninel nini nino niousha nira niraj nisha nissim nita nitin nitza niurka nixon niya niyah niyati niyla noah noam noami nobuko noe noel noelani noelia noella noelle
noelly noemi nohelia nohely nohemi nolan noland nolen nomi noni nonso noora nora norma norah norberta norberto noreen nori norman norrie norton novah novalee novalie nuala nubia nuha
nuno nura nuri nuria nyah nyasha nyasia nyesha nyia nyjah nyla nylah nyra nzinga oaklee oaklyn oaklynn obadiah oberon obinna ocie octavia octavian octavio odalys odell odessa
odette odin odis ofelia oisin okan oksana olaf olanna oleg olek oleta olga olguita olimpia olin oliva oliver olivera olivia olivier olivya ollie olu oluchi oluwaseun oluwaseyi
oluwatobi omair omar omari omarion omayra omer omid ona ondrea ophelia oralia orelia oren orfa oriana oriol orion orla orlando orlin orpha orson orville osama osbaldo osbert oscar
oscarito osiel oskar osman osmar osmin osvaldo oswaldo othon otilia otis otoniel ottavio otto ousman ousmane overton ovidio owen owens owyn oyku ozan ozzie ozzy pablito pablo pacho
paco padma padraig paetyn paige paislee paisley paislynn pam pame pamela pamelia panchi panchita panchito pancho pancracio panfilo pao paola paolita paolo paquita paquito parisa
parris parvati pascale pascual pasquale pati patito pato patrice patricia patricio patrick patrik patrina patrisha patryk patsy patti patty pau paul paula paulette pauley paulina
pauline paulino paulita paulo pauly pavel paxton payal payge payne payo payton pearla pearlie pearson pedrin pedrito pedro pegah peggy pelancha pelayo penelope penelopi pepa
pepillo pepin pepito peppa percival percy perla perlita pernell pernille perrin persephone petar pete peter petra petrona peyten peyton phaedra pharrell phil philip philippa
philippe phillip philo philomena phineas phoebe phong phuong phyllis piero pierre pierson pietro pili pilo pina piotr piti polito pollo polly pooja popo porfirio porsche portia
pradeep pramod pranav praneel prashant pratik pravin preeti preslee presleigh prestin preston pricilla prisca priscella priscila priscilla priti priya prudencio pryce pryor puja
puneet purvi qasim qiana quade quadir quan quang quanisha quantavious quavion quavo queenie quentin quenton queta quetzal quetzalli quicho quillan quincy quinlan quinley quinn
quinnlyn quinten quintin quinton quintrell quinzel quique quiquis quyen rachael rachel rachele rachelle radhika rado rae raeann raegan raekwon raeleigh raelin raelyn raelynn rafa
rafael rafaela rafaelito rafe rafferty rafi rafita raghav raheem rahel rahim rahul raiden raina rainey raj raja rajan rajesh rajiv rakim ralph ralphie ramah raman ramesh rami
ramirez ramiro ramla ramon ramona ramoncito ramonita ramos ramses ramsey ranae randal randall randell randi randolph rangel rani rania ranveer raphael raphaela raquel raquelle
rashaad rashad rashaun rashawn rasheed rasheeda rashid rashida rasmus raudel raul raulito ravi rayan raydel rayden rayford raylan raylee raylen raylene raylin raylynn raymon
raymond raymundo rayna raynard rayne raynell rayshawn rayvon raziel reagan reanna reba rebeca rebecca rebeccah rebeka rebekah reda reece reem reena reenie reese refugio regan
reggie reggina regina reginald regino regulo rehan reid reiko reilly reinaldo reka rell remi remington remmy remy ren rena renae renaldo renan renard renata renato renay rene renee
renesmee renna rennie renzi renzo resham reshma retha reuben reva rexford reya reyhan reyna reynalda reynaldo reynold reza rezi rhea rhett rhian rhiana rhianna rhiannon rhona
rhonda rhyan rhyder rhys ricardito ricardo ricco richa richard richelle richi richie rick ricki rickie ricky rielle rigby rigo rigoberto rihanna riker rikki riku riley rina ringo
riordan ripley rishaan rishab rishabh rishi rita ritchie ritika ritu riven rivka rivkah riya rizwan roald roark robb robbie robbin robbyn rober robert roberta roberth robertito
roberto robina robyn rocco rocha rochelle rochi rocio roddy roderic roderick rodger rodney rodolfo rodri rodrick rodrigo rogan rogelio rogelito roger rohaan rohan rohini roisin
rojelio roland rolando rolo romana romano romario romel romelia romeo romi romie romina rommel romulo romy ron rona ronald ronaldinho ronaldo ronan ronda ronen roni ronin ronit
ronita ronna ronni ronnie ronny ronzio rooney roosevelt roque rori rory rosalba rosalee rosaleen rosalia rosalie rosalina rosalind rosalinda rosalva rosalyn rosana rosanna rosanne
rosaura roscoe roseann roseanna roseanne roselia roselin roselyn roselynn rosemarie rosemary rosendo rosetta rosey roshan roshni rosi rosie rosina rosio rosita roslyn rosmery ross
roswell rotimi rowan rowen rowena rowyn roxana roxanne roxie roxy roy royce royden royer rozalyn rozlyn ruari ruben rubens rubie rubina ruchi rudi rudolfo rudolph rudy rueben
rufina rufino rufus ruhi rui rukhsana rumi runa rupert ruperta rushil russel russell ruth ruthann ruthie ruwayda ryah ryan ryann ryanna rydel ryden ryder ryker rykin rylan ryland
rylee rylei ryleigh rylen rylie ryllan ryo saad saanvi sabastian sabine sabreen sabrena sabria sabrina sachi sachin sadia sadie safa safiya sahana sahar sahil saif saige saira saja
sajid sakura salah saleh salena salih salim sallie salma salman salomon salvador salvatore sam samaira samantha samara samarion samaya samer samia samiah samir samira samiya
samiyah sammi sammie sammy sampson samson samual samuel samuele samy sana sanaa sanai sananda sandeep sander sanders sandhya sandi sandie sandor sandra sandrine sandro sanford
sania saniya saniyah sanja sanjana sanjay sanjeev sanjuana sanna santana sante santhosh santi santino sanvi sanya saoirse saphira sapna saqib sara sarah sarahi sarahy sarai saray
saraya saria sariah sarika sarina sarita sariya sariyah saroj sascha sasha saskia sasuke satoshi satya saul savana savanna savannha savi savion sawyer sayaka saydee sayeed saylor
sayra sayuri scarlett schuyler scott scotti scottie seamus sean seb sebas sebastian sebastiana sebastien sebitas sedrick seema sehaj seiji sejal sela selah selena selene selin
selina selma semaj sena serafin serafina serena serge sergey sergio sergito serina seth severo severus sevyn seydi seymour shabnam shadae shadi shae shaelyn shafiq shahad shahid
shai shaila shailene shaina shaindy shajuan shakeel shakia shakila shakira shakur shamar shamari shameka shamika shamir shamya shana shanae shanaya shanda shandra shandy shane
shanell shanelle shani shania shanice shanika shaniqua shanique shaniya shaniyah shanley shanna shannon shanon shanta shantae shantal shantay shante shantel shantell shanthi
shaquan shaquana shaquille shaquita shara sharae shareef sharelle shari sharick sharif sharla sharlene sharon sharonda sharron sharyn shatara shaun shauna shaw shawanda shawn
shawna shawnda shawnee shawntae shay shaya shayan shayden shaye shayla shaylee shayleigh shaylin shayna shayne sheena sheila shekinah shelby sheldon shelia shelli shellie shelton
shemar shenice sher sheri sheridan sherif sherita sherlock sherlyn sherman sheron sherrell sherri sherrie sherry sherwin sheryl shianne shiloh shira shireen shirin shirley shivam
shivani shlomo shona shonda shontae shoshana shreya shreyas shruti shyann shyanna shyanne shyla shylah siana sianna sid siddharth sidney sidra siena sienna sigmund signe sigrid
silas silvana silvano silvestre silvia silvie silvina silvio simeon simi simon simona simone simran sinclair sinead siobhan siraj siri sita sitara sixto sixtos siya skai skyla
skylah skylar skylee skyleigh skyler skylynn slade sloan sloane sofi sofia sofita solana solange soleil solomon solveig somaya sommer sonali sonam sondra sonia sonja sonya soph
sophi sophia sophie sophina soraya soren sosuke soufiane souleymane spence spencer spenser spyros srinivas stacey stacia stacie stacy stan stanley stanton starla stasia stavros
stefan stefani stefania stefanie stefano stefany steffan steffi stefon steisy stella steph stephan stephani stephania stephanie stephany stephen stephenie stephon sterlin stetson
stevan steve steven stevie stewart stewie stormi stuart sua suad subhan suhana sujata sukhdeep suki sullivan suma sumaya sunil sunita sunjay sunniva suri surya susan susana susanna
susannah susanne susi susie susy sutton suyapa suzan suzana suzanne suzette suzie suzy sven svend svetlana swati sydnee sydni sydnie syed syeda sylas sylvana sylvester sylvia
sylvie symone syncere syrus tabatha tabby tabitha tacho tadeo tae taegan tahir tahj tahlia tahmid taimane taina taiwo taj taja tajuan takashi takeshi takia takoda talan talha tali
talia taliah talib talisa taliyah talulah talya tamar tamara tamarah tamarcus tamari tamatha tamba tameka tamela tamera tamesha tami tamia tamika tamiko tamir tammi tammy tamra
tamya tana tanaya taneka tanesha tani tania tanika tanish tanisha taniya tanja tannon tanvi tanvir tanya tao tara tarah taraji taran tarek tari tariah tarik tariq taro tarrah tarun
tarvaris taryn tasha tashawn tashi tasia tasneem tatiana tatianna tatiyana tatum tatyana taurean tauriq tavares taven tavi tavian tavion tavis tavito tavo tay taya tayden tayla
taylah tayler taylin taylon taylor taylynn tayshaun tayson tayten tayton teagan teagen teaghan teddi teegan teej teena tegan teigan teja tejas tekoa tella telma temari temitope
temperence tena tenley tennyson tenoch tenzin teo teodoro teofilo tere teresa terese teresita teressa terez teri terra terrance terrea terrel terrell terrence terri terriana
terrick terrie terrill terrin terron terry terryn tesha tesia tess tessa tessie tevin tex thaddeus thalia thalita thalya thanh tharun thatcher thayer thea theda thelma theo theodor
theodora theodore theodosia theon theresa therese theresia theron thi thiago thierry thomas thomasina thora thornton thurman thuy thyago tiago tiana tianah tianna tiera tierney
tiesha tiffani tiffanie tiffiny tigran tiki tilda tilly tim timmy timo timofey timothy timur tina tinashe tino tinsley tionna tirzah tisha tita titi tito titus tiwa tiyana tk
tlaloc tobey tobi tobias tobie tobin toby tod todd tom tomas tomasa tomasito tomasz tomer tomi tomiko tommie tommy tonantzin tonda toni tonio tonja tonna tono tony tonya tora
torian torin torrance torrence torrey torri torrie tory tosin toti toto toussaint tova toñin toñis toñita toñito toño tracee tracey traci tracie tracy tramell trang traveon
travion travis travon trayce trayton trayvon trea tremaine tremayne trena trenda trennon trent trenton tressa tressie treva trevaughn trevin trevion trevis trevon trevor trey
treyden treyton treyvon tricia trina trinh trini trinidad trinidee trinidy trinitee trish trisha tristan tristen tristian tristin triston tristram tristyn trixie troy tru truc
truett truman trung trystan tsering tuan tula tulio tullio tunde tuyet twila tyanna tycho tyla tylan tylee tylen tyler tylin tylor tymere tyona tyquan tyra tyran tyree tyreek
tyreese tyreik tyreke tyrel tyrell tyren tyrese tyresha tyrion tyrique tyris tyron tyrone tyrus tyshaun tyshawn tyson tytus tyus tzvi ubaldo uche uchenna ugo ugochukwu ulani ule
ulices ulises ulric ulysses umair umar umberto umer unai uriel urijah uriyah ursula usama usha usman uthman uzair uziel uzma vada vadim vaishnavi vala valarie valencia valente
valentia valentin valentina valentino valeri valeria valeriano valerie valerio valery vallerie valorie vance vanda vandana vane vanellope vanesa vanessa vangie vani vania vanna
vannessa vanya varun varya vasily vaughan vaughn veda vedant vee velma venita venkat verena verity verna vernell vernice vernon vero verona veronica veronique vesta vianca vianey
vianney vicenta vicente vicki vickie vicky victor victoriano victorino vidal vidhi vidya viet vihaan vihan vijay vik vikas vikram viktor viktoria vilma vin vina vinay vince vincent
vincenzo vinh vinicio viniya vinnie vinny vinod viola viole violeta violette viraj virgen virgie virgil virgilio virginio viri viridiana visente vishal vita vito vittoria vivaan
viveca vivek vivi vivian viviana viviann vivianna viviano vivica vivienne vivyan vlad vladimir volodymyr von vonda vonnie wadih wafa wahid wakil waleed walid walker wallace wallis
wally walt walter wanda wangari wanita waris warner warren wassim watson wava waverly waylen waylon waymond wayne webster wei weldon wences wendell wendi wendoline wendolyn wendy
wenona werner wes wesam wesley weston westyn whitley whitney whittaker wicho wilber wilbert wilbur wilda wilfred wilfredo wilfrido wilhelm wilhelmina wilkin willa willard willem
willette william willian willie willis wilma wilman wilmar wilmer wilson wiltord winifred winnie winona winslow winston winta wojtek wolfgang wyatt wylie wyn wynn wynona wynter
xander xandra xandria xavi xavier xaviera xenia xiadani xian xiao xime ximena ximenita xin xiomara xiomy xoch xochitl xoe xyla xzavier yaakob yaakov yacine yadhira yadi yadiel
yadira yael yago yahaira yahel yahir yahya yair yajaira yakov yalitza yami yamila yamile yamilet yamileth yaminah yan yanci yancy yandel yanelis yanet yanina yanira yanis yann
yaqub yara yare yarel yareli yarely yareth yaretzi yaretzy yaricza yaritza yaseen yash yashira yasiel yasin yasir yasmeen yasmin yasmina yasmine yassin yatziri yaya yayo yaz yazmin
yeferson yehuda yeison yekaterina yelena yemi yeni yeny yerania yeray yerik yesenia yesi yesica yesli yessenia yessica yetunde yetzali yevgeny yeyo yianni yifan yisel yitzchak
yoana yoel yohan yohana yohanna yohannes yola yolanda yoli yolotl yolotzin yonah yonatan yonathan yoni yonis yordanis yorgelis yosafat yosef yoselin yoseph yosgart yoshi yosmar
youlanda younes yousef youssef youssra yovani yovanny ysabel ysabella yui yuki yukio yuleisy yuli yulia yulian yuliana yulieth yulisa yulissa yuliya yuly yuma yumi yunior
yunuen yunus yuri yuridia yuritzi yury yusef yusra yusuf yuto yuval yuvraj yuya yvan yvette yvonne zacarias zach zachariah zachary zachery zack zackary zada zadie zadok zaheer
zahid zahir zahira zahra zahrah zaid zaida zain zainab zaira zaire zakai zakari zakariya zakary zaki zakia zakiyah zamira zamora zan zana zander zandra zane zaniyah zanna zara
zarah zari zaria zariah zarina zarria zavier zavion zavior zay zaya zayah zayd zayda zaydan zayden zayla zaylee zayn zayna zayne zayneb zayra zayvion zbigniew zeb zeda zeena zeenat
zeeshan zeke zelda zella zena zenaida zendaya zenia zeno zenobia zenon zeus zev zeyad zeynep zhane zhara zhen zhi zia ziah ziggy zina zinnia zipporah zita ziva ziyad zoe zoey zoi
zoie zoila zola zoltan zora zoraida zorro zosia zoya zsa zulay zule zuleima zulema zuleyka zuleyma zully zuly zuri zuriah zuriel zuzana zuzu zyair zyaire zyana zyanya zyion zyla
zylah zyon zyra ñaño ñoño
""")
