"""Patterns for what reaches a person: e-mail, link, handle, phone; written-out and cued forms too."""

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
_JOIN = r"(?:\s+(?:dot|punto|underscore|under score|guion bajo|guión bajo|dash|hyphen|guion|guión|plus)\s+|\s*(?:\(dot\)|\[dot\]|\(punto\))\s*)"


def _odd(token: str) -> bool:
    """Looks made up: digits, underscores, inner dots or capitals beside letters."""
    bare = token.strip("@ ")
    letters = sum(c.isalpha() for c in bare)
    return letters > 0 and bool(re.search(r"\d|_|\w\.\w|[a-z][A-Z]|#", bare))


def _written_mail(match: "re.Match[str]") -> bool:
    local, at = match["local"], match["at"]
    if at.endswith("@") and at[0].isspace() and not re.fullmatch(_MAIL, match["host"], _I):
        return False  # a handle after a word: "new account @some.one"
    if re.search(r"[@(\[{<]", match["at"]) or re.fullmatch(_MAIL, match["host"], _I):
        return True
    return _odd(local) or not is_plain(fold(local))


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
            "@" in m[0] or "arroba" in m[0].lower() or _odd(m["local"]) or not is_plain(fold(m["local"]))
        ),
    ),
    Rule(
        "email",
        re.compile(rf"(?<![\w.])(?P<local>{_LOCAL})[ ,]+{_MAIL}(?:\.| dot | punto | )com\b", _I),
        lambda m: _odd(m["local"]),
    ),
    Rule(
        "email",
        re.compile(
            rf"\b(?:gmail|hotmail|e-?mail|mail|correo|icloud)(?: addy| address| electr[oó]nico)?\s*(?:is|es|:|=|-)\s*(?P<x>{_LOCAL})(?![\w@])",
            _I,
        ),
        lambda m: _odd(m["x"]),
    ),
]

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
        lambda m: not re.fullmatch(r"[\d./]+", m[0]) and not re.search(r"\.bsky\.social$", m[0], _I),
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

_PLATFORM = (
    r"(?:snap(?:chat|s)?|sc|ig|insta(?:gram|s)?|finsta|rinsta|spam acc(?:ount)?|tik ?tok|tt|twitter|discord|disc|dc|kik|psn|xbox|"
    r"gamer ?tag|gt|roblox|fortnite|epic|steam|telegram|tele|tg|reddit|tumblr|twitch|youtube|yt|threads|bereal|"
    r"venmo|cash ?app|facebook|fb|face|wattpad|vsco|pinterest|bluesky|bsky|mastodon|locket|soundcloud|valorant|riot|"
    r"(?:user|screen) ?name|usuario|user|handle|nick|arroba)"
)
_LINKS = (
    r"(?:name|user(?:name)?|handle|id|acc(?:t|ount)?|tag|usuario|cuenta|nuevo|nueva|new|other|main|spam|profile|perfil|mine|now|ahora|just|"
    r"there|here|ahi|ahí|aqui|aquí|tambien|también|also|under|por|de|y|and|n|&|/|both|same|mismo|misma|en|on|both are|"
    + _PLATFORM
    + r")"
)
_COPULA = r"(?:is|es|its|it's|it is|are|:|=|-+>?|–|—|→|👉|➡️|@|called|as|se llama|llama|como|soy|im|i'm|add|add me|agregame|agrégame|busca(?:me|lo|la)?|búscame|:\)|\()"
_NAME = r"@?\s?(?P<x>[A-Za-z0-9_$](?:[\w.\-]{0,38}[\w])(?:#\d{3,5})?_*)(?![\w@])"
_OWN = r"(?:my|her|his|their|our|ur|your|mi|su|tu|the|la|el|this|ese|esa|is)"


_SOCIAL = re.compile(
    rf"\b(?:{_PLATFORM}|find me|find her|find him|follow|add me|dm me|agr[eé]ga\w*|s[ií]g(?:ue|an)\w*|busqu?[ea]n?\w*)\b",
    _I,
)


def _not_time(token: str) -> bool:
    return not re.fullmatch(r"\d+(?:[:.]\d+)?(?:am|pm|th|st|nd|rd|k|h|hrs?)?", token, _I)


def _handle_after(match: "re.Match[str]") -> bool:
    token = match["x"]
    if not _not_time(token) or len(token) < 3:
        return False
    if _odd(token) or "@" in match["sep"]:
        return True
    return (
        bool(match["copula"])
        and not is_plain(fold(token))
        and bool(match["own"] or re.search(r"[:=>👉→–—-]", match["copula"]))
    )


def _handle_odd(match: "re.Match[str]") -> bool:
    token = match["x"]
    return len(token) >= 3 and _not_time(token) and (_odd(token) or not is_plain(fold(token)))


_AT_WORDS = (
    r"(?:every(?:one|body)|here|all|school|home|lunch|noon|the|my|me|work|night|midnight|church|practice|his|her|your|ur|a|that|this|"
    r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)?|channel|u|you|yall|todos|anyone|him|them)"
)

HANDLE = [
    Rule("handle", re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.\-]*@[\w\-]+(?:\.[\w\-]+)+", _I)),
    Rule("handle", re.compile(rf"(?<![\w@])@(?!{_AT_WORDS}(?!\w|[.]\w))[\w](?:[\w.\-]{{0,60}}[\w])?_*", _I)),
    Rule("handle", re.compile(r"(?<![\w@.\-])[\w\-]{1,63}(?:\.[\w\-]{1,63}){0,3}\.bsky\.social\b", _I)),
    Rule("handle", re.compile(r"(?<![\w/])/?u/[\w\-]{3,24}\b", _I)),
    Rule("handle", re.compile(r"(?<![\w#])[\w.]{2,32}#\d{4,5}\b")),
    Rule(
        "handle",
        re.compile(r"(?<![\w$])\$[A-Za-z][\w\-]{3,24}\b"),
        lambda m: re.search(r"cash|venmo|pay|send|\$\w*\d|_", m.string, _I) is not None,
    ),
    Rule(
        "handle",
        re.compile(
            rf"(?:\b(?P<own>{_OWN})\s+(?:\w+\s)?)?(?<![\w@])(?:{_PLATFORM}|(?<=er )@|(?<=is )@|(?<=my )@)(?:'?s)?(?P<sep>(?:\s*,?\s*\b{_LINKS}\b|\s+/|\s*&)*?"
            rf"\s*(?P<copula>(?:\s*{_COPULA}){{1,3}})?\s*)(?<![\w])(?!(?:{_LINKS}|is|es|are|called|como)\b){_NAME}",
            _I,
        ),
        _handle_after,
    ),
    Rule(
        "handle",
        re.compile(
            r"\b(?:add|follow|find|hmu|hit (?:me|him|her) up|dm|message|msg|text|im|i'm|i am|she's|shes|he's|hes|they're|its|it's|soy|agr[eé]ga(?:me|la|lo|nme)?|s[ií]g(?:ue|an)(?:me|la|lo)?|"
            r"b[uú]sca(?:me|la|lo)?|busquen(?:me|la|lo)?|b[uú]squen(?:la|lo)|encuentras|estoy|est[aá]|aparezco|salgo|escr[ií]be(?:me|nme)?|m[aá]nda(?:me)?|stalk|block|report|reporten|is|called)"
            rf"(?:\s+(?:me|him|her|them|us|at|as|como|a|by|mi|my|on|the|user))*\s*:?\s+{_NAME}\s*,?\s*(?:(?:on|en|in|via|thru|through|de|for)\s+(?:my\s|mi\s|the\s)?)?\(?{_PLATFORM}\b",
            _I,
        ),
        _handle_odd,
    ),
    Rule(
        "handle",
        re.compile(
            rf"(?:\b(?:y|and|n|or|o|not|no)|[&,/])\s+(?:(?:en|on|my|mi|her|his|su|the|el)\s+)?{_PLATFORM}\s*(?::|is\b|es\b|como\b|@)?\s*{_NAME}",
            _I,
        ),
        lambda m: (
            len(m["x"]) >= 5
            and not is_plain(fold(m["x"]))
            and _SOCIAL.search(m.string, 0, m.start()) is not None
        ),
    ),
    Rule(
        "handle",
        re.compile(r"(?<![\w@.])(?P<x>[a-z][a-z0-9]{2,}(?:\.[a-z0-9]{2,})+)(?![\w@])"),
        lambda m: not is_plain(m["x"].rsplit(".", 1)[1]) and _SOCIAL.search(m.string) is not None,
    ),
    Rule(
        "handle",
        re.compile(rf"\b(?:under|encuentra[ns]? como|aparezco como|estoy como|salgo como)\s+{_NAME}", _I),
        lambda m: _odd(m["x"]) and _not_time(m["x"]),
    ),
    Rule(
        "handle",
        re.compile(
            rf"\b(?:kik|snap|dm|ig|insta|discord|venmo|cash ?app|tele|telegram)\s+me\s+(?:at\s+|@\s?)?{_NAME}",
            _I,
        ),
        lambda m: _odd(m["x"]) or (len(m["x"]) >= 6 and not is_plain(fold(m["x"]))),
    ),
    Rule(
        "handle",
        re.compile(rf"(?<![\w@.]){_NAME}\s+(?:on|en)\s+(?:my\s|mi\s)?{_PLATFORM}\b", _I),
        lambda m: _odd(m["x"]) and _not_time(m["x"]),
    ),
    Rule(
        "handle",
        re.compile(
            r"\b(?:add|follow|unfollow|dm|message|msg|report|block|stalk|hmu|hit|agr[eé]ga(?:me|la|lo|nme)?|sigue(?:me)?|s[ií]gan(?:me|la|lo)?|funen|funa|reporten|busquen|bloqueen|bloquea)"
            rf"(?:\s+(?:me|him|her|them|up|a|at|as|como|@))*\s*:?\s+{_NAME}",
            _I,
        ),
        lambda m: _odd(m["x"]) and _not_time(m["x"]) and not re.fullmatch(r"[a-z]{1,3}\d{1,3}", m["x"], _I),
    ),
    Rule(
        "handle",
        re.compile(
            r"(?<![\w@./#])(?:_+[a-z][a-z0-9.]*|[a-z0-9][a-z0-9.]*[_](?=[\w.]*[a-z0-9])|[a-z][a-z0-9.]{2,}_)[\w.]*(?<!\.)(?![\w@])",
            _I,
        ),
        lambda m: sum(c.isalpha() for c in m[0]) >= 3 and not re.fullmatch(r"_+[^_\d]+_+", m[0]),
    ),
    Rule(
        "handle",
        re.compile(r"\bx+_?[A-Z][\w]+?_?[xX]+\d*\b"),
        lambda m: m[0][:2].lower() == "xx" and len(m[0]) > 6,
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
