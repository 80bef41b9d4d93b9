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
_MIXED_WORD = re.compile(r"\w*[A-Za-z]\w*")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
_SPACES = re.compile(r"\s+")

_EMOJI = {
    "🔫": "gun", "🔪": "knife", "🗡": "knife", "💣": "bomb", "💥": "explosion", "🩸": "blood",
    "😂": "lol", "🤣": "lol", "😭": "crying", "💀": "dead lol", "☠": "dead", "❤": "love", "💛": "love",
    "🔥": "fire", "🙏": "please", "😈": "devil", "👿": "angry devil", "🤡": "clown", "🤮": "vomit", "🤢": "sick",
}  # fmt: skip


def normalise(text: str) -> str:
    """The text as the model reads it. Any string is allowed; lone surrogates become spaces."""
    text = _MASKS.sub(_mask, text)
    text = "".join(map(_character, text))
    if not text.isascii():
        text = _MIXED_WORD.sub(lambda word: word[0].translate(_LOOK_ALIKES), text)
    text = _LEET_WORD.sub(_unleet, text)
    text = _LONG_RUN.sub(r"\1\1", text)
    return _SPACES.sub(" ", text).strip()


def _mask(found: re.Match[str]) -> str:
    return f" {_MASKED[found.lastgroup or 'user']} "


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
