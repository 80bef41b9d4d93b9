"""Which parts of a text name a school: they stay, since the reviewer needs them."""

import re
from collections.abc import Sequence

from privacy.redact.names import ANY_GIVEN
from privacy.redact.words import fold, is_plain

_I = re.IGNORECASE
_TYPE = (
    r"(?:high\s?school|middle\s?school|elementary(?:\s+school)?|junior\s+high(?:\s+school)?|jr\.?\s+high|senior\s+high|primary\s+school|charter(?:\s+school)?|"
    r"magnet(?:\s+school)?|prep(?:aratory)?(?:\s+school|\s+academy)?|academy|high|middle|elem|isd|usd|hs|ms|jhs|school|college|university|k-?8)"
)
_BEFORE = re.compile(
    rf"(?<![\w.'’\-])(?P<names>(?:[^\W_][\w.'’\-]*[ \t]+){{1,5}}?)(?P<type>{_TYPE})(?!\w)", _I
)
_SPANISH_TYPE = (
    r"(?:escuela(?:\s+(?:primaria|secundaria|preparatoria|tecnica|técnica|superior))?|secundaria(?:\s+(?:tecnica|técnica|federal|general|diurna|estatal))?|"
    r"secu|primaria|preparatoria(?:\s+(?:federal|oficial|popular))?|prepa|colegio|instituto|liceo|jard[ií]n\s+de\s+ni[nñ]os|kinder|kínder|telesecundaria|"
    r"universidad|bachillerato|bachilleres|conalep|cetis|cbtis|cecyt|cobach|cch|vocacional|voca|tec|academia|escuela\s+normal)"
)
_AFTER = re.compile(
    rf"(?<!\w)(?P<type>{_SPANISH_TYPE})(?P<names>(?:[ \t]+(?:n[oº°]\.?\s?\d+|num(?:ero)?\.?\s?\d+|#?\d{{1,4}}|[^\W\d_][\w.'’\-]*)){{1,6}})",
    _I,
)
_GENERIC = {"high", "middle", "school", "ms", "prep", "college", "academy", "charter", "magnet", "elementary"}
_LEADS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "central",
        "new",
        "old",
        "mount",
        "mt",
        "fort",
        "ft",
        "lake",
        "st",
        "saint",
        "san",
        "santa",
        "santo",
        "san",
        "los",
        "las",
        "la",
        "el",
        "de",
        "del",
        "port",
        "point",
        "saint.",
        "st.",
        "mt.",
        "ft.",
        "cedar",
        "oak",
        "pine",
        "maple",
        "river",
        "valley",
        "green",
        "grand",
        "holy",
        "sacred",
        "our",
        "lady",
        "of",
        "the",
        "upper",
        "lower",
        "palo",
        "alto",
        "eagle",
        "bear",
        "rock",
        "round",
        "spring",
        "pleasant",
        "golden",
        "silver",
    ]
)
_PERSONS = frozenset(
    [
        "george washington",
        "abraham lincoln",
        "thomas jefferson",
        "john kennedy",
        "john f kennedy",
        "jfk",
        "theodore roosevelt",
        "franklin roosevelt",
        "eleanor roosevelt",
        "martin luther king",
        "martin luther king jr",
        "mlk",
        "rosa parks",
        "harriet tubman",
        "cesar chavez",
        "dolores huerta",
        "booker t washington",
        "frederick douglass",
        "susan b anthony",
        "helen keller",
        "benjamin franklin",
        "alexander hamilton",
        "james madison",
        "james monroe",
        "andrew jackson",
        "john adams",
        "john quincy adams",
        "ulysses grant",
        "woodrow wilson",
        "ronald reagan",
        "barack obama",
        "michelle obama",
        "thurgood marshall",
        "sam houston",
        "stephen austin",
        "william travis",
        "davy crockett",
        "jim bowie",
        "robert lee",
        "sally ride",
        "neil armstrong",
        "amelia earhart",
        "walt whitman",
        "mark twain",
        "edgar allan poe",
        "john muir",
        "daniel webster",
        "patrick henry",
        "benito juarez",
        "emiliano zapata",
        "miguel hidalgo",
        "jose maria morelos",
        "lazaro cardenas",
        "francisco villa",
        "francisco madero",
        "venustiano carranza",
        "ignacio zaragoza",
        "vicente guerrero",
        "ignacio allende",
        "sor juana",
        "sor juana ines de la cruz",
        "frida kahlo",
        "diego rivera",
        "octavio paz",
        "jose vasconcelos",
        "justo sierra",
        "gabriela mistral",
        "simon bolivar",
        "jose marti",
        "roberto clemente",
        "josefa ortiz",
        "josefa ortiz de dominguez",
        "leona vicario",
        "niños heroes",
        "guadalupe victoria",
        "melchor ocampo",
        "adolfo lopez mateos",
        "lopez mateos",
        "luis donaldo colosio",
        "rafael ramirez",
        "ricardo flores magon",
        "belisario dominguez",
        "aquiles serdan",
        "felipe angeles",
        "jaime torres bodet",
        "narciso mendoza",
        "cuauhtemoc",
        "netzahualcoyotl",
        "moises saenz",
        "jaime sabines",
        "juan rulfo",
        "pablo neruda",
    ]
)
# Whom schools are called after by one name alone.
_EPONYMS = frozenset(name.split()[-1] for name in _PERSONS) - {"jr"}
_TAIL = frozenset(
    ["de", "del", "la", "las", "los", "el", "y", "san", "santa", "santo", "no", "num", "numero"]
)
_ROOMS = frozenset(
    [
        "gym",
        "gymnasium",
        "library",
        "cafeteria",
        "parking",
        "lot",
        "office",
        "bathroom",
        "field",
        "campus",
        "football",
        "soccer",
        "band",
    ]
)


def _key(words: Sequence[str]) -> str:
    return " ".join(fold(w.strip(".")) for w in words)


def _from_left(text: str, match: "re.Match[str]", prior: str) -> int | None:
    """Start of the English school name that ends with a type word, or None when there is no name."""
    tokens = [(m[0], m.start() + match.start("names")) for m in re.finditer(r"\S+", match["names"])]
    lower = match["names"] == match["names"].lower()
    start: int | None = None
    for length in range(min(4, len(tokens)), 0, -1):
        if _key([t for t, _ in tokens[-length:]]) in _PERSONS:
            return tokens[-length][1]
    for position in range(len(tokens) - 1, -1, -1):
        token, at = tokens[position]
        first = start is None
        key = fold(token.strip(".,'’"))
        if not first and key not in _LEADS and (lower or not token[0].isupper() or is_plain(key)):
            before = fold(tokens[position - 1][0]) if position else prior
            # "at maria gonzalez middle": a place word, then a whole name.
            if key in ANY_GIVEN and before in ("at", "from", "to", "@", "near") and start is not None:
                start = at
            break
        if first and ((is_plain(key) and key not in _LEADS) or key in ("real", "too", "so", "very", "grade")):
            return None
        start = at
    return start


def _to_right(match: "re.Match[str]") -> int:
    """End of the Spanish school name that begins with a type word."""
    end = match.end("type")
    names = match["names"]
    tokens = [(m[0], m.end() + match.start("names")) for m in re.finditer(r"\S+", names)]
    for length in range(min(6, len(tokens)), 0, -1):
        if _key([t for t, _ in tokens[:length]]) in _PERSONS:
            return tokens[length - 1][1]
    taken = 0
    given_alone = False
    for token, stop in tokens:
        key = fold(token.strip(".,"))
        if key in _TAIL:
            continue
        capital = token[0].isupper() and names != names.upper()
        number = token.strip("#").isdigit()
        if not (number or capital or not is_plain(key)) or (capital and is_plain(key) and len(key) < 4):
            break
        if not number and not capital and taken >= 3:
            break
        ends = token[-1] in ".,!?" or not names[stop - match.start("names") :].strip()
        given_alone = taken == 0 and key in ANY_GIVEN and not capital and not (ends and key in _EPONYMS)
        end, taken = stop, taken + 1
        if token[-1] in ".,!?":
            end -= 1
            break
    return match.end("type") if given_alone else end


class Schools:
    """Finds the district's schools and anything that reads like a school's name."""

    def __init__(self, names: Sequence[str]) -> None:
        self._known = [
            re.compile(r"(?<!\w)#?" + r"[\s\-]*".join(re.escape(p) for p in name.split()) + r"(?!\w)", _I)
            for name in sorted({n.strip() for n in names if n.strip()}, key=lambda n: (-len(n), n))
        ]

    def find(self, text: str) -> list[tuple[int, int]]:
        spans = [m.span() for pattern in self._known for m in pattern.finditer(text)]
        for match in _BEFORE.finditer(text):
            prior = (
                fold(text[: match.start()].rsplit(maxsplit=1)[-1]) if text[: match.start()].split() else ""
            )
            start = _from_left(text, match, prior)
            if start is not None:
                spans.append((start, match.end()))
        spans.extend((m.start(), _to_right(m)) for m in _AFTER.finditer(text))
        return spans
