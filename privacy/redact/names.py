"""Given names that are also ordinary words or places: they need a cue beside them. Folded (words.fold)."""

from privacy.redact.given_names import GIVEN
from privacy.redact.surnames import SURNAMES, WEAK_SURNAMES


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


_OFTEN_NAMES = _set("""
abe abril ace ada aj al alba ale alegria ali alma amber america angel angeles april archer art asia august aurora austin autumn azul bambi bea bear bee bella belle berry bill
bishop bj blake blessing bliss blue bob bonnie brandy brisa brook brooklyn buck bud buddy cali candelaria candy caridad carter case cash celeste celestina cesar chance charity
chase chastity chato chelsea chico chip christian cielo cj clarity clay cliff cloud colt concepcion consuelo cooper coral cristo cruz crystal daisy dakota dale dalia dallas dani
dawn dean denver destiny dick dj dolores dom domingo don dorado dot drake dre drew duke dulce dusty earl easton ed edge elian ella ember emerald encarnacion ernie esperanza ester
estrella eve faith fe fer fern fisher flaco fleur flor florence ford forrest fox fran frank fred gage gal gene genesis georgia german gigi gil ginger gordo grace gracia gracie
grant gray guadalupe gunner guy happy harmony haven hazel heath heaven henri herb holly honesty honor hope houston hunter iris isa isla israel ivory ivy jackson jade jay jazz jean
jefferson jesus jet jewel jj jo joan job jordan josh journey joy judas julio junior justice karma kay kc kennedy kenya kike king kit kj lance lane leaf lee legend leia lily lincoln
linda lindo link liv london lou lucero luna luz lynn lyric mac macho madison mae major malva mar marcela margarita mari marin marina maris mark marshall marvel mason maverick max
may meg mel melody memo memphis mercedes mercy merry mia micha milagros milan miles mina mirage misty mj mo modesty moe mon montana moon moses nacho nando nena neo nevada nieves
nina noa noble noor norm nova ocean olive page paloma paris parker pat patience paz pearl penny pepe perry pet phoenix pierce pilar piper pj poncho poppy precious presley prince
princess prudence queen rain rainbow randy raven ray red reed reina remedios rex rey rico ridge rio river rob robin rocky rod roman rome rosa rosario rose rosy royal rubi ruby
rusty rye sage saint sal salome sami sandy santiago santos savannah scarlet scout serenity shea shelly sierra skip sky skye socorro sol soledad sonny sparrow star sterling storm
stormy sue summer sun sunny sydney tanner ted teddy temperance tiffany timber tj tori toro trace tre trinity trip tripp true tucker ty val vale valentine valor van vega vera vic
victoria vida violet virginia viv wade ward west will willow win winter wolf woody wren zee zen zion
""")

# Words, places and short forms first: without a cue they are not names.
WORD_NAMES = _set("""
tia addy mads ash benton blakely blessings boston bowie bren bristol brooks burke buster cairo candela carlyle carver cassia cassius cat chester chuck coco curt dara deacon decker deja
diamond dior divina dolly durga edison ellison ely emir ems erving fletcher flora foster franklin franky garfield garrison geronimo glen gonzo grady haily halley hamilton
hartley hayes hernando hillel holland indiana indie iver jagger jan japheth jc jihad joliet june justis justus kale kayo kern kip kitty knox lacy linzy lis loki lowell mack mads
mahad mali manda manning marily marlin marly marshal martins marty mavis medina melia milly miracle miri monroe myrtle nahum nan nana napoleon navy neve nirvana norris nyx
oakley obed odyssey ogden ola oneida orin palmer pascal paty peaches perseus pia poe polo ramin ramy ravenna reeve reeves reiner reyes rich richmond richy ridley rivera rj robinson
rolf rollin rolly rowdy sally sayed scot shad sheikh sherwood slater stanford starr tad tam tate thor tiberius tierra tiny treasure turner uma una unique venus vi vitaly westin
whit wil wiley willy worth zac zo
""")

# A name in English that is a common word in Spanish; in a Spanish post it needs a cue.
WORDS_IN_SPANISH = _set("""
mae mina ada al alba ale alma bella blanca cande carola clara consuelo cora dale dan dana eden ella eva fe flor florencia gabe gala german gloria ida iris lana lea lee leo linda lindo lola
luz mar marina max mia mila mira mora nina olga ora oriana paco paz remedios rita ron sal salvador sean sol tara tia trinidad vale valencia victor
""")

WEAK_GIVEN = _OFTEN_NAMES | WORD_NAMES
ANY_GIVEN = GIVEN | WEAK_GIVEN
ANY_SURNAME = SURNAMES | WEAK_SURNAMES

__all__ = [
    "ANY_GIVEN",
    "ANY_SURNAME",
    "GIVEN",
    "SURNAMES",
    "WEAK_GIVEN",
    "WEAK_SURNAMES",
    "WORDS_IN_SPANISH",
    "WORD_NAMES",
]
