"""How a post is spelled for the model: the same in training, evaluation and scoring.

Look-alike tricks are undone and what the training sets mask is masked. Spans never refer to this
text: evidence is found by leaving words out of the original (classify.spans).
"""

import re
import unicodedata
from functools import lru_cache

_MASKS = re.compile(
    r"(?P<http>https?://\S+|www\.\S+)"
    r"|(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)"
    r"|(?P<user>@(?!email\b)[\w][\w.-]{0,100})"
    r"|(?P<number>\d{5,})"
)
_MASKED = {"http": "http", "email": "@email", "user": "@user", "number": "000"}

# Only inside a word that also has Latin letters: text in Cyrillic or Greek stays what it is.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһкмтвнАВЕКМНОРСТУХοαερτικνυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhkmtbhABEKMHOPCTYXoaeptiknuABEZHIKMNOPTYX",
)
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_WORD = re.compile(r"(?<![\w@$!])[A-Za-z][A-Za-z]*[013457@$!][A-Za-z013457@$!]*[A-Za-z](?!\w)")
# Letters set apart: "k i l l", "k.i.l.l", "k_1_l_l"; four or more, the same mark between all.
_APART = re.compile(
    r"(?<![\w@$!*'\u2019])[A-Za-z](?P<mark>[ ._*\-])(?:[A-Za-z013457@$!](?P=mark)){2,}[A-Za-z](?![\w@$!*'\u2019])"
)
_MIXED_WORD = re.compile(r"\w*[A-Za-z]\w*")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
_SPACES = re.compile(r"\s+")

_EMOJI = {
    "🔫": "gun", "🔪": "knife", "🗡": "knife", "💣": "bomb", "💥": "explosion", "🩸": "blood",
    "😂": "lol", "🤣": "lol", "😭": "crying", "💀": "dead lol", "☠": "dead", "❤": "love", "💛": "love",
    "🔥": "fire", "🙏": "please", "😈": "devil", "👿": "angry devil", "🤡": "clown", "🤮": "vomit", "🤢": "sick",
}  # fmt: skip

# African American English spelled online, read as the standard words it stands for (lexical normalisation, Han
# & Baldwin 2011): a threat or a cry for help must not count less for its spelling. No form that is a Spanish word.
_FORMS = {
    "finna": "going to", "boutta": "about to", "bouta": "about to", "gon": "going to",
    "gonna": "going to", "tryna": "trying to", "wanna": "want to", "gotta": "got to", "ima": "i'm going to",
    "imma": "i'm going to", "i'ma": "i'm going to", "iont": "i don't", "ion": "i don't",
    "ain't": "isn't", "aint": "isn't", "dat": "that", "dis": "this", "dem": "them", "dey": "they", "wit": "with",
    "wid": "with", "cuz": "because", "errbody": "everybody", "erbody": "everybody",
    "nuttin": "nothing", "sumn": "something", "sum'n": "something", "yall": "you all", "y'all": "you all",
    "tho": "though", "bruh": "bro", "brotha": "brother", "sista": "sister", "lil": "little",
    "mah": "my", "muh": "my", "rn": "right now", "talmbout": "talking about", "talkin": "talking",
    "goin": "going", "comin": "coming", "doin": "doing", "sayin": "saying", "tellin": "telling",
    "killin": "killing", "shootin": "shooting", "bringin": "bringing", "cryin": "crying", "dyin": "dying",
    "livin": "living", "hurtin": "hurting", "nothin": "nothing", "somethin": "something",
    "neva": "never", "foreva": "forever", "betta": "better", "mista": "mister", "skool": "school",
    "gettin": "getting", "walkin": "walking", "playin": "playing", "tryin": "trying", "thinkin": "thinking",
    "lookin": "looking", "makin": "making", "laughin": "laughing", "runnin": "running", "hittin": "hitting",
    "waitin": "waiting", "sittin": "sitting", "wearin": "wearing", "bein": "being", "fuckin": "fucking",
    "burnin": "burning", "cuttin": "cutting", "sleepin": "sleeping", "eatin": "eating", "leavin": "leaving",
    "feelin": "feeling", "losin": "losing", "snitchin": "snitching", "slippin": "slipping", "pullin": "pulling",
    "droppin": "dropping", "catchin": "catching", "slidin": "sliding", "fightin": "fighting",
    "beatin": "beating", "messin": "messing", "watchin": "watching", "hatin": "hating", "jus": "just",
    "nex": "next",
    "yo'": "your", "thas": "that's", "whatchu": "what are you", "gimme": "give me",
}  # fmt: skip
_FORM = re.compile(
    r"(?<![\w'])(" + "|".join(map(re.escape, sorted(_FORMS, key=len, reverse=True))) + r")(?![\w'])",
    re.IGNORECASE,
)

# Negative inversion ("ain't nobody coming", "can't nobody tell me"; Green 2002, "African American English") is one
# negation: word by word it would come out as "isn't nobody".
_INVERTED = re.compile(
    r"(?<![\w'])(?:ain't|aint|don't|dont|didn't|(?P<verb>ca|wo)n't) (?P<who>nobody|no one)(?![\w'])",
    re.IGNORECASE,
)
_POSITIVE = {"ca": " can", "wo": " will"}


def normalise(text: str) -> str:
    """The text as the model reads it. Any string is allowed; lone surrogates become spaces."""
    text = _MASKS.sub(_mask, text)
    text = "".join(map(_character, text))
    if not text.isascii():
        text = _MIXED_WORD.sub(lambda word: word[0].translate(_LOOK_ALIKES), text)
    text = _APART.sub(_together, text)
    text = _LEET_WORD.sub(_unleet, text)
    text = _LONG_RUN.sub(r"\1\1", text)
    text = _INVERTED.sub(lambda found: found["who"] + _POSITIVE.get((found["verb"] or "").lower(), ""), text)
    text = _FORM.sub(lambda found: _FORMS[found[0].lower()], text)
    return _SPACES.sub(" ", text).strip()


def _mask(found: re.Match[str]) -> str:
    return f" {_MASKED[found.lastgroup or 'user']} "


def _together(run: re.Match[str]) -> str:
    word = run[0].replace(run["mark"], "")
    return word if len(set(word.lower())) > 1 else run[0]


def _unleet(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(_LEET) if sum(map(str.isalpha, word)) * 2 >= len(word) else word


@lru_cache(maxsize=8192)
def _character(char: str) -> str:
    if char.isascii():
        return char if char.isprintable() else " "
    if char in _EMOJI:
        return f" {_EMOJI[char]} "
    category = unicodedata.category(char)
    if category == "Cf" or char in "\ufe0e\ufe0f":
        return ""
    if category in ("Cc", "Cs", "Co", "Cn"):
        return " "
    if category == "So":
        return _named(char)
    return unicodedata.normalize("NFKC", char)


def _named(symbol: str) -> str:
    """A symbol in words, so that a vocabulary without emoji still reads it."""
    words = unicodedata.name(symbol, "").lower().replace("-", " ").split()
    kept = [word for word in words if word not in ("face", "sign", "symbol", "with")]
    return f" {' '.join(kept[:3])} "
