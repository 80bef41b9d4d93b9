"""Surnames, and those among them that are also words and need a name before them. Folded (words.fold)."""


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


SURNAMES = _set("""
abbott abebe abernathy abrams acevedo acker ackerman acosta acuña adams adeyemi adkins agarwal aguayo aguilar aguilera aguirre ahern ahmed ahn akers akins alaniz albright alcala
alcantar alcantara aldana alexander alfaro alford allen allred almanza almeida alonso alston altamirano alvarado alvarez amador amaya anaya ancheta anderson andersson andrade
andrews andrus anguiano antunez appiah aquino aragon arana arce archuleta ardoin arellano arevalo arguello arias armijo armstrong arnold arredondo arreola arriaga arrington asante
atkins atkinson atwood avalos avila ayala babcock baca badillo bagley bahena bailey bains balderas baldwin ballard banerjee barajas baran barba barboza barclay barger barker barlow
barnes barnett barraza barrera barrett barrientos barrios bartlett barton basu batista battaglia bauer baumann bautista bayer bazan bañuelos beasley becerra becerril becker beckett
bedford bejarano beltran benavides benavidez benitez bennet bennett benoit benson benton bergman bermudez bernal beyonce bhatt bhattacharya bianchi biden biggs binder birch
blackburn blackwell blair blankenship blevins boateng bocanegra bolaños bolden bolton bonilla bowden bowman boyd boyer boyle bracamontes bradford bradshaw brandt braun brennan
briggs briones brito britt brodsky brunner bryan bryant buchanan buckley buenrostro bui burch burgess burgos burke burkett burnett burris burton bustamante bustos byers byrd
cabello cabral cabrera caceres cadena calderon caldwell calhoun callahan calloway camacho camarena camargo camarillo cameron campbell cano cantrell cantu caraballo carbajal
cardenas cardona cardoso carlson carmona carney carr carranza carrasco carreon carrera carrillo carrington carroll carson carvajal carvalho casarez casey casillas castaneda
castañeda castellano castellanos castro cavanaugh cavazos cazares cazarez ceballos centeno cervantes cespedes chacon chadha chaidez chakraborty chan chandler chandra chang chapa
chaparro chapman charlton chau chauhan chavarria chavez chen cheng cheung cho choi chong chowdhury christensen chua chukwu chung cisneros clarke clayton cleveland clifton cobb
cochran cohen colbert colby coleman collado collier collins colombo compton concepcion conklin conley connell connolly conroy contreras cooke cordero cordova cornejo cornell
coronado coronel corrales correa cortes cortez costello cota covarrubias cowan cramer crawford crenshaw crespo crowell crowley cuellar cuesta cuevas culver cummings cunningham
curiel curtis dang daniels dasilva daugherty davalos davenport davidson davies davila dawson dayton delacruz delafuente delagarza delao delapaz delarosa delatorre deleon delgadillo
deluca deng denton desai deshpande desouza devine devlin dhillon diallo diaz dickerson dietrich diggs dillard dinh diop dixit dixon doan dobbs dodson doherty dolan dominguez
donahue donaldson donnelly donovan dorsey dotson dougherty downey doyle driscoll duarte dube duckworth dudley duenas duffy dugan duggan dunbar duncan dunlap dunn duong duque durant
dutta duvall dwyer dyer eaton echeverria edmonds ehrlich eldridge elizondo ellison emerson eminem engel enriquez epps erickson ervin escalante escamilla escobar escobedo esparza
espinal espino espinosa espinoza espitia esposito esquivel estevez estrada eubanks evans ewing eze fajardo farias farley farooq farrell faulkner felder feliciano feng fenton
ferguson fernandes fernandez ferrara ferrari ferreira ferrell ferrer fierro figueroa finley fischer fitzgerald fitzpatrick flanagan flannery fleming flynn foley fonseca fontaine
fontenot forbes forde forsythe foy fraga fraser frazier frias friedman fritz fulton gaitan galarza galindo gallagher gallardo gallego gallegos galloway galvan galvez gamboa gamez
gandhi gannon garay garces garcia garibay garner garrett garrido garrison garvey garza gaspar gauthier gaytan ghosh gibbons gibbs gibson gilbert giles gillespie gilliam gillis
gilmore giraldo girard giron givens godfrey godinez godoy goff goins goldberg goldman goldstein gomes gomez gonzales gonzalez goode goodman goodwin gough govea goyal gracia graham
greco greenberg greenwood grier griffin griffith grijalva grimaldi grimes grossman guajardo guardado gudino guevara guillen gunn gunter gupta gustafson guthrie gutierrez guzman
haas haddad hahn haile haines hamid hammond hampton hancock haney hanna hannah hansen hanson hardin hardy harlan harmon harper harrell harrington harris harrison hartman harvey
hassan hastings hatcher hatfield haugen hawkins hayden hayes haynes hebert heller helms henao henderson hendricks hendrix henriquez henry hensley henson hernandez herrera herrmann
hester hewitt hickman hidalgo higgins hinojosa hinton ho hoang hodges hoffman hogan holbrook holcomb holguin holloway holman holmes hong hopkins horvat hossain howard howell hsu hu
huang hubbard huddleston hudson huerta huffman huggins hughes humphrey hundal hurley hurst hurtado hussain hutchins hutchinson huynh hwang hyde ibanez ibarra ibañez ibrahim igwe
ingram inoue iqbal irizarry irwin islas ito ivanov iyer jacobo jacobs jacobson jaimes jaramillo jarrett jarvis jasso jauregui jenkins jennings jensen jeong jha jimenez johal
johansson johns johnson johnston jones joseph joshi juarez jung kahn kamara kang kanye kaplan kapoor kardashian karim katz kaufman kaur kearney keating keller kelley kendrick khan
khatri kiefer kilgore kim kimura kincaid kinney kirby kirkland kirkpatrick klein kline knapp knox kobayashi koenig kohler kohli korhonen kovacs kowalczyk kowalski kramer krause
krishnan krueger kruger kruse kuhn kulkarni kumar kwon ladd lafleur lai lambert landeros landry langley lara larios larsen larson laureano lawson layton leavitt leblanc ledesma
ledezma lehman leija lemus lentz lerma leung levin levine leyva liang lim lin linares lindgren lindqvist lindsay lindsey lira liu livingston lizarraga lloyd lockhart lockwood loera
lomax lombardi londoño longoria lopez lott lovato lovell loya lozano lucio luevano lugo luong luu lyles lynch macdonald macias mackay mackey madden maddox madrigal maestas magana
magaña magee mahmood mahoney malagon maldonado malhotra malone maloney mancilla mancini mandel mangum manning manriquez marmolejo marquez marrero marroquin martell martin martinez
martinson mathews mathis matos matsumoto matthews mattson maurer maxwell mayer mayfield maynard mbeki mcadams mcallister mcbride mccabe mccain mccall mccann mccarthy mccarty
mcclain mcclellan mcclendon mcclure mcconnell mccord mccormack mccormick mccoy mccray mccullough mccurdy mcdaniel mcdermott mcdonald mcdowell mcelroy mcfadden mcfarland mcgee
mcghee mcgill mcginnis mcgowan mcgrath mcgraw mcgregor mcguire mcintosh mcintyre mckay mckee mckenna mckenzie mckinley mckinney mcknight mclaughlin mclean mcleod mcmahon mcmillan
mcnally mcnamara mcneal mcneil mcneill mcpherson mcqueen medeiros medina mehta mejia melendez melgar melgoza mello melton mendes mendez mendoza mensah meraz merrill merritt messi
meyer meyers meza michaels michel middleton mijares milam millard mims miranda mireles mistry mitchell mitra mobley mohamed mohammed molina monahan monarrez moncada mondragon monge
montague montalvo montanez montano montaño montemayor montenegro montero montez montgomery montiel montoya mooney morales moran moreau moreira moreland morfin morgan moriarty morin
morris morrison morrow morse mosley moyer mueller muhammad mukherjee mullins munoz murillo murphy murray murrieta muñiz muñoz myers nair najera nakamura naqvi naranjo narayan
narvaez nash nava navarrete navarro nazario neal negrete negron nelson neumann nevarez newell newman newton ngo nguyen nichols nicholson nielsen nixon nkosi noriega norris norton
novak nowak nunez nuñez nwosu o'brien o'connor o'donnell o'neal o'neill obama obrien ocampo ocasio ochoa oconnell oconnor odell odom odonnell offutt ogden ojeda okafor okeefe okeke
okonkwo okoro olguin olivares olivarez olivas oliveira oliver olmos olsen olson olvera oneal oneil oneill ontiveros oquendo ordaz ordonez ordoñez orellana oropeza orosco orozco
ortega ortiz osborn osborne oseguera osorio ospina otero ouyang owusu oyelaran ozuna pacheco padilla padron paez palacios palafox palomino pandey pantoja pappas parekh parikh parra
parsons pastrana patel paterson patino patiño patterson patton paulson payan payne pearson pedraza pedroza pelletier pence pennington perales peralta perdomo perea pereira pereyra
perez perkins perrin perrot peters petersen peterson petrov pettit petty peña pham phan phillips phung pierson pillai pimentel pineda pires pittman pizarro plascencia platt plummer
polanco pollock ponce popov portillo potts powell prasad preciado preston proctor prosser pruitt pryor puckett puente puentes pulido purcell puri putin quach quesada quevedo
quezada quigley quinones quinonez quintana quintanilla quintero quiroga quiroz quispe quiñones rafferty rahimi rahman ramachandran raman ramey ramirez ramsey randall randolph
rangel rao rasmussen ratliff rawlings rayburn raymond razo rebollar redding reddy redmond reeder reeves regalado reilly reinhardt rendon renteria resendez reyna reynolds reynoso
reza rhodes ribeiro ricci riggs rihanna rinehart ritchie ritter rivas rivera rivero robb robbins roberson roberts robertson robinson robledo robles roca rocha rodarte rodgers
rodrigues rodriguez rogers roldan rollins romano romero romo ronaldo rosado rosales rosen rosenberg rosenthal ross rossi rourke rowe rowland roy rudd rueda ruelas ruffin ruiz
russell russo rutherford rutledge ryan saavedra sadler saenz saha sahni salamanca salazar salcedo salcido saldana saldaña saldivar salgado salinas samaniego samano sampson samuels
sanchez sanders sanderson sandhu sandoval sanford santamaria santillan santoro santoyo sapp sargent sarkar sato sauceda saucedo saunders saxena scanlon schaefer schaffer schmidt
schmitt schneider schroeder schubert schultz schulz schumacher schwartz scoggins seay sebastian sepulveda serna serrano serrato seymour shaffer shaikh shapiro sharif sharma sheehan
sheffield shen sheppard sheridan sherman sherwood shultz siddiqui sifuentes silva silverman simental simmons simms simon simons simpson sims singh sinha skaggs skinner slater
smirnov smith smyth snyder soares solano solis soliz solomon solorzano soni sorensen soria sosa sotelo soto soule sousa southard spangler spence spencer sprague stafford stahl
stanley stanton staton steele stein stephens stephenson stevens stevenson stewart stokes stoll strickland stroud stuart suarez suleiman sullivan sutton suzuki swanson sweeney
swenson sykes szabo takahashi talamantes talley tamayo tanaka tapia tate tatum tavarez tejada tejeda tellez teran terrell terry tesfaye thakur thao thapa thomas thomason thompkins
thompson thornton thurman tibbs tidwell tierney tillman timmons tinoco tipton tobar todd tolentino tolliver tomlinson toney torrence tovar townsend trahan tran traore travis
treadwell trejo tremblay trevino trevizo treviño trinh triplett trujillo trump truong tsai tse tubbs tucker tyson ulloa underwood upchurch upton urbina uresti ureña urias uribe
urrutia valadez valdes valdez valdivia valencia valenzuela valladares vallejo valles valverde vang varela varga vargas varghese varner vasquez vaughan vaughn vazquez velarde
velasco velasquez velazquez velez venegas venkatesh verdugo verduzco vergara verma vickers viera villagomez villalobos villalpando villanueva villareal villarreal villaseñor
villegas vinson viramontes virtanen vo vogel volkov vu waddell waggoner wagner walden waldron wallace walsh walters walton wang washburn watanabe watkins watson watt watts weber
webster weiner weiss welch weller wen werner westbrook wexler whalen wheeler whitaker whitehead whitfield whitley whitlock whitmore whitney whittaker wiggins wilcox wiley wilhelm
wilke wilkerson wilkes wilkins wilkinson willard willett williams williamson willis wilson winfield winstead wisniewski witt womack wong woodward wooten worley worthington wu wyatt
wynn xiong yamada yamamoto yancey yarbrough yates yazzie yañez ybarra yee yildiz yilmaz yoder yoon yost yousef yu zambrano zamora zamudio zapata zaragoza zarate zavala zeller
zendejas zepeda zermeño zhang zhao zheng zhou zhu ziegler zimmerman zuckerberg zuniga zuñiga
""")

WEAK_SURNAMES = _set("""
alderman ali amin arroyo asher avery bain baker ball banda banks barber baron barron bass battle beard bell bentley berger berry best bird bishop black blanco booker boone booth
bowen bower bowers bravo bridges brock brooks brown burns bush butler caballero campos canales cannon carey carpenter carter carver casas case castillo castle ceja cerda chambers
chase chin church churchill clark clay clements cline cole colon comer conway cook cooper corona cotton cox craig crane crosby cross cruz cullen curry cut dale dalton daly das
dawes day dean decker delgado delrio diamond dickens dickson dillon downs drake draper duff duke dukes duran eddy edwards elliott ellis england english everett falcon farmer felix
ferris field fields finch fisher fitch fletcher flores ford forest foster fowler fox francis franco frank franklin freeman french frey frost fry fuentes fuller gaines gardner
garland gates gay gentry george gill glass glenn glover golden gonzaga good gordon grace grady granados grant graves gray green greene greer gross guerra guerrero guy hale haley
hall hamilton harding hart hay haywood healy heath herring hess hicks hill hines hitler hobbs hodge holden holder holland hollis holt hood hooper hoover hope hopper horn horton
house houston howe hull hunt hunter iglesias islam jackson jain james jefferson jin joiner jordan joyce justice kane keith kemp kennedy kent kern kerr kidd king kirk knight koch
lacey lackey lacy lam lamb lancaster landers lane lang larkin lau lawrence leach leal lee leon leonard leslie lester levy lewis li limon lincoln lind little llamas logan long
looney lopes love lowe lowell lowery lu lucas lucero lujan luna lund ly lynn lyon lyons mack madera madison madrid malik mallory mann marin marks marsh marshall martino mason mata
mather may mayo mays mead meadows medrano mercado mercer merino miles miller mills miner monroe montana montes moody moon moore mora moreno morton moss mota moya musk neely nieto
nieves niño noble noel nolan norman obi okoye oliva olivera orr osei otto owen owens pagan page palma palmer parada paredes park parker parks parrish partida paul paz peck pena
perry phelps pickett pierce pike pina pinto pitts piña plata pollard pond poole pope porter potter powers prado prater pratt prescott presley price prince pugh quinn rail ramos
raya reed reese reid reyes rice rich richards rico riley rincon rios ripley rivers roach rojas rojo roman root roque rosa rosario rosas rose roth royal rubio rucker rush rushing
salas salt santana santiago santos savage savala savoy sawyer scott sears segovia segura sellers sen serra sexton shah shannon sharp shaw shea shelby shelton shepard shepherd
shields shin shore short sierra silver singleton slaughter sloan small smalls snow solares somers sparks spears spicer springer stallings star stark starks starr steel steiner
sterling stiles stone storey stout strange strong stubbs summers sumner sutherland swain swan sweet swift taft talbot tan tang taylor thorn thorpe tiller tirado tobin toro torre
torres tower tripp turner tyler valentine valerio valle vance vega vera vidal vigil villa virgen wade walker wall walls ward ware warner warren washington waters weaver webb weeks
wells west wheat white whitman wilder winchester winslow winters wise wolf wolfe wood woods wright xu yang yen york young yuan zorro
""")
