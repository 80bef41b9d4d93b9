"""The words beside a name that show it is one, in English and Spanish chat. Keys are folded."""


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


def _phrases(block: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in block.strip().split("\n"))


TITLES = _set("""
mr mrs ms miss mx deacon nurse grandma grandpa abuela abuelo madrina padrino dr prof professor coach officer deputy sgt principal señor señora señorita senor senora senorita sr sra srta don doña dona
profe prof profa profesor profesora maestro maestra mtro mtra lic licenciado licenciada ing ingeniero doctor doctora dra
prefecto prefecta director directora miss sir uncle auntie aunt tio tia pastor
""")
# After these a plain word is likelier than a name ("coach said", "maestra no hace nada").
SOFT_TITLES = _set("""
coach deacon nurse grandma grandpa abuela abuelo madrina padrino officer deputy principal miss profe profa maestro maestra profesor profesora professor director directora doctor doctora prefecto
prefecta don sir uncle auntie aunt tio tia señor señora señorita senor senora pastor    licenciado licenciada ing
ingeniero prof lic
""")
INTRODUCTIONS = _phrases("""
my name is
my names
my name's
name is
names
saludos a
atte
att
happy birthday
hermana de
hermano de
mama de
papa de
novia de
novio de
amiga de
amigo de
prima de
primo de
hija de
hijo de
tia de
tio de
abuela de
madre de
padre de
esposa de
esposo de
cuñada de
sobrina de
happy bday
happy bday to
happy birthday to
feliz cumple
feliz cumpleaños
her name is
his name is
name's
call me
named
named is
girl called
boy called
kid called
guy called
known as
goes by
go by
aka
this is
it's me
its me
me llamo
mi nombre es
nombre es
se llama
llamada
llamado
dile a
diles a
digan a
diganle a
digale a
lo de
avisen a
aviso a
pregunten a
pregunta a
pregúntale a
preguntale a
ayuden a
ayudar a
conoces a
conocen a
vieron a
odio a
amo a
extraño a
pegaron a
pegarle a
le dicen
le dicen el
le dicen la
me dicen
dicen el
alias
alias el
alias la
apodado
apodada
conocido como
conocida como
yo soy
aqui
big
lil
young
""")
CALLS = _set("""
tell told ask asked text texted call called message msg dm hey hi hello yo dear sorry thx thanks love luv hate miss rip fuck named
im i'm iam um hay blame ignore expose block blocked jump jumped punch punched slap slapped beat fight fought kill stab hit kicked
poor u you ur bestie bff bf gf boyfriend girlfriend ex friend bro sis brother sister cousin roommate crush neighbor classmate
teammate bully stepdad stepmom girl boy kid dude
soy dile diles digan diganle avisenle avisale oye oigan hola adios eres pinche maldito maldita pobre vs saludos saluden
novio novia amigo amiga hermano hermana primo prima vecino vecina compa compañero compañera ex extraño amo odio
gracias perdon perdoname hermanito hermanita sobrino sobrina hijo hija tio tia
""")
# After these an unknown word is mostly not a name.
LOOSE_CALLS = _set("""
im i'm iam um hay u you ur hey hi yo hello soy eres pinche maldito maldita pobre hola oye oigan fuck hate love luv miss beat kill hit
sorry thx thanks girl boy kid dude call called poor friend teammate rip dear ex bro sis vs hermano hermana primo prima amigo amiga
gracias amo odio extraño fight dm block perdon compa adios named
""")
AFTER_CALL_NOT = {
    "u": _set(
        "will may hope mark rich happy max just true may grace gay real young best long chance love win might hunter sunny joy"
    ),
    "you": _set(
        "will may hope mark rich happy max just true grace gay real young best long chance win might noble joy"
    ),
    "i'm": _set("happy rich true max will grant just red blue ed may merry done"),
    "im": _set("happy rich true max will grant just red blue ed may merry done"),
    "soy": _set("feliz reina bella linda rico blanca clara libre gordo flaco chato"),
    "eres": _set("bella linda reina rico feliz mia luz sol clara gordo flaco cielo alma"),
    "love": _set(
        "summer winter autumn art may will red blue rain christian joy hope faith april stars sol paris texas"
    ),
    "hate": _set("summer winter autumn art may will red blue rain april paris max"),
    "miss": _set("summer winter autumn art hope joy april"),
    "call": _set("grace chance hope honor case"),
    "kid": _set("will may"),
    "girl": _set("will may"),
    "boy": _set("will may"),
    "dude": _set("will may"),
    "ur": _set("happy hope faith joy art best grace max heart honor destiny karma true"),
    "poor": _set("art faith hope"),
    "beat": _set("max red"),
    "hit": _set("max red mark may"),
    "hey": _set("happy will may"),
    "fuck": _set("art hope karma faith summer winter"),
    "friend": _set("will may"),
    "crush": _set("will may"),
    "ex": _set("will may"),
    "bro": _set("will may art"),
    "tell": _set("true"),
    "sorry": _set("will may"),
    "amo": _set("sol mar luz paz"),
    "odio": _set("sol mar luz"),
}
WITH = _set(
    "make let help watch made heard with w by from and n for about against saw seen y con para de a contra vi know knows like without between see watch w/ than e that this"
)
ACTS = _set("""
is was isnt wasnt isn't wasn't said says told tells keeps kept has had got gets did does didnt doesnt didn't doesn't brought brings wants needs
knows thinks hates loves likes posted sent texted called hit punched pushed jumped took stole made started threatened wrote went came lives goes
looks looked seems says wont won't cant can't better ur youre u you'd deserves cried cries cut cuts asked showed shows walks walked sits sat hid
gave gives talks talked put ran tried tries laughed laughs saw left leaves blocked unfollowed beat fights fought shoved kicked slapped spit bullied
bullies dies died moved dm'd dmed ghosted n and aint ain't used kissed cheated lied snitched broke screamed yelled spread hurt ruined wore
dijo dice dijeron trae anda esta está es era fue tiene quiere va vino viene hizo hace le lo la se me te y no ya subio subió grabo grabó pego pegó
golpeo golpeó amenazo amenazó robo robó sabe vive lleva mando mandó escribio escribió llora lloraba empujo empujó estaba puso trajo habla deja dejo
dejó siempre nunca tambien también cree piensa insulta molesta burla grita grito gritó
""")
# Names that are everyday words: "will is" and "hope he" need more than a neighbour.
HARD_ENGLISH = _set("""
amber america angel april archer art asia august austin autumn azul bear beau belle berry bill bishop
blessing bliss blue buck bud buddy carolina case cash chance chase china chip christian clay cliff colt
dakota dale dallas dean denver don dot drew duke earl ed faith fe fisher fleur forest fox frank gal gene
georgia german ginger grace grant gray grey gunner guy happy harmony haven heaven holly honesty honor hope
houston india iris jade jean jesus jet journee journey joy june justice karma kenya king kit lance lane leaf
lee legend liberty link london luna mac major mar march mark max may mercy miles misty montana moon noble
olive page paris pat paz pearl penny phoenix poppy porter prince princess queen rain ray red rich river rob
rod roman rome royal ruby rusty saint sal sandy skip sky sol star storm stormy sue summer sun sunny tre
trinity trip tripp true turner ty vale violet virginia wade will win winter wolf
""")
HARD_SPANISH = _set("""
abril alba alegria alma angeles aurora azul bella blanca caridad celeste cielo clara consuelo cruz dale
dolores domingo don ella esperanza estrella fe feliz flor gloria gracia jesus julio lana leo leon linda
lucero luna luz mar margarita mari max mercedes mia milagros nena nieves paz perla pilar reina remedios rey
rosa rosario sal salvador santos socorro sol soledad vale victoria
""")
# Things that are said to be or have something; only speaking makes a person of them.
THINGS = _set("""
ace america april archer art asia august autumn azul baby bear berry bishop blue buck bud buddy cali
carolina case cash chance china chip clay cliff colt dakota dale don duke dusty ed fe fisher forest fox
georgia german gray grey gunner guy happy haven heath heaven honesty honor india jet journee journey june
justice karma kenya king kit lane leaf legend liberty link london luck mac major mar march may misty montana
moon neo nova ocean page paris paz porter prince princess queen rain red river rock rocky roman rome royal
rusty sage saint sal sky sparrow star stone storm stormy summer sun sunny trip tripp true turner ty vale vic
virginia will win winter wolf zen
""")
HARD_NOT = _set("""
is was get has had got and n me be u you we not y no es se lo la le me te it i they the a su mi en de que va era fue esta ur her his beat hit cut better
used hurt put left made needs ran gets broke looks did does hace wont cant isnt
""") - _set("is was said has had got did")
HARD_IN_LISTS = _set(
    "will may mark hope art chance true red blue win rich happy just page case don ed ty u vale dale sal mia ella mar fe linda feliz max cash ace justice honor"
)
DETERMINERS = _set(
    "the a an my your ur this that no some his her any every good bad of our their these those each little more such the much many lots un una el la los las mi tu su este esta ese esa al del mucha mucho tanta tanto que in"
)
PLACE_PREPOSITIONS = _set("in near at to from en")
CITIES = _set("""
austin dallas houston denver phoenix madison jackson savannah brooklyn paris london rome florence vienna sydney memphis virginia georgia carolina dakota montana
america asia kenya israel india china lincoln jefferson kennedy houston cali trinidad florencia valencia santiago leon milan guadalupe chelsea victoria orlando
nevada washington monroe franklin roosevelt roman easton aurora troy dublin jordan
""")
CAPITAL_WORDS = _set("""
god jesus christ christian may april june august march july january summer winter autumn german christmas america american asia paris london texas austin dallas houston denver phoenix
georgia virginia carolina dakota montana nevada kenya israel india china will legend savannah memphis rome trinity lincoln jefferson kennedy cash max victoria
angeles cruz sol salvador roman pilar
""")
TIME_WORDS = _set("april june may august summer winter autumn march abril julio agosto domingo")
# Weak names that stay words unless a cue speaks for them; the rest of the weak list counts without one.
AMBIGUOUS = _set("""
hunter ace aj al ale bea bee bj bo brook cali candy charity chastity chato cj clarity cloud coral cristo dawn dj
dorado dusty east easton eden edge ember emerald encarnacion eve fer flaco ford fred gage gil gordo heath
ivory ivy jackson jazz jefferson jj job judas kc kennedy kj lincoln lyric macho madison malva maverick
melody memo memphis milan mirage mj mo modesty moe mon nacho neo nova ocean orlando patience pj presley
prudence ridge rio rocky rose rye sage scout serenity sierra sparrow sterling stone temperance timber tj
toro val valentine valor van vida ward west willow woody wren zen zion
""")
ASKS = _set(
    "can could should is isnt isn't was wasnt did didnt does has where's wheres hows how's who's whos why's where"
)
KIN = _set(
    "ex friend brother sister bro sis cousin boyfriend girlfriend bf gf bestie mom dad neighbor teammate roommate amigo amiga hermano hermana primo prima novio novia"
)
THEY = _set(
    "are r were both keep kept said got told me son estan están andan dicen hicieron were always have had think hate love posted jumped beat fought dijeron van se"
)
SPANISH_BEFORE = _set("a con la el y de para por soy eres dile oye hola que contra pinche e")
SPANISH_NOUNS = _set("""
sol mar luz paz esperanza cielo alma alba estrella rosa reina rey perla flor azul celeste linda bella blanca clara victoria gloria gracia fe soledad caridad luna
domingo mia ella dale vale sal lana leo nena mari abril julio alegria cruz leon salvador santos nieves pilar consuelo socorro remedios rosario german roman america
asia norma olga dan sean ida tia mira ron eden mora lea max job angel max vida van era ora cristo gordo chato flaco macho toro  chava nina tara
""")
SPANISH_NAMERS = _set("dile diles avisenle soy llamo llama digan")
VOCATIVE_AFTER = _set(
    "u ur you ya stop pls plz please why shut leave watch bro bruh come dont don't if i im ill fuck go tell eres deja ya por te cállate callate youre"
)
VOCATIVE_BEFORE = _set(
    "u you bye ok again already lol bro please pls sorry me thanks ya adios hola night luck love it now eh guey wey te tonta tonto day morning birthday"
)
AFTER_NAME = _set(
    "from at in who that he she they when if to for w with on de en que cuando n and y or o but pero bc"
)
SAYS = _set(
    "said told keeps threatened posted punched texted brought dijo dice says jumped stole slapped pegó subió wrote trae anda"
)
BELONGS = _set(
    "mom dad moms dads mother father brother sister bro sis house locker phone car gf bf girlfriend boyfriend cousin backpack desk parents party truck room story snap insta page friends ex"
)
SOFT_SURNAMES = _set("""
may best good love long short gay little house day black white young own case gay english french park church rush power powers banks wall walls best early much hope just back bean
bird bush cut cross down english fair fine free game great hand heart high hot ice jump justice key last late law light lock man mean moody must night old
page pace poor post power price pride race rail rain ray rich savage self sharp sick song still summer swift tall top town true truth war way wise wild worth flowers star
 dale  may mia es la leal sal va lee vale grace will mark don ella case max art
""") - _set("lane")
PARTICLES = _set("de la del los las van von der bin al da dos y san st")
AND = _set("and n & y e or nd o")
NEVER = _set("""
i ok lol god  bro sis ngl idk lmao instagram snapchat tiktok discord whatsapp twitter facebook youtube roblox google netflix christ santa insta snap
english spanish math maths algebra biology chemistry history french latin pe gym ap sat monday tuesday wednesday thursday friday saturday sunday glock remington beretta ruger
colt uzi draco taurus covid halloween christmas xmas easter hanukkah ramadan kwanzaa thanksgiving texas california florida mexico chicago america usa
xanax percocet fentanyl adderall mcdonalds starbucks walmart target wendys dennys chipotle nike adidas iphone xbox playstation nintendo
fortnite valorant minecraft toyota honda ford chevy nissan tesla  bmw said  said  stop
everyone someone nobody anyone ppl yall everybody anybody us them him her me u you it that this
""") - _set("ford")
PLACE_BEFORE = _set(
    "san santa santo saint st fort ft port lake mount mt ciudad cd villa los las puerto north new east west south "
)
PLACE_AFTER = _set(
    "wesson county city tx texas park stadium mall hospital ave avenue street st road rd blvd isd high middle elementary academy beach island springs heights"
)
NOT_PERSONS = frozenset(
    {
        ("smith", "wesson"),
        ("martin", "luther"),
        ("luther", "king"),
        ("king", "jr"),
        ("cinco", "mayo"),
        ("romeo", "juliet"),
        ("juliet", "romeo"),
        ("ciudad", "juarez"),
        ("benito", "juarez"),
        ("uncle", "sam"),
        ("harry", "potter"),
        ("charlie", "brown"),
        ("santa", "claus"),
        ("don", "t"),
        ("johns", "hopkins"),
        ("que", "pena"),
        ("da", "pena"),
        ("virgen", "maria"),
        ("ave", "maria"),
        ("mary", "jane"),
        ("oscar", "mayer"),
        ("jack", "daniels"),
        ("johnny", "cash"),
        ("trader", "joes"),
        ("papa", "johns"),
        ("jimmy", "johns"),
        ("air", "jordan"),
        ("average", "joe"),
        ("george", "floyd"),
        ("tommy", "hilfiger"),
        ("calvin", "klein"),
        ("amber", "alert"),
    }
)
NOT_POSSESSIVE = _set("dennys wendys jordans jimmys levis mercedes texas paris james")
# Things that take an article: without one ("about river") they are names.
COUNTED = _set("""
river page king prince princess queen hunter chase star forest wolf bear fox bishop archer fisher porter turner
duke lane leaf cliff brook dean stone colt buck bud buddy jet angel jewel ridge haven legend saint major trinity
genesis sage meadow phoenix
""")
# What an unknown word before it does, it does as a person.
DID = _set("""
took made stole told started went hit pushed kicked punched shoved tripped spit grabbed broke snitched ghosted
blocked left came ran cried hates loves bullies gave showed lied cheated slapped jumped smacked spread wants needs
thinks knows laughed called asked sat walked hurt did got
""")
NICKNAMED = _set("lil big young yung")
# Everyday Spanish words that are names only after an introduction.
SPANISH_SPEECH = _set("vale dale mira mia ella sal dan sean lee van era domingo fe ida tia ron ora job")
# After "why is" or "can", only people are or do these.
BEHAVES = _set("""
always stop staring crying being acting still mad ok okay gonna lying looking posting talking texting following
hiding ignoring laughing alright fighting
""")
