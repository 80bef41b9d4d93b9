"""Patterns for where somebody lives: street addresses and postal codes, American and Mexican."""

import re

from privacy.redact.spans import Rule
from privacy.redact.words import ENGLISH, SPANISH, fold

_I = re.IGNORECASE


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


_SPEECH = _set("""
min mins minute minutes hour hours mile miles hr hrs sec am pm grade period percent yr yrs feet ft mm inch inches
""")
SUFFIX = (
    r"(?:street|str|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|circle|cir|boulevard|blvd|way|place|pl|terrace|ter|trail|trl|parkway|pkwy|"
    r"highway|hwy|loop|run|row|square|sq|alley|cove|cv|crossing|xing|pike|path|point|pt|ridge|hollow|bend|glen|creek|canyon)"
)
_LOOSE_SUFFIX = _set("""
way run place pl drive point pt ridge court row loop path square trail creek pike bend st dr ct
""")
_UNIT_WORD = r"(?:apartment|apt|unit|suite|ste|lot|trailer|bldg|building|floor|space)"
UNIT = rf"(?:\s*,?\s*(?:(?:{_UNIT_WORD}|#)\.?\s*#?\s*\w{{1,5}}|\d{{1,2}}(?:st|nd|rd|th)\s+floor)\b)"
_STATE_UP = r"(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC)"
_STATE_WORD = r"(?:texas|california|florida|arizona|illinois|new york|new mexico|colorado|nevada|georgia|ohio|michigan|washington|oregon)"
_LIVE = (
    r"(?:\b(?:lives?|living|livin|stays?|staying|house|home|crib|apt|apartment|address|addy|addr|moved|moving)(?:\s+(?:is|are|now|over|right|just|up|down))*"
    r"(?:\s*(?::|=)|\s+(?:at|on|off|off of|in|down|by|near|to))?"
    r"|\b(?:vivo|vive|viven|vivimos|vivia|domicilio|direcci[oó]n|casa|depa|depto)(?:\s+(?:es|está|esta|queda|ahora|aqui|aquí|ahi|ahí|alla|allá))*(?:\s*:|\s+(?:en|por|sobre|a|cerca de))?)"
)
STREET_ES = (
    r"(?:calle|c/|c\.|av\.?|avenida|ave\.?|blvd\.?|boulevard|bulevar|calzada|calz\.?|privada|priv\.?|cerrada|callej[oó]n|andador|carretera|carr\.|"
    r"paseo|prolongaci[oó]n|prol\.?|circuito|retorno|pasaje|plaza|camino|eje|rinconada)"
)
_ES_NUMBER = r"(?:\s*,?\s*s/?n\b|\s*,?\s*(?:#|n[oº°]\.?|n[uú]m(?:ero)?\.?)?\s*\d{1,5}(?!\s+de\b)(?:\s?-?\s?[A-Za-z]\b)?)"
UNIT_ES = r"(?:\s*,?\s*(?:int(?:erior)?|depto|dpto|departamento|dep|apto|apartamento|apt|piso|casa|mz|mza|manzana|lt|lote|edif(?:icio)?|torre|bloque|puerta|local)\.?\s*#?\s*\w{1,5}\b)"
_ES_WORD = rf"(?:(?!(?:es|está|esta|queda|{STREET_ES})\b)[^\W\d_]+\.?|\d{{1,2}}(?= de))"
_COLONY = r"(?:\s*,?\s*(?:en\s+)?(?:la\s+)?(?:col(?:onia|\.)?|fracc(?:ionamiento|\.)?|barrio|urb(?:anizaci[oó]n|\.)?|unidad)\s+[^\W\d_]+(?:\s(?:de|del|la|las|los|norte|sur|centro|[A-ZÁÉÍÓÚ][^\W\d_]+))*)"
_ES_OK = _set("""
de del la las los el san santa y norte sur oriente poniente nueva nuevo real niños lunes mayo septiembre
noviembre febrero abril uno dos tres cuatro cinco seis siete ocho nueve diez once doce agua parque centro alto bonita sol puerta universidad iglesia escuela
""")
_EN_OK = _set("""
old new great high park church school college way lake grand main long center n s e w north south east west
first second third fourth mill hill hall may march april june july august black white dead big good little of
the lincoln washington ne nw se sw
""")


def plain_between(words: str) -> bool:
    """Whether words that should be a street's name are ordinary speech instead."""
    keys = [fold(w) for w in re.findall(r"[^\W\d_]+", words)]
    return any(
        ((k in ENGLISH or k in SPANISH) and k not in _EN_OK and k not in _ES_OK) or k in _SPEECH for k in keys
    )


def _is_street(match: "re.Match[str]") -> bool:
    names, suffix = match["names"], match["suffix"].lower().rstrip(".")
    if (
        plain_between(names)
        or not re.search(r"\w", names)
        or re.fullmatch(r"(?:the|of)\s*", names.strip(), _I)
    ):
        return False
    return suffix not in _LOOSE_SUFFIX or len(match["number"]) >= 2 or names[:1].isupper()


def is_calle(match: "re.Match[str]", group: str = "names") -> bool:
    keys = [fold(w) for w in re.findall(r"[^\W\d_]+", match[group] or "")]
    return all(k in _ES_OK or k not in SPANISH for k in keys) and not any(
        k in ("minutos", "pesos", "metros", "horas", "cuadras") for k in keys
    )


def _is_named_place(match: "re.Match[str]") -> bool:
    return not plain_between(match["names"]) and (
        len(match["names"].split()[0]) == 1 or fold(match["names"].split()[0]) not in SPANISH - _ES_OK
    )


HOME = re.compile(
    r"\b(?:house|home|lives?|living|stays?|crib|grandmas?|moms|dads|moved|apartment|apt|casa)\b", _I
)
_CROSS = (
    r"(?:\d{1,3}(?:st|nd|rd|th)(?:\s(?:st|street|ave))?|[A-Z][a-z]+(?:\s(?:St|Street|Ave|Avenue|Blvd|Rd))?)"
)
ADDRESS = [
    Rule(
        "address",
        re.compile(
            rf"\b(?i:lives?|living|stays?|house|crib|moved|corner|stay)\s+(?:(?:is|over|of|on|at|to|near|by|the|corner)\s+){{1,4}}(?P<x>\d{{1,3}}(?:st|nd|rd|th)(?:\s(?:st|street|ave))?\s+(?:and|n|&)\s+{_CROSS}|{_CROSS}\s+(?:and|n|&)\s+\d{{1,3}}(?:st|nd|rd|th))(?!\w)"
        ),
    ),
    Rule(
        "address",
        re.compile(
            r"\b(?:on|at|off|near)\s+(?P<x>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:St|Street|Ave|Avenue|Blvd|Boulevard|Rd|Road|Ln|Lane|Dr|Drive|Ct|Court)\b\.?)"
        ),
        lambda m: HOME.search(m.string) is not None,
    ),
    Rule(
        "address",
        re.compile(
            rf"(?<![\w$:.#])\d{{1,6}}\s+(?:[nsew]\.?\s+)?(?:highway|hwy|county road|cr|fm|state road|route|rt|us|interstate)\s+\d{{1,4}}\b{UNIT}{{0,3}}",
            _I,
        ),
    ),
    Rule(
        "address",
        re.compile(
            rf"(?<![\w$:.#])(?P<x>(?P<number>\d{{1,6}}[A-Za-z]?)\s+(?P<names>(?:(?:\d{{1,3}}(?:st|nd|rd|th)|[^\W\d_][\w'’.\-]*)\s+){{1,4}}?)(?P<suffix>{SUFFIX})(?!\w)(?:\s+(?:{SUFFIX})\b)?\.?"
            rf"(?:\s(?:north|south|east|west|[nsew]|nw|ne|sw|se)\b\.?)?{UNIT}{{0,3}}(?:,?\s+[A-Za-z]+(?:\s[A-Za-z]+)?,?\s+(?:{_STATE_UP}\b|(?:tx|ca|fl|az|ny|il)(?=\s+\d{{5}}))|,\s*[A-Z][a-z]+)?)",
            _I,
        ),
        _is_street,
    ),
    Rule("address", re.compile(r"\b(?i:p\.?\s?o\.?\s?box)\s+\d{1,6}\b(?:,?\s+[A-Z][a-z]+\b)?")),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?P<x>(?P<names>(?:(?:[nsew]\.?|\d{{1,3}}(?:st|nd|rd|th)|(?!the\b|my\b|his\b|her\b|our\b)[^\W\d_][\w'’\-]*)\s+){{1,3}}?){SUFFIX}\b\.?{UNIT}{{0,3}})",
            _I,
        ),
        _is_named_place,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?P<x>\d{{2,6}}\s+(?P<names>[^\W\d_][\w'’\-]*(?:\s+(?!{_UNIT_WORD}\b)(?:[A-Z][\w'’\-]+|[^\W\d_]{{4,}}))?){UNIT}{{0,3}})(?!\w)",
            _I,
        ),
        _is_named_place,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?P<x>\d{{2,6}}\s+(?P<names>[^\W\d_][\w'’\-]*){UNIT}{{0,3}})(?!\w)",
            _I,
        ),
        _is_named_place,
    ),
    Rule(
        "address",
        re.compile(
            rf"(?<!\w)(?P<x>{STREET_ES}\s+(?P<names>(?:{_ES_WORD}\s+){{0,4}}?{_ES_WORD}?){_ES_NUMBER}(?!\w)(?:\s*#\s*\d{{1,5}}\b)?{UNIT_ES}{{0,3}}{_COLONY}?)",
            _I,
        ),
        is_calle,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?:la\s+|el\s+)?(?P<x>(?:{STREET_ES}|col(?:onia|\.)?|fracc(?:ionamiento|\.)?|barrio|unidad|residencial|edificio|manzana|mz)\s+(?P<names>(?:(?:de|del|la|las|los|el)\s+){{0,2}}[^\W_]+(?:\s(?:de|del|la|las|los|norte|sur|[A-ZÁÉÍÓÚÑ][^\W\d_]+))*){UNIT_ES}{{0,3}}{_COLONY}?)",
            _I,
        ),
        is_calle,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?P<x>(?P<names>(?:(?:de|del|la|las|los)\s+)?[^\W\d_]+(?:\s(?:de|del|la|las|los|norte|sur|[^\W\d_]{{4,}}))?)\s+(?:#|n[oº°]\.?|n[uú]m\.?)?\s*\d{{2,5}}\b{UNIT_ES}{{0,3}}{_COLONY}?)",
            _I,
        ),
        lambda m: is_calle(m) and not plain_between(m["names"]),
    ),
    Rule(
        "address", re.compile(r"(?<!\w)(?:mz|mza|manzana)\.?\s*\d{1,4}\s*,?\s*(?:lt|lote)\.?\s*\d{1,4}\b", _I)
    ),
    Rule(
        "address",
        re.compile(
            r"(?<!\w)(?:col\.|colonia|fracc\.|fraccionamiento)\s+(?P<names>[^\W\d_]+(?:\s(?:de|del|la|las|los|norte|sur|[A-ZÁÉÍÓÚÑ][^\W\d_]+))*)",
            _I,
        ),
        is_calle,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}[^.!?\n]{{0,25}}?(?P<x>\b(?:apartment|apt|unit|trailer|depto|departamento|depa)\.?\s*#?\s*\d\w{{0,4}})\b",
            _I,
        ),
    ),
]

POSTAL_CODE = [
    Rule(
        "postal_code",
        re.compile(
            r"(?:\bzip(?: ?code)?s?|\bpost(?:al)? ?code|\bc\.?\s?p\.?|\bc[oó]digo postal|\bpostal)(?:\s*(?:is|es|:|=|#|-)|\s+(?:del?|mi|my|mio|aqui|here|now)\b){0,3}\s*(?P<x>\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|\d{4})(?!\w)",
            _I,
        ),
    ),
    Rule(
        "postal_code",
        re.compile(
            rf"(?:\b{_STATE_UP}|\b(?:tx|ca|fl|az|ny|il|nm|co|nv|ga)|\b{_STATE_WORD})\.?,?\s+(?P<x>\d{{5}}(?:-\d{{4}})?)(?![\w\-])"
        ),
    ),
    Rule(
        "postal_code",
        re.compile(
            r"(?:\b(?:lives?|living|livin|from|reside|stay|vivo|vive|viven|somos|soy|located|area|zona|en el|del|in the|in|near)\s+(?:in|en|at|from|the|el|del|de|por|cerca|a|around|near)?\s*(?:the\s|el\s|del\s)?)(?P<x>\d{5}(?:-\d{4})?)(?!\s?(?:people|ppl|personas|pesos|dollars|bucks|years|times|likes|views|followers|students)|[\w\-.,]\d|\w)",
            _I,
        ),
    ),
    Rule(
        "postal_code",
        re.compile(r"(?<![\w$.,])(?P<x>\d{5}(?:-\d{4})?)(?=\s+(?:area|zip|zone|gang|represent)\b)", _I),
    ),
    Rule(
        "postal_code",
        re.compile(r"(?<!\w)[A-Z]\d[A-Z]\s\d[A-Z]\d(?!\w)|(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}(?!\w)"),
    ),
]
