"""Patterns for what identifies a person on paper: address, postal code, birth date, ID number, plate."""

import re

from privacy.redact.spans import Rule
from privacy.redact.words import ENGLISH, SPANISH, fold

_I = re.IGNORECASE

# --- birth dates -------------------------------------------------------------------------------
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"enero|ene|febrero|marzo|abril|abr|mayo|junio|julio|agosto|ago|sep?tiembre|octubre|noviembre|diciembre|dic)\.?"
)
_YEAR = r"(?:'?\d{4}|'\d{2}|\d{2}(?!\w|:|\s?[ap]m))"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?:\s?[-/.]\s?\d{{2,4}})?"
    rf"|{_MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:\s*,?\s*(?:of\s+|de\s+|del\s+)?{_YEAR})?"
    rf"|(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s*(?:of\s+|de\s+|del\s+)?(?<!\w){_MONTH}(?!\w)(?:\s*,?\s*(?:de\s+|del\s+|of\s+)?{_YEAR})?"
    rf"|{_MONTH}\s+(?:de\s+|del\s+|of\s+)?\d{{4}}|\d{{1,2}}\s\d{{1,2}}\s(?:19|20)?\d{{2}}|\d{{6}}|\d{{8}})"
)
_BORN = (
    r"(?:\bborn\b|\bb-?days?\b|\bb ?day\b|\bbirth ?days?\b|\bbirth ?date\b|\bdate of birth\b|\bd\.?o\.?b\b\.?|\bbirthed\b|\bturn(?:s|ing|ed)?\s\d{1,2}\b|"
    r"\bnac[ií]\b|\bnaci[oó]\b|\bnacid[oa]s?\b|\bnacimiento\b|\bcumple(?:a[nñ]os|a[nñ]eros?)?\b|\bcumplo\b|\bf\. ?nac\w*|🎂)"
)
_GAP = r"(?:[^\w\n.!?]{1,5}[^\W\d_][\w'’]{0,30}){0,6}?[^\w\n!?]{0,8}"

BIRTH_DATE = [
    Rule("birth_date", re.compile(rf"{_BORN}{_GAP}(?<!\w)(?P<x>{_DATE})(?![\w%:])", _I)),
    Rule(
        "birth_date",
        re.compile(
            r"(?:\bborn|\bnac[ií]|\bnaci[oó]|\bnacid[oa]|birth year|\baño de nacimiento)\s*(?:is|es|:)?\s+(?:(?:back|in|en|el|del|año|a[nñ]o|de)\s+){0,3}(?P<x>(?:19[4-9]\d|20[0-3]\d)|'\d\d)\b",
            _I,
        ),
    ),
    Rule(
        "birth_date",
        re.compile(
            rf"(?<!\w)(?P<x>{_DATE})(?![\w%:])\s*,?\s*(?:is|es|are|was|fue|=|its|it's)?\s*(?:(?:when|cuando)\s+)?(?:(?:my|her|his|their|ur|your|mi|su|tu|el|la|de|me)\s+|\w+['’]?s\s+){{0,3}}{_BORN}",
            _I,
        ),
    ),
]

# --- ID numbers --------------------------------------------------------------------------------
_NUMBER = r"(?:\s*(?:number|numbers|num|numero|n[uú]mero|nbr|no\.?|n[oº°]\.?|#|code|c[oó]digo|id))?"
_IS = r"(?:\s*(?:\(\w+\)\s*)?(?:is|es|was|ends in|it's|its|:|=|#|-|–|,|del? \w+(?: \w+)? es|for \w+ is)\s*){0,3}\s*"
_ID_VALUE = r"(?P<x>(?:[A-Z]{1,4}[- ]?)?\d[\dA-Z]*(?:[- ]\d[\dA-Z]*){0,4})(?![\w@])"
_ID_CUE = (
    r"(?:\b(?:student|stu|pupil|school|lunch|library|badge|member(?:ship)?|driver'?s?|state|national|alien|voter|medical|patient|health|insurance|policy|"
    r"medicaid|medicare|case|account|acct|routing|bank|debit|credit|gift|green)\s*(?:card\s*)?(?:id|i\.d\.|pin|number|num|no\.|nbr|#|licen[sc]e|account|acct|card)|"
    r"\b(?:id|i\.d\.|ssn|social(?: security)?|soc|passport|pasaporte|permit|licen[sc]e|dl|ein|itin|mrn|pin|curp|rfc|nss|imss|ine|ife|dni|nie|nif|cui|"
    r"matr[ií]cula|boleta|credencial|c[eé]dula|licencia(?: de conducir| de manejo)?|folio|expediente|tarjeta|seguro(?: social)?|identificaci[oó]n|"
    r"(?:n[uú]m(?:ero)?\.?|no\.|c[oó]digo|clave|id|tarjeta|credencial) (?:de |del )?(?:cuenta|control|alumn[oa]|estudiante|lista|seguro(?: social)?|expediente|seguridad social|socio|empleado|escolar|ine|id|identificaci[oó]n))\b)"
)


def _is_id(match: "re.Match[str]") -> bool:
    digits = sum(c.isdigit() for c in match["x"])
    return digits >= 4 and not re.fullmatch(r"\d{1,2}[:.]\d\d.*", match["x"])


ID_NUMBER = [
    Rule("id_number", re.compile(r"(?<![\w\-])\d{3}-\d{2}-\d{4}(?![\w\-])")),
    Rule("id_number", re.compile(r"(?<!\w)[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d(?!\w)", _I)),
    Rule("id_number", re.compile(r"(?<!\w)[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}(?!\w)", _I)),
    Rule("id_number", re.compile(r"(?<!\w)(?:\d{8}-?[A-Z]|[XYZ]-?\d{7}-?[A-Z])(?!\w)", _I)),
    Rule("id_number", re.compile(rf"{_ID_CUE}{_NUMBER}{_IS}{_ID_VALUE}", _I), _is_id),
    Rule("id_number", re.compile(r"\b(?:student|alumno|estudiante)\s*#?\s*(?P<x>\d{5,10})(?!\w)", _I)),
    Rule("id_number", re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")),
]

# --- plates ------------------------------------------------------------------------------------
_PLATE_VALUE = r"(?P<x>\d{3,4}[- ]?[B-DF-HJ-NP-TV-Z]{3}|[A-Z0-9]{1,8}(?:-[A-Z0-9]{1,4}|(?: |·|\s-\s)(?=[A-Z]{0,3}\d)[A-Z0-9]{1,4}){0,3})(?![\w@])"
_PLATE_CUE = (
    r"(?:\b(?:licen[sc]e|lic\.?|car|truck|number|vehicle|registration|temp|texas|tx|cali)?\s*(?:plates?|tags?)|\bplacas?|\bmatr[ií]culas?|\bchapa)"
    r"(?:\s*(?:number|num|no\.?|#|n[uú]mero))?"
)
_PLATE_GAP = r"(?:\s*(?:is|are|es|son|:|=|#|-|says|reads|read|it's|its|dice|dicen|con|tiene|number|was|era|eran|starts? with|on (?:the|his|her) \w+(?: \w+)? (?:is|says)|(?:del?|de la|del carro|de su|of his|of her|of the)(?:\s[^\W\d]+){1,5}?\s*(?:es|son|is|are|:)?)\s*){0,3}\s*"
_CAR = re.compile(
    r"\b(?:car|truck|suv|van|sedan|drives?|driving|parked|honda|civic|accord|toyota|camry|corolla|ford|f150|mustang|jeep|chevy|tahoe|nissan|altima|sentra|kia|"
    r"hyundai|bmw|tesla|mazda|dodge|charger|lexus|carro|coche|camioneta|troca|auto|moto|jetta|tsuru|versa|aveo|plates?|placas?)\b",
    _I,
)


def _is_plate(match: "re.Match[str]") -> bool:
    value = match["x"]
    letters, digits = sum(c.isalpha() for c in value), sum(c.isdigit() for c in value)
    groups = re.split(r"[- ·]+", value)
    words = [
        g for g in groups if len(g) > 1 and g.isalpha() and fold(g) in ENGLISH | SPANISH and not g.isupper()
    ]
    return 4 <= letters + digits <= 9 and digits >= 1 and not words and (letters >= 1 or len(groups) > 1)


PLATE = [
    Rule("plate", re.compile(rf"(?<!\w){_PLATE_CUE}{_PLATE_GAP}(?<!\w){_PLATE_VALUE}", _I), _is_plate),
    Rule("plate", re.compile(r"\b(?:plates?|placas?)\s+(?:is|says|reads|dice|es|:)\s*(?P<x>[A-Z]{4,8})\b")),
    Rule(
        "plate",
        re.compile(r"(?<!\w)(?P<x>\d[A-Z]{3}[- ]?\d{3})(?!\w)", _I),
        lambda m: _CAR.search(m.string) is not None or m["x"].isupper(),
    ),
    Rule(
        "plate",
        re.compile(
            r"(?<!\w)(?P<x>[A-Z]{3}[- ]?\d{2}[- ]?\d{2}|[A-Z]{3}[- ]?\d{3,4}|\d{3,4}[- ]?[A-Z]{3}|[A-Z]{2,3}[- ]\d{2,3}[- ]?[A-Z]{1,2})(?!\w)"
        ),
        lambda m: _CAR.search(m.string) is not None,
    ),
]

# --- addresses and postal codes ----------------------------------------------------------------
_SUFFIX = (
    r"(?:street|str|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|circle|cir|boulevard|blvd|way|place|pl|terrace|ter|trail|trl|parkway|pkwy|"
    r"highway|hwy|loop|run|row|square|sq|alley|cove|cv|crossing|xing|pike|path|point|pt|ridge|hollow|bend|glen|creek|canyon)"
)
_LOOSE_SUFFIX = {
    "way",
    "run",
    "place",
    "pl",
    "drive",
    "point",
    "pt",
    "ridge",
    "court",
    "row",
    "loop",
    "path",
    "square",
    "trail",
    "creek",
    "pike",
    "bend",
    "st",
    "dr",
    "ct",
}
_UNIT = r"(?:\s*,?\s*(?:apartment|apt|unit|suite|ste|lot|trailer|bldg|building|#)\.?\s*#?\s*\w{1,5}\b)"
_STATE_UP = r"(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC)"
_STATE_WORD = r"(?:texas|california|florida|arizona|illinois|new york|new mexico|colorado|nevada|georgia|ohio|michigan|washington|oregon)"
_LIVE = (
    r"(?:\b(?:lives?|living|livin|stays?|staying|house|home|crib|apt|apartment|address|addy|addr|moved|moving)(?:\s+(?:is|are|now|over|right|just|up|down))*"
    r"(?:\s*(?::|=)|\s+(?:at|on|off|off of|in|down|by|near|to))?"
    r"|\b(?:vivo|vive|viven|vivimos|vivia|domicilio|direcci[oó]n|casa|depa|depto)(?:\s+(?:es|está|esta|queda|ahora|aqui|aquí|ahi|ahí|alla|allá))*(?:\s*:|\s+(?:en|por|sobre|a|cerca de))?)"
)
_ES_STREET = (
    r"(?:calle|c/|c\.|av\.?|avenida|ave\.?|blvd\.?|boulevard|bulevar|calzada|calz\.?|privada|priv\.?|cerrada|callej[oó]n|andador|carretera|carr\.|"
    r"paseo|prolongaci[oó]n|prol\.?|circuito|retorno|pasaje|plaza|camino|eje|rinconada)"
)
_ES_NUMBER = r"\s*,?\s*(?:#|n[oº°]\.?|n[uú]m(?:ero)?\.?)?\s*\d{1,5}(?!\s+de\b)(?:\s?-?\s?[A-Za-z]\b)?"
_ES_UNIT = r"(?:\s*,?\s*(?:int(?:erior)?|depto|dpto|departamento|dep|apt|piso|casa|mz|mza|manzana|lt|lote|edif(?:icio)?|torre)\.?\s*#?\s*\w{1,5}\b)"
_ES_WORD = r"(?:[^\W\d_]+\.?|\d{1,2}(?= de))"
_COLONY = r"(?:\s*,?\s*(?:en\s+)?(?:la\s+)?(?:col(?:onia|\.)?|fracc(?:ionamiento|\.)?|barrio|urb(?:anizaci[oó]n|\.)?|unidad)\s+[^\W\d_]+(?:\s(?:de|del|la|las|los|norte|sur|centro|[A-ZÁÉÍÓÚ][^\W\d_]+))*)"
_ES_OK = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "san",
        "santa",
        "y",
        "norte",
        "sur",
        "oriente",
        "poniente",
        "nueva",
        "nuevo",
        "real",
        "niños",
        "lunes",
        "mayo",
        "septiembre",
        "noviembre",
        "febrero",
        "abril",
        "agua",
        "parque",
        "centro",
        "alto",
        "bonita",
        "sol",
        "puerta",
    ]
)
_EN_OK = frozenset(
    [
        "old",
        "new",
        "great",
        "high",
        "park",
        "church",
        "school",
        "college",
        "way",
        "lake",
        "grand",
        "main",
        "long",
        "center",
        "n",
        "s",
        "e",
        "w",
        "north",
        "south",
        "east",
        "west",
        "first",
        "second",
        "third",
        "fourth",
        "mill",
        "hill",
        "hall",
        "may",
        "march",
        "april",
        "june",
        "july",
        "august",
        "black",
        "white",
        "dead",
        "big",
        "good",
        "little",
        "of",
        "the",
        "lincoln",
        "washington",
    ]
)


def _plain_between(words: str) -> bool:
    """Whether words that should be a street's name are ordinary speech instead."""
    keys = [fold(w) for w in re.findall(r"[^\W\d_]+", words)]
    speech = {
        "min",
        "mins",
        "minute",
        "minutes",
        "hour",
        "hours",
        "mile",
        "miles",
        "hr",
        "hrs",
        "sec",
        "am",
        "pm",
        "grade",
        "period",
        "percent",
        "yr",
        "yrs",
        "feet",
        "ft",
        "mm",
    }
    return any(
        ((k in ENGLISH or k in SPANISH) and k not in _EN_OK and k not in _ES_OK) or k in speech for k in keys
    )


def _is_street(match: "re.Match[str]") -> bool:
    names, suffix = match["names"], match["suffix"].lower().rstrip(".")
    if (
        _plain_between(names)
        or not re.search(r"\w", names)
        or re.fullmatch(r"(?:the|of)\s*", names.strip(), _I)
    ):
        return False
    return suffix not in _LOOSE_SUFFIX or len(match["number"]) >= 2 or names[:1].isupper()


def _is_calle(match: "re.Match[str]") -> bool:
    keys = [fold(w) for w in re.findall(r"[^\W\d_]+", match["names"] or "")]
    return all(k in _ES_OK or k not in SPANISH for k in keys) and not any(
        k in ("minutos", "pesos", "metros", "horas", "cuadras") for k in keys
    )


def _is_named_place(match: "re.Match[str]") -> bool:
    return not _plain_between(match["names"]) and fold(match["names"].split()[0]) not in SPANISH - _ES_OK


ADDRESS = [
    Rule(
        "address",
        re.compile(
            rf"(?<![\w$:.#])\d{{1,6}}\s+(?:[nsew]\.?\s+)?(?:highway|hwy|county road|cr|fm|state road|route|rt|us|interstate)\s+\d{{1,4}}\b{_UNIT}?",
            _I,
        ),
    ),
    Rule(
        "address",
        re.compile(
            rf"(?<![\w$:.#])(?P<x>(?P<number>\d{{1,6}}[A-Za-z]?)\s+(?P<names>(?:(?:\d{{1,3}}(?:st|nd|rd|th)|[^\W\d_][\w'’.\-]*)\s+){{1,4}}?)(?P<suffix>{_SUFFIX})(?!\w)(?:\s+(?:{_SUFFIX})\b)?\.?"
            rf"(?:\s(?:north|south|east|west|[nsew]|nw|ne|sw|se)\b\.?)?{_UNIT}?(?:,?\s+[A-Za-z]+(?:\s[A-Za-z]+)?,?\s+(?:{_STATE_UP}\b|(?:tx|ca|fl|az|ny|il)(?=\s+\d{{5}}))|,\s*[A-Z][a-z]+)?)",
            _I,
        ),
        _is_street,
    ),
    Rule("address", re.compile(r"\bp\.?\s?o\.?\s?box\s+\d{1,6}\b", _I)),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?P<x>(?P<names>(?:(?:[nsew]\.?|\d{{1,3}}(?:st|nd|rd|th)|(?!the\b|my\b|his\b|her\b|our\b)[^\W\d_][\w'’\-]*)\s+){{1,3}}?){_SUFFIX}\b\.?{_UNIT}?)",
            _I,
        ),
        _is_named_place,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?P<x>\d{{2,6}}\s+(?P<names>[^\W\d_][\w'’\-]*(?:\s+[A-Z][\w'’\-]+|\s+[^\W\d_]{{4,}})?){_UNIT}?)(?!\w)",
            _I,
        ),
        _is_named_place,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}[^.!?\n]{{0,25}}?(?P<x>\b(?:apartment|apt|unit|trailer|depto|departamento|depa)\.?\s*#?\s*\d\w{{0,4}})\b",
            _I,
        ),
    ),
    Rule(
        "address",
        re.compile(
            rf"(?<!\w)(?P<x>{_ES_STREET}\s+(?P<names>(?:{_ES_WORD}\s+){{0,4}}?{_ES_WORD}?){_ES_NUMBER}(?!\w){_ES_UNIT}{{0,3}}{_COLONY}?)",
            _I,
        ),
        _is_calle,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?:la\s+|el\s+)?(?P<x>(?:{_ES_STREET}|col(?:onia|\.)?|fracc(?:ionamiento|\.)?|barrio|unidad|residencial|edificio|manzana|mz)\s+(?P<names>(?:(?:de|del|la|las|los|el)\s+){{0,2}}[^\W_]+(?:\s(?:de|del|la|las|los|norte|sur|[A-ZÁÉÍÓÚÑ][^\W\d_]+))*){_ES_UNIT}{{0,3}}{_COLONY}?)",
            _I,
        ),
        _is_calle,
    ),
    Rule(
        "address",
        re.compile(
            rf"{_LIVE}\s+(?P<x>(?P<names>(?:(?:de|del|la|las|los)\s+)?[^\W\d_]+(?:\s(?:de|del|la|las|los|norte|sur|[^\W\d_]{{4,}}))?)\s+(?:#|n[oº°]\.?|n[uú]m\.?)?\s*\d{{2,5}}\b{_ES_UNIT}{{0,3}}{_COLONY}?)",
            _I,
        ),
        lambda m: _is_calle(m) and not _plain_between(m["names"]),
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
        _is_calle,
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
