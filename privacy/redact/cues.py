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
happy th
happy st
happy nd
happy rd
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
onda alv ntp animo disculpame felicidades invite invited tag unfollow ghosted dated kissed hugged shoutout thank
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
DETERMINERS = _set(
    "the a an my your ur this that no some his her any every good bad of our their these those each little more such the much many lots un una el la los las mi tu su este esta ese esa al del mucha mucho tanta tanto que in"
)
PLACE_PREPOSITIONS = _set("in near at to from en thru through")
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
# Words of English that are only names in Spanish.
SPANISH_SURE = _set("kike fer fran nando gil iris cj hunter")
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
PARTICLES = _set("de la del los las van von der bin al da dos y san st")
AND = _set("and n & y e or nd o")
# What an unknown word before it does, it does as a person.
DID = _set("""
took made stole told started went hit pushed kicked punched shoved tripped spit grabbed broke snitched ghosted
blocked left came ran cried hates loves bullies gave showed lied cheated slapped jumped smacked spread wants needs
thinks knows laughed called asked sat walked hurt did got
""")
NICKNAMED = _set("lil big young yung")
# After "why is" or "can", only people are or do these.
BEHAVES = _set("""
always stop staring crying being acting still mad ok okay gonna lying looking posting talking texting following
hiding ignoring laughing alright fighting
""")
# What they call somebody comes after these, whatever the word.
NICKNAMING = frozenset(
    {
        ("calls", "him"), ("calls", "her"), ("call", "him"), ("call", "her"), ("called", "him"), ("called", "her"),
        ("they", "call", "me"), ("all", "call", "me"), ("everyone", "calls", "me"), ("nickname", "is"), ("nicknamed",),
        ("le", "dicen"), ("les", "dicen"), ("me", "dicen"), ("le", "decimos"), ("lo", "apodan"), ("la", "apodan"), ("le", "apodan"),
        ("apodo", "es"), ("conocido", "como"), ("conocida", "como"), ("mejor", "conocido", "como"),
    }
)  # fmt: skip
MONTHS = _set("abril julio domingo")
