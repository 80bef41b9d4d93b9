"""What only persons do, feel and own: the word tables behind clauses.py. Keys are folded."""


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


# Finite forms only: after one of these stands no modal "will" and no wish "hope".
HUMAN_VERBS = _set("""
accused admitted annoys answered argues argued apologized asks asked ate attacked avoids bailed banned barked beats begged
bit bites blamed blames blocked blocks body-shamed bothers bought breathes broke brought brings bullied bullies bumped
calls called canceled cancelled came cares carries carried catfished chased chases cheated cheats choked chokes claims
claimed clowned clowns complains copied copies cornered cried cries cussed cusses cuts cyberbullied danced dared dared
deleted deletes denied deserved deserves did didnt didn't disappeared dissed ditched does doesnt doesn't dmed dm'd doxxed
dragged draws drew drinks drives dropped drove drinks eats embarrassed exposed faked fakes feels fell felt fights filmed
flashed flexed flipped followed follows forced forgot fought found freaked gave gets ghosted gives glared goes got
grabbed grabs groped grounded hacked had hangs harassed harasses has hasnt hasn't hated hates heard helped helps hid hits
humiliated hugged ignored ignores insults insulted invited joined jokes joked jumped keeps kept kicked kicks kissed kisses
knew knocked knows laughed laughs leaked learned leaves left liked likes lied lies listens listened lives looked looks
loses lost loved loves made makes makes messaged mocked mocks moved nudged needs never oughta outed overdosed owes pantsed
passed pays picks picked planned plans played plays pointed posts posted pranked prays prays pretended pretends promised
promises pulled punched punches pushed pushes puts quit ran ratted ratted reads realized recorded refused refuses remembers
reported ripped roasted rolled ruined runs said sang sat saved saw says scared scares screamed screams screenshotted seems
sent sends shaved shoots shot shoved shoves showed shows shut sings sits skipped slammed slapped slaps sleeps slid smacked
smashed smells smiled smiles smokes smoked smoked sneaked snitched snitches snuck sold spat spit spits spread spreads
stabbed stalked stalks stands stares stared started starts stays stayed steals stole stood stops stopped stuck sucks sued
swears swore switched takes talks talked taunts taunted teased teases tells texted texts thinks thought threatens
threatened threw throws told took touched touches touched trashed tricked tried tries tripped trips trusted turned
uploaded used vapes vanished wants wanted walked walks wants warned wears went whispered wishes wins won wore works worked
wrote writes yanked yelled yells put cut hit let hurt
gotta gonna finna boutta tryna deadass dont don't wont won't wouldnt wouldn't cant can't couldnt couldn't shouldnt hadnt
""")
# With "is" or "was" before them, only a person is or does these.
HUMAN_STATES = _set("""
mean fake mad sad crazy weird annoying rude jealous evil toxic ugly fat gay trans bi single popular quiet shy scared lying
crying telling talking saying acting being staring laughing posting texting spreading calling following bullying threatening
planning bringing waiting making fighting hiding cutting hurting failing skipping sitting sending dating using doing trying
asking looking begging suicidal depressed bleeding suspended expelled grounded absent obsessed pregnant drunk high
literally lowkey such dumb stupid annoying delusional innocent nice sweet kind pretty cute hot short skinny lonely sick
my our ur the a her his mine psycho dead gone missing hospitalized transferring moving leaving coming gonna finna boutta
who not always never so still just
""")
SURE_STATES = HUMAN_STATES - _set(
    "crazy sad hot short sweet kind pretty nice sick dead gone coming gonna the a not always so still just my our ur mine leaving moving "
    "her his high toxic weird annoying dumb stupid lowkey literally such who never failing evil using looking making single boutta finna quiet"
)
ADVERBS = _set(
    "deadass literally always really just still rly lowkey also even actually finally basically straight probably prob only already "
    "honestly fully legit def definitely once prolly almost accidentally randomly jus both rlly highkey dead jus rllyy stay lowk so fully"
)
# After "would" and its like; things do not do these.
HUMAN_BASE = _set(
    "say tell do think want know lie cry hurt hit text post ask stop leave help try care talk fight kill bring act laugh hate love like apologize "
    "snitch steal send show shut let listen answer look make even ever never"
)
BASE_TOO = _set("put cut hit let hurt quit shut")
WOULD = _set("would could should wouldnt wouldn't might will can")
SEEN = _set("saw seen see heard watched caught found made let seeing")
SEEN_DOING = _set(
    "w with crying walk walking get getting at by alone sitting hiding fighting cry smoking vaping kissing talking cheating cutting in do doing"
)
# "nobody likes hope": who feels it, what they feel.
FEELERS = _set("he she they nobody everybody everyone noone people ppl yall who u")
FEELS = _set(
    "like likes love loves hate hates miss misses liked hated loved trust trusts want wants ignore ignores bully bullies"
)
ENDS = _set("but so and n bc cuz because fr anyway lol tho though idc ngl or when")
# A clause begins after these, so what follows is its subject.
CLAUSE = _set("""
if when bc because cuz cus coz cause that and n but so or why how time once after before since while until till like then
plus omg lol lmao bro bruh fr ngl tbh yall nah ok okay well idk yo honestly swear heard think thinks thought say says said
knows know bet everytime apparently guys dude wtf update ugh pls also now today hope wish wonder idc istg smh hey news did believe sure bet ig figured
does is was has can could should will would where whats what anyways anyway whether unless everyone yeah yea no lowkey literally
que y si porque pq cuando pero oigan oye wey guey jaja jajaja ya hoy ayer q xq donde como creo dicen segun neta aunque pues no
cada vez supe
""")
# A name may follow this preposition only after these words.
GOVERNED = {
    "of": _set(
        "pic pics picture pictures video videos vid vids photo photos fun friend friends scared afraid jealous fan screenshot screenshots "
        "nudes clip clips proof rid care front instead because cuz group speaking out some none half most hate brother sister mom dad page acc"
    ),
    "at": _set(
        "mad laughing laughed laugh yelling yelled yell looking looked look staring stared stare barking bark screamed screaming swung swing throwing threw pissed angry coming pointing pointed spit spat upset"
    ),
    "to": _set(
        "said lied lie lies talk talks talked talking spoke speak speaking apologize apologized apologise happened happens happening nice rude mean did do does done doing "
        "wrote listen listens sent send sends next close closer listening married related bday birthday happen say what something shoutout belongs sorry explain reach"
    ),
    "for": _set(
        "bad sorry worried worry pray praying prayers pray prayer cover vote waiting wait lookout looking justice fell fall looks happy proud scared vouch signed ready this"
    ),
    "from": _set(
        "away text texts message messages msg dm dms call screenshot screenshots letter note notes pic got stole took far hear heard apology snap snaps note word"
    ),
    "on": _set(
        "crush cheated cheating spit spat picked picking picks pick snitched snitch told tell ratted hitting hate check checked checking stepped lean step fight mess jumped"
    ),
    "about": _set(
        "page rumors rumor rumour rumours lies truth post posts story song shit stuff things talking talk talks joke jokes worried news hear heard know knew told said ask asked thinking care tea lied"
    ),
    "abt": _set(
        "page rumors rumor lies truth post posts posted story shit stuff things talking talk joke jokes worried news hear heard know knew told said ask asked thinking care tea lied posting"
    ),
    "behind": _set("sits sit sat stood walking walked"),
    "with": _set(
        "fw dating date sleeping slept fight fights fighting beef beefing broke breaking mess messing messed talking talk alone hang hanging hung partners paired sat sit sits sitting friends up out goes happened matter wrong deal partner problem problems home obsessed leave left"
    ),
    "w": _set(
        "fw dating date slept fight fights fighting beef beefing broke breaking mess messing messed talking talk alone hang hanging hung partners paired sat sit sits sitting friends up out goes happened matter wrong deal partner problem problems home obsessed project"
    ),
    "like": _set("look looks act acts sound sounds someone ppl people kids guys girls"),
    "by": _set(
        "bullied hit slapped punched pushed jumped threatened stalked harassed groped assaulted attacked made run sent written touched blocked ignored ghosted"
    ),
    "a": _set(
        "dile diles digan diganle digale preguntale pregunten conoce conocen conoces vi vio vieron viste extraño extraña amo odio odian odia quiero quiere ayuden ayuda ayudar busco buscan "
        "saluden saluda defiendan dejen deja dejar golpeo golpearon pego pegaron pegan madreo madrearon empujo empujaron amenazo amenazaron molestan molesta hablale hablenle escuchen "
        "insultan insulto reporten reporta bloqueen funen funar grabaron grabo corrieron cuiden mataron matar matare llevaron acusaron culpan hizo hicieron paso pasa perdoname esperar buscar paz crean crees creas cree"
    ),
    "de": _set(
        "burla burlan burlarse burlaban burlo rie rien reian foto fotos video videos culpa cumple hermana hermano mama papa amiga amigo novia novio prima primo tia tio harto harta amigas amigos casa acuerdan grupo favor atras lado parte habla hablan hablando lockker locker mochila hijo hija celular numero chisme chismes"
    ),
    "con": _set(
        "hablar habla hablen hablo pelear pelea peleo anda juntas junta junto juntarse meto meten metan metas cuidado vas va voy fui salio sale amigas amigos estaba estan sentada sentado novios hable platico equipo"
    ),
    "por": _set("culpa oren recen oremos recemos preocupada preocupado"),
}
PRONOUNS = _set("his her their my our ur i me u she he they su sus mi mis yo tu ella el esa ese")
OWNED = _set("""
mom dad moms dads mother father brother sister bro sis house locker phone car gf bf girlfriend boyfriend cousin backpack desk
parents truck story page ex number hair face friend friends bday birthday party room funeral family bestie crew bag lunch desk
jacket hoodie shoes account acct insta snap post posts name life death fault mama grandma grandpa uncle aunt stepdad stepmom
bedroom dog apartment crush girl boy group squad chair seat bike body
""")
# Object clitics: "victoria me amenazo", "a milagros le quitaron".
CLITICS = _set("me nos le les te se lo la los las")
SPANISH_ACTS = _set("""
dijo dice dijeron decia trae trajo anda andaba tiene tenia quiere queria va vino viene hizo hace subio grabo pego golpeo amenazo robo sabe
vive lleva llevaba mando escribio llora lloro lloraba empujo estaba puso habla hablo dejo siempre nunca cree piensa insulta insulto molesta burla grita grito
esta es era fue no ya tampoco tambien nomas solo ni sigue juega jugo falto falta salio sale entro llego llega perdio murio corto corta
quedo sento conto cuenta publico pone compro vende esconde escondio jala jalo avento tiro rompio rayo pasa paso dio da vio mira miro
merece necesita puede podria debe deberia odia ama cae cayo cuida ayudo defiende anduvo platico invento miente mintio acosa acoso toca toco
""")
NOT_THINGS_DO = _set(
    "es era fue esta estaba no ya siempre nunca sigue va viene pasa paso falta da cae sale llega solo ni tambien puede hace queda lleva toca tiene vale"
)
