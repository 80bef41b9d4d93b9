"""Patterns for handles: with an at sign, by their looks, and by the platform named beside them."""

import re

from privacy.redact.contact import odd
from privacy.redact.spans import Rule
from privacy.redact.words import fold, is_plain

_I = re.IGNORECASE
_PLATFORM = (
    r"(?:snap(?:chat|s)?|sc|ig|gram|priv|burner|insta(?:gram|s)?|finsta|rinsta|spam acc(?:ount)?|tik ?tok|tt|twitter|discord|disc|dc|kik|psn|xbox|"
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
# Atomic, and few: what may be split in two ways at every word takes time without bound.
_COMMA = r"(?>\s*+(?:,\s*+)?)"
_COPULA = r"(?:is|es|its|it's|it is|are|:|=|-+>?|–|—|→|👉|➡️|@|called|as|se llama|me llamo|llama|como|soy|im|i'm|add|add me|agregame|agrégame|busca(?:me|lo|la)?|búscame|:\)|\()"
_NAME = r"@?\s?(?P<x>[A-Za-z0-9_$](?:[\w.\-]{0,38}[\w])(?:#\d{3,5})?_*)(?![\w@])"
_OWN = r"(?:my|her|his|their|our|ur|your|mi|su|tu|the|la|el|this|ese|esa|is)"


_SOCIAL = re.compile(
    rf"\b(?:{_PLATFORM}|unfollow|spam|main|acc|find me|find her|find him|follow|add me|dm me|agr[eé]ga\w*|s[ií]g(?:ue|an)\w*|busqu?[ea]n?\w*)\b",
    _I,
)


def _not_time(token: str) -> bool:
    return not re.fullmatch(r"\d+(?:[:.]\d+)?(?:am|pm|th|st|nd|rd|k|h|hrs?)?", token, _I)


_INVITES = re.compile(r"\b(?:add|follow|hmu|hit me|dm|agr[eé]g\w*|s[ií]g(?:ue|an)\w*)\b", _I)
# What wears digits and is no account.
_PRODUCT = re.compile(
    r"(?:covid|iphone|ipad|windows|fifa|grade|room|hall|apt|unit|gen|area|psalm|galaxy|version|class|xbox|bus|row|page)\d",
    _I,
)


def _handle_after(match: "re.Match[str]") -> bool:  # noqa: PLR0911 - a row of reasons, the first that holds decides
    token = match["x"]
    if (
        token[0].isupper()
        and token.isalpha()
        and re.match(r"\s[A-ZÁÉÍÓÚÑ][a-z]", match.string[match.end("x") :])
    ):
        return False  # a person's full name: "face: Ana Lopez"
    if not _not_time(token) or len(token) < 3:
        return False
    if odd(token) or "@" in match["sep"]:
        return True
    if is_plain(fold(token)):
        return False
    if not match["copula"]:
        return _alone(match, token)
    if match["own"] or re.search(r"[:=>👉→–—-]|\b(?:soy|como|as|called)\b", match["copula"], _I):
        return True
    return len(token) >= 8 and _INVITES.search(match.string) is not None


# What follows a platform's name and is no account: "my snap streak".
_NO_ACCOUNT = frozenset(
    [
        "story",
        "stories",
        "live",
        "streak",
        "streaks",
        "feed",
        "server",
        "bio",
        "caption",
        "score",
        "memory",
        "memories",
        "died",
        "link",
        "reel",
        "reels",
        "highlights",
        "stays",
        "lives",
        "video",
        "videos",
        "account",
        "accounts",
        "blew",
        "notif",
        "notifs",
        "post",
        "posted",
        "page",
        "pages",
        "drama",
        "trend",
        "filter",
        "filters",
        "tea",
        "addict",
        "famous",
        "thing",
        "group",
        "chats",
        "gcs",
        "mods",
        "crashed",
    ]
)
_BOUND = re.compile(
    r"\s*(?:$|[,.!?)\n;]|(?:pa|para|if|for|so|and|n|y|si|pls|plz|porfa|lol|add|rn|hmu|asap|x)\b)", _I
)
_ASKED = re.compile(
    r"\b(?:add|follow|find|hmu|hit|dm|agr[eé]g\w*|s[ií]g(?:ue|an)\w*|b[uú]sc\w*)\W+(?:\w+\W+){0,4}$", _I
)


def _alone(match: "re.Match[str]", token: str) -> bool:
    """ "mi ig mafertorres", "add me on insta sierrarae": the name right after the platform, and then the clause ends."""
    if (
        len(token) < 5
        or not token.isalnum()
        or fold(token) in _NO_ACCOUNT
        or token.endswith(("ing", "ed", "ly"))
    ):
        return False
    asked = bool(match["own"]) or _ASKED.search(match.string[: match.start()]) is not None
    return asked and _BOUND.match(match.string, match.end("x")) is not None


def _account_like(match: "re.Match[str]") -> bool:
    """ "user83920174", not "room204" or "prom2026"."""
    return not _PRODUCT.match(match[0]) and not is_plain(fold(match["stem"]))


def _handle_odd(match: "re.Match[str]") -> bool:
    token = match["x"]
    return len(token) >= 3 and _not_time(token) and (odd(token) or not is_plain(fold(token)))


_AT_WORDS = (
    r"(?:every(?:one|body)|here|all|school|home|lunch|noon|the|my|me|work|night|midnight|church|practice|his|her|your|ur|a|that|this|"
    r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)?|channel|u|you|yall|todos|anyone|him|them)"
)

_SPELLED = r"(?:dot|punto|period|underscore|under score|guion bajo|guión bajo|dash|guion|guión)"
_SAID = r"(?:\s*(?:\b(?:is|its|it's|es|as|como|name|user)\b|[:=]))*\s+"
HANDLE = [
    Rule(
        "handle",
        re.compile(r"(?<!\S)@\s(?P<x>[A-Za-z][\w.]*\w)"),
        lambda m: odd(m["x"]) and _not_time(m["x"]) and not _PRODUCT.match(m["x"]),
    ),
    Rule(
        "handle",
        re.compile(
            rf"\b{_PLATFORM}\b{_SAID}(?P<x>\w{{2,20}}(?:\s+{_SPELLED}\s+\w{{1,20}}){{1,4}}(?:\s+{_SPELLED}\b)?)",
            _I,
        ),
    ),
    Rule(
        "handle",
        re.compile(
            rf"\b{_PLATFORM}\b{_SAID}(?P<x>(?:[a-z0-9._]\s){{3,20}}(?:{_SPELLED}\s)?[a-z0-9._]{{1,4}})(?!\w)",
            _I,
        ),
        lambda m: not re.match(r"[a-z]\s+[a-z]{{2}}", m["x"], _I),
    ),
    Rule("handle", re.compile(rf"\b(?i:{_PLATFORM})\b(?i:{_SAID})(?P<x>\.[A-Za-z]\w{{3,30}})")),
    Rule(
        "handle",
        re.compile(
            r"\b(?i:gt|gamer ?tag|psn|xbox)\s*(?:is|:|-)\s*(?P<x>[A-Z][a-z0-9]+(?:\s[A-Z0-9][a-z0-9]*){1,2})(?!\w)"
        ),
    ),
    Rule("handle", re.compile(r"(?<![\w@.#/\-$])(?P<stem>[a-z]{4,20})\d{3,12}(?![\w\-])", _I), _account_like),
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
            rf"(?:\b(?P<own>{_OWN})\s+(?:\w+\s)?)?(?<![\w@])(?:{_PLATFORM}|(?<=er )@|(?<=is )@|(?<=my )@)(?:'?s)?(?P<sep>(?:{_COMMA}\b{_LINKS}\b|\s+/|\s*&){{0,8}}?"
            rf"{_COMMA}(?P<copula>(?:\s*{_COPULA}){{1,3}})?\s*)(?<![\w])(?!(?:{_LINKS}|is|es|are|called|como)\b){_NAME}",
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
        lambda m: (
            (re.search(r"\d", m["x"]) is not None or not is_plain(m["x"].rsplit(".", 1)[1]))
            and _SOCIAL.search(m.string) is not None
        ),
    ),
    Rule(
        "handle",
        re.compile(rf"\b(?:under|encuentra[ns]? como|aparezco como|estoy como|salgo como)\s+{_NAME}", _I),
        lambda m: odd(m["x"]) and _not_time(m["x"]),
    ),
    Rule(
        "handle",
        re.compile(
            rf"\b(?:kik|snap|dm|ig|insta|discord|venmo|cash ?app|tele|telegram)\s+me\s+(?:at\s+|@\s?)?{_NAME}",
            _I,
        ),
        lambda m: odd(m["x"]) or (len(m["x"]) >= 6 and not is_plain(fold(m["x"]))),
    ),
    Rule(
        "handle",
        re.compile(rf"(?<![\w@.]){_NAME}\s+(?:on|en)\s+(?:my\s|mi\s)?{_PLATFORM}\b", _I),
        lambda m: odd(m["x"]) and _not_time(m["x"]),
    ),
    Rule(
        "handle",
        re.compile(
            r"\b(?:add|follow|unfollow|dm|message|msg|report|block|stalk|hmu|hit|agr[eé]ga(?:me|la|lo|nme)?|sigue(?:me)?|s[ií]gan(?:me|la|lo)?|funen|funa|reporten|busquen|bloqueen|bloquea)"
            rf"(?:\s+(?:me|him|her|them|up|a|at|as|como|@))*\s*:?\s+{_NAME}",
            _I,
        ),
        lambda m: odd(m["x"]) and _not_time(m["x"]) and not re.fullmatch(r"[a-z]{1,3}\d{1,3}", m["x"], _I),
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
