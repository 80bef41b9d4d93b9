"""Patterns for a place told without a number and a street's kind: corners, blocks, roads, a house on a street."""

import re

from privacy.redact.address import HOME, STREET_ES, SUFFIX, UNIT, UNIT_ES, is_calle, plain_between
from privacy.redact.spans import Rule
from privacy.redact.words import fold, is_plain

_I = re.IGNORECASE
_SIDE = r"(?:(?:[nsew]|north|south|east|west|norte|sur|oriente|poniente)\.?\s+)?"
_ONE = rf"{_SIDE}(?:\d{{1,3}}(?:st|nd|rd|th)|[^\W\d_][\w'’\-]*)(?:\s+{SUFFIX}\b\.?)?"
_CALLE = r"(?:(?:la\s+)?(?:calle|av\.?|avenida)\s+)?(?:(?:de\s+)?(?:la|las|los|el|del)\s+)?[^\W_][^\W_\-]*"
_ROAD = r"(?:highway|hwy|county road|state road|state route|cr|fm|route|rt|interstate)\s+\d{1,4}"
_ABODE = re.compile(r"\b(?:trailer|place|cabin|farm|casa|rancho)\b", _I)


def _streets(match: "re.Match[str]") -> bool:
    """Both sides may be streets: "corner of Dutton and 5th", not "the corner of my room and"."""
    return not any(plain_between(match[side]) for side in ("one", "other"))


def _calles(match: "re.Match[str]") -> bool:
    return all(
        re.search(r"\d|calle|av", match[side], _I) or is_calle(match, side) for side in ("one", "other")
    )


CORNER = [
    Rule(
        "address",
        re.compile(
            rf"(?<!\w){STREET_ES}\s+\d{{1,3}}\s*,?\s*(?:#|n[oº°]\.?|n[uú]m(?:ero)?\.?)\s*\d{{1,5}}\b{UNIT_ES}{{0,3}}",
            _I,
        ),
    ),
    Rule(
        "address",
        re.compile(
            rf"\b(?:corner|intersection|cross ?streets?)\s*(?:of|is|are|at|:|\s)\s*(?P<x>(?P<one>{_ONE})\s+(?:and|n|&|y)\s+(?P<other>{_ONE}))(?!\w)",
            _I,
        ),
        _streets,
    ),
    Rule(
        "address",
        re.compile(
            rf"\besquina\s+(?:de|con|en|:)?\s*(?P<x>(?P<one>{_CALLE})\s+(?:y|con|e|esq\.?)\s+(?P<other>{_CALLE}))(?!\w)",
            _I,
        ),
        _calles,
    ),
    Rule(
        "address",
        re.compile(
            rf"(?<![\w$:.#])\d{{2,5}}\s+block\s+(?:of\s+)?(?P<names>{_SIDE}[^\W\d_][\w'’\-]*)(?:\s+{SUFFIX}\b\.?)?",
            _I,
        ),
        lambda m: not plain_between(m["names"]),
    ),
    Rule(
        "address",
        re.compile(rf"\b(?:on|off|by|sobre|en)\s+(?P<x>{_ROAD}|(?:la\s+)?carretera\s+\d{{1,4}})\b", _I),
        lambda m: HOME.search(m.string) is not None or _ABODE.search(m.string) is not None,
    ),
    Rule(
        "address",
        re.compile(
            r"\btrailer\s*,?\s+(?:park\s*,?\s*)?(?P<x>(?:lot|space|number|#|no\.)\s*\d{1,4}\w?)\b", _I
        ),
    ),
    Rule(
        "address",
        re.compile(
            r"(?<!\w)(?:calle|carrera|cra|cll|kr|diagonal|transversal|av(?:enida)?)\.?\s*\d{1,3}\s?[a-z]?(?:\s+(?:bis|sur|norte))?\s*"
            r"(?:#|n[oº°]\.?|n[uú]mero)\s*\d{1,3}\s?[a-z]?\s*-\s*\d{1,3}\b",
            _I,
        ),
    ),
]

# After the whole addresses, of which they would take a part.
PARTS = [
    Rule(
        "address",
        re.compile(
            rf"(?<![\w$:.#])\d{{2,6}}\s+(?:[nsew]|nw|ne|sw|se)\.?\s+(?P<name>[^\W\d_]{{4,}})\b{UNIT}{{0,3}}",
            _I,
        ),
        lambda m: not is_plain(fold(m["name"])),
    ),
    Rule(
        "address",
        re.compile(
            rf"\b(?:casa|depa|departamento|edificio|vecindad|puerta|reja|port[oó]n)\s+(?:[^\W\d_]+\s+){{0,2}}?(?:de|en|sobre|por)\s+(?:la\s+|el\s+)?"
            rf"(?P<x>{STREET_ES}\s+(?P<names>(?:(?:de|del|la|las|los|el)\s+){{0,2}}[^\W_]+(?:\s[A-ZÁÉÍÓÚÑ][^\W\d_]+)*))",
            _I,
        ),
        is_calle,
    ),
    Rule("address", re.compile(r"\b(?:apartment|apt|apto|depto)\b\.?\s*#?\s*\d{1,4}[a-z]?\b", _I)),
]

# After an address, whose own rules take no number behind a comma.
CODE_BEHIND = [
    Rule(
        "postal_code",
        re.compile(
            rf"(?<!\w)(?:\d{{1,6}}[a-z]?\s+[^\n.!?,]{{2,40}}?\b{SUFFIX}|{STREET_ES}\s+[^\n.!?,]{{1,40}})\b\.?(?:,\s*[^\n.!?,]{{1,25}})?,\s*(?P<x>\d{{5}}(?:-\d{{4}})?)(?![\w\-])",
            _I,
        ),
    ),
]
