"""Patterns for what reaches a person: e-mail, link, phone; written-out and cued forms too."""

import re

from privacy.redact.spans import Rule
from privacy.redact.words import fold, is_plain

_I = re.IGNORECASE
_TLD = r"(?:com|net|org|edu|gov|io|co|app|dev|xyz|gg|tv|info|biz|link|site|online|club|page|social|blog|shop|store|live|ly|mx|uk|ca|us|es|ar|cl|pe|me|fm|ee|to)"
_SAFE_TLD = r"(?:com|net|org|edu|gov|io|app|dev|xyz|gg|tv|info|biz|link|site|online|club|page|social|blog|shop|store|mx|ly|ee|fm)"
_MAIL = r"(?:gmail|g mail|yahoo|hotmail|outlook|icloud|proton(?:mail)?|aol|live|msn|ymail|googlemail|mail)"
_LOCAL = r"[a-z0-9_%+](?:[a-z0-9._%+\-]{0,62}[a-z0-9_%+\-])?"
_AT = r"(?:\s*(?:@|\(at\)|\[at\]|\{at\}|<at>|\(arroba\)|\[arroba\])\s*|\s+(?:at|arroba)\s+|\s*\(a\)\s*)"
_DOT = r"(?:\s*(?:\.|\(dot\)|\[dot\]|\{dot\}|\[\.\]|\(\.\)|\(punto\)|\[punto\])\s*|\s+(?:dot|punto)\s+)"
_JOIN = r"(?:\s+\.\s+|\s+(?:dot|punto|underscore|under score|guion bajo|guión bajo|dash|hyphen|guion|guión|plus)\s+|\s*(?:\(dot\)|\[dot\]|\(punto\))\s*)"


def odd(token: str) -> bool:
    """Looks made up: digits, underscores, inner dots or capitals beside letters."""
    bare = token.strip("@ ")
    letters = sum(c.isalpha() for c in bare)
    return letters > 0 and bool(re.search(r"\d|_|\w\.\w|[a-z][A-Z]|#", bare))


def _written_mail(match: "re.Match[str]") -> bool:
    local, at = match["local"], match["at"]
    if at.endswith("@") and at[0].isspace() and not re.fullmatch(_MAIL, match["host"], _I):
        return False  # a handle after a word: "new account @some.one"
    if re.search(r"\.\s", match[0]) and not re.search(r"[@(\[{<]|arroba", at, _I):
        return False  # the end of a sentence: "the garages at eleven. me and the boys"
    if re.search(r"[@(\[{<]", match["at"]) or re.fullmatch(_MAIL, match["host"], _I):
        return True
    return odd(local) or not is_plain(fold(local))


EMAIL = [
    Rule("email", re.compile(rf"(?<![\w.]){_LOCAL}@(?:[a-z0-9\-]+\.)+[a-z]{{2,12}}(?!\w)", _I)),
    Rule(
        "email",
        re.compile(
            rf"(?<![\w.])(?P<local>{_LOCAL}(?:{_JOIN}{_LOCAL}){{0,4}})(?P<at>{_AT})(?P<host>{_MAIL}|[a-z0-9\-]{{2,30}})"
            rf"(?:{_DOT}[a-z0-9\-]{{2,20}})?{_DOT}{_TLD}(?![\w])",
            _I,
        ),
        _written_mail,
    ),
    Rule(
        "email",
        re.compile(
            rf"(?<![\w.])(?P<local>{_LOCAL}(?:{_JOIN}{_LOCAL}){{0,3}}){_AT}{_MAIL}(?:[ .]?com)?\b", _I
        ),
        lambda m: (
            "@" in m[0] or "arroba" in m[0].lower() or odd(m["local"]) or not is_plain(fold(m["local"]))
        ),
    ),
    Rule(
        "email",
        re.compile(rf"(?<![\w.])(?P<local>{_LOCAL})[ ,]+{_MAIL}(?:\.| dot | punto | )com\b", _I),
        lambda m: odd(m["local"]),
    ),
    Rule(
        "email",
        re.compile(
            rf"\b(?:gmail|hotmail|e-?mail|mail|correo|icloud)(?: addy| address| electr[oó]nico)?\s*(?:is|es|:|=|-)\s*(?P<x>{_LOCAL})(?![\w@])",
            _I,
        ),
        lambda m: odd(m["x"]),
    ),
]

_PLATFORM_BEFORE = re.compile(
    r"\b(?:snap(?:chat)?|ig|insta(?:gram)?|tik ?tok|discord|twitter|user)\b\W*(?:(?:is|es|soy|como|me|llamo|its)\W+){0,2}$",
    _I,
)


def _account(match: "re.Match[str]") -> bool:
    """ "en insta me llamo solecito.mx" names an account, "insta: example.com" a page."""
    if "/" in match[0] or re.search(r"\.(?:com|net|org|edu|gov|gg|ee)$", match[0], _I):
        return False
    return _PLATFORM_BEFORE.search(match.string[max(0, match.start() - 40) : match.start()]) is not None


LINK = [
    Rule("link", re.compile(r"(?:https?|hxxps?|ftp)\s?(?:://|\[:\]//)[^\s<>\"]+[^\s<>\".,;:!?)\]'…]", _I)),
    Rule("link", re.compile(r"\bwww\s?\.\s?[^\s<>\"]+[^\s<>\".,;:!?)\]'…]", _I)),
    Rule(
        "link",
        re.compile(
            rf"(?<![\w@.\-])(?:[a-z0-9][a-z0-9\-]{{0,60}}\.){{1,4}}(?:{_SAFE_TLD}(?![\w\-]|\.\w)(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]'…])?"
            r"|[a-z]{2,10}/[^\s<>\"]*[^\s<>\".,;:!?)\]'…])",
            _I,
        ),
        lambda m: (
            not _account(m)
            and not re.fullmatch(r"[\d./]+", m[0])
            and not re.search(r"\.bsky\.social$", m[0], _I)
        ),
    ),
    Rule(
        "link",
        re.compile(
            r"(?<![\w@.])[a-z0-9\-]{2,40}(?:\s+(?:dot|punto)\s+|\s*(?:\(dot\)|\[dot\]|\[\.\]|\(\.\))\s*)"
            r"(?:com|net|org|gg|me|io|tv|co|ly|ee|app|xyz|mx|link|site)\b(?:\s*(?:/|\bslash\b|\bdiagonal\b)\s*[\w.\-]+){0,4}",
            _I,
        ),
    ),
]

_DIGIT_WORD = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|"
    r"diez|once|doce|trece|catorce|quince|dieci\w+|veinte|veinti\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien)"
)
_HOTLINES = {"8002738255", "8664887386", "8007997233", "8004224453", "8006564673", "8009112000", "8002900024"}
_CALL = re.compile(
    r"(?:\b(?:cel(?:ular)?|tel(?:[eé]fono)?|phone|cell|number|num(?:ero)?|n[uú]mero|whats(?:app)?|wsp|wpp|wa|call|text|txt|ring|fone|sms|marc\w+|ll[aá]m\w+|contact\w*|"
    r"landline|facetime|ft|hmu|digits|reach|mens\w+|msj|mand\w+)\b|📞|☎|📱)[^\d]{0,30}$",
    _I,
)


def _is_phone(match: "re.Match[str]") -> bool:
    raw = match["x"]
    digits = re.sub(r"\D", "", raw.replace("o", "0").replace("O", "0"))
    if digits[-10:] in _HOTLINES or "\n" in raw.strip():
        return False
    groups = [len(g) for g in re.findall(r"\d+", raw)]
    cued = _CALL.search(match.string[max(0, match.start("x") - 45) : match.start("x")]) is not None
    if len(digits) in (10, 11, 12, 13):
        # Two years or clock times in a row are no number; short groups need a cue.
        return cued or raw.startswith("+") or max(groups) >= 4 or sorted(groups) == [2] * 5
    if cued:
        return 7 <= len(digits) <= 15
    if len(digits) == 7:
        return groups == [3, 4] and re.search(r"\d[-.]\d", raw) is not None
    return len(digits) == 9 and groups in ([3, 3, 3], [3, 2, 2, 2])


def _spoken_phone(match: "re.Match[str]") -> bool:
    return len(re.findall(_DIGIT_WORD + r"|\d", match["x"], _I)) >= 7


PHONE = [
    Rule(
        "phone",
        re.compile(
            r"(?<![\w$#/.])(?P<x>\+?\(?\d(?:[\dOo\uFE0F\u20E3]|[ \t\u00a0().\-–·*/]{1,3}(?=[\dOo(])){5,24}(?<=[\dOo\u20E3]))(?![\w/%])"
        ),
        _is_phone,
    ),
    Rule(
        "phone",
        re.compile(
            rf"(?<!\w)(?P<x>(?:{_DIGIT_WORD}|\d{{1,4}})(?:[\s,.\-]+(?:y\s+)?(?:{_DIGIT_WORD}|\d{{1,4}}|o))+)(?!\w)",
            _I,
        ),
        lambda m: _spoken_phone(m) and re.search("[a-z]{3}", m["x"], _I) is not None,
    ),
]
