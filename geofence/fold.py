"""Folding text so that one spelling stands for many: case, accents, homoglyphs, spacing, zero-width.

`squash` keeps letters and digits only, so "W h i s t l e-Creek", "#WhistleCreek" and the same with a
Cyrillic letter become one string; `offsets` leads each squashed character back to the code point of
the original text that it came from. `words` cuts a text into folded words, hashtags by their capitals.
"""

import re
import unicodedata
from typing import NamedTuple

# Letters of other alphabets that are drawn like Latin ones; capitals first, where they differ.
_CAPITALS = dict(
    zip(
        "\u0412\u041d\u0420\u0421\u0423\u0425\u0397\u039d\u03a1\u03a7\u03a5\u0396\u039c\u0392",
        "bhpcyxhnpxyzmb",
        strict=True,
    )
)
_CAPITALS |= dict(
    zip(
        "\u03f9\u13aa\u13f4\u13df\u13a0\u13ac\u13bb\u13ab\u13e6\u13de\u13b7\u13e2\u13d2\u13da\u13a2\u13d9\u13b3\u13c3\u13c0",
        "cabcdehjklmprstvwzg",
        strict=True,
    ),
)
_SMALL = dict(
    zip(
        "абвгдезиклмнорстухіјѕԁԛԝһıɡɑαβεηικμνορτυχωϲҽոսօᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
        "abvgdezuklmhopctyxijsdqwhigaabenikuvoptyxwceuuoabcdefghijklmnoprstuvwyz",
        strict=True,
    )
)
_BOXED = range(0x1F150, 0x1F18A)
_SPELLED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th"}
_ZERO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufe0e\ufe0f\ufeff"
_WORD = re.compile(rf"(?:(?:[^\W_]|[\U0001f150-\U0001f189])[{_ZERO_WIDTH}\u0300-\u036f]*)+")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|[0-9]+|[^\W_A-Za-z0-9]+")


def _fold_char(char: str) -> str:
    if ord(char) in _BOXED:  # white letters in black circles and squares, a row of 32 each
        at = (ord(char) - _BOXED.start) % 32
        return chr(ord("a") + at) if at < 26 else ""
    folded = []
    # Some that look alike here are another letter's compatible form there.
    for part in unicodedata.normalize("NFKD", _CAPITALS.get(char, char)):
        if unicodedata.combining(part):
            continue
        for letter in _CAPITALS.get(part, part).casefold():
            plain = _SPELLED.get(letter) or _SMALL.get(letter, letter)
            folded.append(plain if plain.isalnum() else "")
    return "".join(folded)


class _Table(dict[int, str]):
    """Fills itself with what each code point folds to; str.translate asks it once a character."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        self[code] = folded
        return folded


_TABLE = _Table()


def squash(text: str) -> str:
    """Letters and digits of `text`, folded, with nothing between them."""
    return text.translate(_TABLE)


def offsets(text: str) -> list[int]:
    """For each character of `squash(text)`, the index in `text` of the code point it came from."""
    return [index for index, char in enumerate(text) for _ in _TABLE[ord(char)]]


class Word(NamedTuple):
    """A folded word at text[start:end]. `tag` is "#" or "@" within a hashtag or an account."""

    fold: str
    start: int
    end: int
    capital: bool
    tag: str = ""


def words(text: str) -> list[Word]:
    """The words of a text in order. A hashtag or account falls into parts by capitals and digits."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        mark = text[start - 1] if start else ""
        tag = mark if mark in "#@" else ""
        if found and not tag and found[-1].tag and text[found[-1].end : start] == "_":
            tag = found[-1].tag
        pieces = _CAMEL.finditer(match[0]) if tag else ()
        spans = [(start + p.start(), start + p.end()) for p in pieces] or [(start, end)]
        for first, last in spans:
            folded = squash(text[first:last])
            if folded:
                found.append(Word(folded, first, last, text[first].isupper(), tag))
    return found


def phrase(text: str) -> tuple[str, ...]:
    """The folded words of a name from the district file."""
    return tuple(word.fold for word in words(text.replace("#", " ").replace("@", " ")))
