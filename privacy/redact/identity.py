"""Patterns for what identifies a person on paper: birth date, ID number, plate."""

import re

from privacy.redact.spans import Rule
from privacy.redact.words import ENGLISH, SPANISH, fold

_I = re.IGNORECASE

# --- birth dates -------------------------------------------------------------------------------
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"enero|ene|febrero|marzo|abril|abr|mayo|junio|julio|agosto|ago|sep?tiembre|octubre|noviembre|diciembre|dic)\.?"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[- ]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_DIA = (
    r"(?:primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete|dieciocho|"
    r"diecinueve|veinte|veinti\w+|treinta(?: y uno)?)"
)
_IN_WORDS = r"(?:two thousand(?: and)? \w+|twenty \w+|dos mil \w+)"
_YEAR = r"(?:'?\d{4}|'\d{2}|\d{2}(?!\w|:|\s?[ap]m))"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?:\s?[-/.]\s?\d{{2,4}})?"
    rf"|{_MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:\s*,?\s*(?:of\s+|de\s+|del\s+)?{_YEAR})?"
    rf"|(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s*(?:of\s+|de\s+|del\s+)?(?<!\w){_MONTH}(?!\w)(?:\s*,?\s*(?:de\s+|del\s+|of\s+)?{_YEAR})?"
    rf"|(?:the\s+)?{_ORDINAL}\s+(?:of\s+)?{_MONTH}(?!\w)(?:\s*,?\s*(?:of\s+)?(?:{_YEAR}|{_IN_WORDS}))?"
    rf"|{_MONTH}\s+(?:the\s+)?{_ORDINAL}\b(?:\s*,?\s*(?:of\s+)?(?:{_YEAR}|{_IN_WORDS}))?"
    rf"|{_DIA}\s+de\s+{_MONTH}(?!\w)(?:\s*,?\s*(?:del?\s+)?(?:{_YEAR}|{_IN_WORDS}))?"
    rf"|\d{{1,2}}[-/.]{_MONTH}[-/.]{_YEAR}"
    rf"|{_MONTH}\s+(?:de\s+|del\s+|of\s+)?\d{{4}}|\d{{1,2}}\s\d{{1,2}}\s(?:19|20)?\d{{2}}|\d{{6}}|\d{{8}})"
)
_BORN = (
    r"(?:\bborn\b|\bb-?days?\b|\bb ?day\b|\bbirth ?days?\b|\bbirth ?date\b|\bdate of birth\b|\bd\.?o\.?b\b\.?|\bbirthed\b|\bturn(?:s|ing|ed)?\s(?:\d{1,2}|\w{3,5}teen|ten|eleven|twelve|twenty)\b|"
    r"\bnac[ií]\b|\bnaci[oó]\b|\bnacid[oa]s?\b|\bnacimiento\b|\bcumple(?:a[nñ]os|a[nñ]eros?)?\b|\bcumplo\b|\bf(?:ec(?:ha)?)?\.? ?(?:de )?nac\w*|🎂)"
)
_GAP = r"(?:[^\w\n.!?]{1,5}[^\W\d_][\w'’]{0,30}){0,6}?[^\w\n!?]{0,8}"

BIRTH_DATE = [
    Rule("birth_date", re.compile(rf"{_BORN}{_GAP}(?<!\w)(?P<x>{_DATE})(?![\w%:])", _I)),
    Rule(
        "birth_date",
        re.compile(
            r"(?:\bborn|\bsoy del|\bnac[ií]|\bnaci[oó]|\bnacid[oa]|birth year|\baño de nacimiento)\s*(?:is|es|:)?\s+(?:(?:back|in|en|el|del|año|a[nñ]o|de)\s+){0,3}(?P<x>(?:19[4-9]\d|20[0-3]\d)|'\d\d)\b",
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
_NUMBER = r"(?:\s*(?:card|tarjeta))?(?:\s*,?\s*(?:number|numbers|num|numero|n[uú]mero|nbr|no\.?|n[oº°]\.?|#|code|c[oó]digo|id))?"
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
