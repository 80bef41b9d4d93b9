"""Names that are also words, things, months or places, and what is never a person. Keys are folded (words.fold)."""


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


# Names that are everyday words: "will is" and "hope he" need more than a neighbour.
HARD_ENGLISH = _set("""
addy mads amber america angel april archer art asia august austin autumn azul bear beau belle berry bill bishop
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
addy mads van ace america april archer art asia august autumn azul baby bear berry bishop blue buck bud buddy cali
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
SPANISH_NOUNS = _set("""
sol mar luz paz esperanza cielo alma alba estrella rosa reina rey perla flor azul celeste linda bella blanca clara victoria gloria gracia fe soledad caridad luna
domingo mia ella dale vale sal lana leo nena mari abril julio alegria cruz leon salvador santos nieves pilar consuelo socorro remedios rosario german roman america
asia norma olga dan sean ida tia mira ron eden mora lea max job angel max vida van era ora cristo gordo chato flaco macho toro  chava nina tara
""")
SOFT_SURNAMES = _set("""
may best good love long short gay little house day black white young own case gay english french park church rush power powers banks wall walls best early much hope just back bean
bird bush cut cross down english fair fine free game great hand heart high hot ice jump justice key last late law light lock man mean moody must night old
page pace poor post power price pride race rail rain ray rich savage self sharp sick song still summer swift tall top town true truth war way wise wild worth flowers star
 dale  may mia es la leal sal va lee vale grace will mark don ella case max art le
""") - _set("lane")
NEVER = _set("""
i ok curp rfc nss ine dni imss ssn lol god  bro sis ngl idk lmao instagram snapchat tiktok discord whatsapp twitter facebook youtube roblox google netflix christ santa insta snap
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
# Everyday Spanish words that are names only after an introduction.
# "A mia", "de lunes a domingo": no persons.
AFTER_A = _set(
    "mia ella domingo abril julio mar dale vale era max job mira ron dan sal lana leo lea ida tia van ora"
)
SPANISH_SPEECH = _set("vale dale mira mia ella sal dan sean lee van era domingo fe ida tia ron ora job")
NOT_NICKNAMES = _set("""
a an the that names out up ugly fat gay stupid dumb slow weird trash mean crazy on in to back over every all when if my his her so and but at by
q que gorda gordo fea feo puta puto loca loco cosas de a las los todos muchas muchos mil tonta tonto rara raro naco naca india indio nada eso asi y
names slurs racist racial retarded retard slut whore bitch hoe loser thing things something stuff daily again constantly now tomorrow tonight today
""")
