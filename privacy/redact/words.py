"""Ordinary words of English and Spanish chat, and how a post is cut into words.

The lists say what cannot be a name although a cue stands before it ("tell everyone", "soy nueva").
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from privacy.redact.vocabulary import ENGLISH_CHAT, SPANISH_CHAT

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_LONG_TAIL = re.compile(r"(.)\1{2,}$")


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


ENGLISH = _set("""
a about above abt ac actually after af afraid again against ago aint ain't alive all alone already alr also always am amp an
and another any anybody anymore anyone anything anyway anyways are arent aren't around as ask asked asking asks
ass asshole at ate aunt away awful b baby back bad band bathroom bc be beat because bcuz bcz bed been before behind being
believe best bet better between big bio bitch bitches bit bitchass block blocked blood body boi book bored both bother boy boyfriend boys bring bringing brings bro
broke bros brother bruh bud bully bullied bullies bunch bus but butt by bye call called calling calls came can cant
can't care cares cause cheat cheer child class classes classmate clown clowns coach coaches college come comes coming cops could couldnt
couldn't counselor counselors cousin crazy crush cry crying cuz cut cute cutting d da dad dang day days dead deadass dear death depressed der did
didnt didn't die died dies district dm do does doesnt doesn't dog doing done dont don't door down drop drunk dude dudes dumb dumbass dun during
dying each early eat either else em ever every everybody everyone everything ex exactly eyes face fact fag fake
fam family fat fault feel feeling feels few fight fighting fights fine finally first fk fkn follow food for fr freak freaking freshman freshmen friday friend
friends from fuck fucked fuckin fucking fucks full fun funny gang gave gay gc gets getting get girl girlfriend girls give gives giving glad gm gn
go god goes goin going gon gone gonna good goodbye goodnight got gotta grade great grown guess guys gym h ha had haha hahaha half hall
hand happened happy hard has hasnt hasn't hate hated hates have havent haven't having he head hear heard heart hell hella hello help helped her here hers
herself hey he's hes hi high him himself his hit hmu ho hoe home homework honestly hot house how hows huh hurt hurts hurting i ic id
idc idek idfk idiot idiots idk if ight ig ihy ill i'll ily im i'm imma ima in insane instagram insta into is isnt isn't it
its it's itself i've ive jail janitor jk job juniors just jus k keep keeps kept key kid kids kill killed killing kills kinda kind knew know
knows kms kys l lady lame last late later laugh leave leaves leaving left legit lemme less let lets let's liar lie lied lies life like liked
likes lil literally little live lives living lmao lmaoo lmfao lol lonely long look looking looks lose loser losers lost lot lots love loved loves low
luck lucky lunch luv m mad made make makes making man many matter me mean meanie means meet men mental mentally mess messed middle might mine miss mom moment
monday money mood more morning most mother mouth move much mum must my myself n na nah name names near
need needs neighbor nerd never new next ngl nice night no nobody none nope nor not nothing notice now nowhere number nuthin o of off
offended officer officers ofc og oh ok okay old omfg omg omw on once one ones online only oof op or other others our ours out outside over
own p page pain pals parents part party past pathetic people peeps ppl periodt person phone photo pic pick pics piece pissed place
plan play please pls plz plus point police poor popular post posted posts pray praying pretty principal prob probably problem proof
promise proud psycho pussy put q question quiet quit r rat read ready real really rd remember report rest retard ride right rip rlly rly rn room
rude run rs s sad safe said sake same saturday save saw say saying says scared school schools sec see seen self send senior seniors sent
seriously serious shall she shes she's shit shits shoot shooter shooting should shouldnt shut sick side simp since sir sis sister sit skinny skip slay sleep slut slow smh smth snap snapchat snitch snitches
so sobbing some somebody someone something somethin somewhere son soon sophomore sorry sports staff stab stalker start started starting
stay staying still stop stopped story straight strangers str student students stuff stupid suck sucks suicide suicidal sunday super sure survive
swear t take taking talk talkin talking talks tbh tea teach teacher teachers team tell telling tells text texted texting than thank thanks
thankful that thats that's the their them then there theres there's these they theyre they're thing things think thinking thinks this
tho those though thought through thru thursday thx tik tiktok til till time times tired tmr tmrw to today together told tomorrow
tonight too took top totally toxic trans trash tried truth try trying tryna tuesday tweet tw twice twitter two u ugh ugly ull um uncle under
unless until up upset ur urself us use used uu very vibes video w wait waiting walk wanna want wanted wanting wants warning was wasnt wasn't watch watching way
we weak wears wednesday week weeks weird weirdo well went were werent weren't what whatever whats what's when where wherever which while who whoever whole
whore whos who's whose why wild wish with without wo woman women wont won't word work world worried worry worse worst worth worthless would
wouldnt wrong wtf wya x xd y ya yall y'all yaya yea yeah year years yep yes yesterday yet yo yoo you youll young your youre you're yours yourself youtube
youve yup z zero january february march april june july august september october november december mr mrs ms dr admin admins
american mexican black white asian hispanic latino latina muslim jewish christian bi lesbian straight lgbt swat cops ems nurse therapist
parent mama papa mommy daddy grandma grandpa auntie abuela abuelo bestie besties homie homies fool fools sophomores eighth
seventh sixth grader graders substitute sub subs librarian driver security bday smth sumn sum1 lowk lowkey highkey finna boutta bouta gtfo stfu prolly tryin sayin lookin talkin fr istg ong icl nvm pov hbu wbu wyd wdym abt smb sb somebodys everyones insane mfs mf mfers goofy goofball aura rizz sigma skibidi gyatt bet sus mid delulu cringe based ratio teh wat wut dat dis dem dey tha thru gud luv kno noe hav wen wher cus coz cos tmw tmmr tonite nite yest recess snack guard guards goon opps opp
discord facebook roblox fortnite netflix spotify reddit valorant minecraft telegram whatsapp google
anorexic bipolar autistic broken numb exhausted heartbroken fatass bffs bff sry gng twin chat chatgpt siri alexa insta
""")

SPANISH = _set("""
a abajo abuela abuelo aca acaba acaso adios adonde afuera agua aguanta agua ah ahi ahora ahorita al algo alguien alguna algunas alguno algunos alla alli
alto alumna alumnas alumno alumnos amiga amigas amigo amigos amiguis amor ando anda andan andas antes anoche aqui aquel aquella arriba asco asi asesino asi asco asustada asustado aun aunque ayer ayuda ayudame
ayudenme baja banda baño baños barrio bastante bb bebe besos bien bn boba bobo bonita bonito bronca buena buenas bueno buenos burla burlan burlas buscando c cada cae cállate
callate calle cama cambio cansada cansado cara carnal carro casa casi caso celular chale chava chavo chica chicas chico chicos chido chinga chingados chingar chismosa
cierto clase clases claro cole colegio come comida como compa compas compañera compañeras compañero compañeros con conmigo consejera conoce conocen contigo contra correcto corta corto cosa cosas crees creo cual cualquier
cualquiera cuando cuanto cuarto cuate cuates cuenta cuento cuerpo cuidado culera culero culpa culpable cuñada cuñado cursos d da dan dar das de debe deben debo decia decir deja dejan dejen dejar dejo del demas dentro depre deprimida desde despues dia
dias dice dicen dices diciendo dije dijeron dijo dile diles dinero dios director directora dm dolor donde dos doy droga duele dueño e eh el ella ellas ellos
emo en encima enemiga enemigo enemigos enferma enfermo enfrente entonces entra entrada entre era eramos eran eres es esa esas escuela ese eso esos espera esposa esposo esta estaba estaban estamos estan
estar estas este esto estos estoy estudiante estudiantes estudio estupida estupido ex f falsa falso familia favor fea feas feliz feo feos fiesta fin foto fotos fue fuera fueron fuerte
fui gay gatos gano ganas gente gorda gordo gracias grado grande grupo guapa guapo guey güey gustan gusta ha haber habia habla hablan hace hacen hacer haces haciendo hago han haora hartas harta harto has hasta hay haya hdp hecho hermana hermanas hermanita hermanito
hermano hermanos hija hijo hijos hizo hola hombre hora horas hoy huevos i idiota idiotas igual imbecil inutil iba insta invisible ir iré j ja jaja jajaja jamas jefa jefe jovenes jueves juro k la
lado las le les les llama llaman llegar lleva llevan llora llorando llorar lo loca loco los luego lugar lunes lunes m mal mala malas maldita maldito malo malos mama mamá man mañana mano maestra maestras maestro maestros
martes mas mata matar matarme matarte matarlo mataron me media mejor menos mensaje mensaje mentira mentirosa mentiroso menor mesa meses mes metan mi miedo mierda mientras mierda miercoles mil mio mios mira miren
mis misma mismo momento morir morirme morirse morra morras morro morros mucha muchas mucho muchos muere muerta muerto muertos mujer mundo muriendo muy n na naco nada nadie ni niña niñas niño niños no noche nomas nombre noo nos nosotros novia
novio nueva nuevo nuevos nunca o ojala ojos okay ok ola oigan otra otras otro otros oye p pa papa papas para parece parque parte pasa pasado pasando paso pato pedo pega pegan pegar pegaron pegó pego pena pendeja pendejo
pendejos pensar peor perdi perdon perdi perdona pero perra perro perros persona personas pinche pinches piensa piso pobre poco pocos policia policias por porfa porfavor porq porque pq presta prima primas primer primera primero primo primos prof profa
profe profes profesor profesora profesoras profesores problema problemas pronto prueba publica puede pueden puedes puedo puerta pues pura puro puta puto putos q que quedo quemar quien quienes quiere quieren quieres quiero quisiera quite rara raro
rato razon realmente recreo responde rico risa sabe saben sabes sabia sale salen salida salio salon san sangre santa se sea sean secundaria segundo seguro semana sepan ser seria serio si sido siempre siendo siento siente siga simple sin
sola solas solita solito solo solos somos son soporto soy su suicida sus suya suyo sábado sabado tal también tambien tampoco tan tanta tantas tanto tarde te tener tengan tengo ti tia tias tiempo tiene tienen tienes tio tios tmb toca toda todas todavia todes
todo todos tonta tonto tontos trae traen traer tras triste tristes tu tus tuvo un una unas uno unos usa usted ustedes va vale valgo vamos van varias varios vas vato vatos vaya vecina vecino ven venga venganza veo ver
verano verdad verga vergüenza vez veces vida viejo viene vienen viernes viste visto viva vive viven vivir vivo voy vuelve w wey weyes wtf x xfa xd xfavor xq y ya yo yoo zorra enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
domingo director subdirectora subdirector prefecta prefecto conserje orientadora psicologa psicologo doctora doctor señora señor señorita joven muchacha muchacho mexicana mexicano dueña bully
tiktok instagram facebook whatsapp face whats facu mexico ciudad colonia centro primaria prepa preparatoria kinder uni estudiar cancha patio pasillo biblioteca escuelas
""")

_EN_MARKS = _set("""
the and you i im i'm my is are was he she they to of for it its that this with have just don't dont at on up so we
not in by as an or when then there has had all some because more been any asked go one said not what who your ur u his her him them me be if do did will cant can't get got from out no about when lol bro like
""")
_ES_MARKS = _set("""
el la los las que q de en y me mi es un una por con no se lo le les te su sus al del para pero como ya muy mas esta está estoy
soy eres yo tu todos todo nadie porque si son hay quiero voy va van porfa mañana hoy ayer nos dile esto eso esa ese qué más
""")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: code points [start, end), without a possessive 's."""

    start: int
    end: int
    key: str
    capital: bool
    possessive: bool


def fold(word: str) -> str:
    """Lower case without accents (ñ stays), curly apostrophes straight, "tylerrr" as "tyler"."""
    lowered = word.lower().replace("’", "'")
    if not lowered.isascii():
        parts = (c if c == "ñ" else unicodedata.normalize("NFD", c)[0] for c in lowered)
        lowered = "".join(parts)
    return _LONG_TAIL.sub(r"\1", lowered)


def words(text: str) -> list[Word]:
    """The words of a text in order; digits and underscores end a word."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        possessive = end - start > 2 and text[end - 2] in "'’" and text[end - 1] in "sS"
        if possessive:
            end -= 2
        raw = text[start:end]
        found.append(Word(start, end, fold(raw), raw[0].isupper(), possessive))
    return found


def is_spanish(found: Sequence[Word], lang: str | None) -> bool:
    """Which language's rules lead. The words decide; the source's claim decides a draw."""
    english = sum(word.key in _EN_MARKS for word in found)
    spanish = sum(word.key in _ES_MARKS for word in found)
    if english == spanish:
        return (lang or "").lower().startswith("es")
    return spanish > english


_ENDINGS = ("ing", "tion", "ness", "mente", "ando", "iendo", "cion", "ciones", "adas", "ados", "idos")
_VERB_ENDINGS = (
    "aron",
    "ieron",
    "aba",
    "aban",
    "amos",
    "emos",
    "imos",
    "arme",
    "arte",
    "arlo",
    "erme",
    "irme",
    "uvo",
    "uvieron",
)

# Verbs with pronouns behind them, and endings of Spanish nouns; no usual name ends so.
_SPANISH_TAILS = (
    *("enme", "enle", "enla", "enlo", "enles", "anme", "anle", "anla", "anlo", "ense", "anse", "melo", "mela", "selo", "sela"),
    *("arla", "arle", "erla", "erlo", "irla", "irlo", "arse", "erse", "irse", "ndome", "ndote", "ndose", "ndola", "ndolo"),
    *("iste", "aste", "astes", "aria", "eria", "idad", "ismo", "anza", "mos", "eron", "aban", "ados", "adas", "idas"),
)  # fmt: skip


def is_plain(key: str) -> bool:
    """An ordinary word of either language, by the lists and by endings that names do not have."""
    if key in ENGLISH or key in SPANISH or key in ENGLISH_CHAT or key in SPANISH_CHAT or len(key) < 2:
        return True
    if len(key) > 6 and key.endswith(_SPANISH_TAILS):
        return True
    if key.endswith(_ENDINGS) or (len(key) > 5 and key.endswith(_VERB_ENDINGS)):
        return True
    return key.endswith(("s", "d")) and (key[:-1] in ENGLISH or key[:-2] in ENGLISH or key[:-1] in SPANISH)
