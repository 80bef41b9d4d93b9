"""Careless and dialect spellings put on training texts, so that the label does not hang on how a post is spelled.

A word-for-word grammar, labels unchanged: what an African American English speller may write for a standard
form (after Blodgett, Green & O'Connor 2016, "Demographic dialectal variation in social media"), and what
anyone in a hurry does.
"""

import random
import re
from functools import partial

_DIALECT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\b(?:i am|i'm|im) (?:about|going) to\b", ("im finna", "i'm boutta", "ima", "im gon")),
    (r"\b(?:going to|gonna)\b", ("gon", "finna", "gone")),
    (r"\babout to\b", ("boutta", "finna")),
    (r"\b(?:trying to|want to)\b", ("tryna",)),
    (r"\b(?:i do not|i don'?t|i dont)\b", ("iont", "i ain't", "ion")),
    (r"\b(?:is not|isn'?t|are not|aren'?t|am not|has not|hasn'?t|have not|haven'?t)\b", ("ain't", "aint")),
    (r"\b(he|she|they|we|you) (?:is|are)\b", (r"\1", r"\1 be")),
    (r"\b(he|she|it)'s\b", (r"\1", r"\1 be")),
    (r"\b(they|we|you)'re\b", (r"\1",)),
    (r"\bthat\b", ("dat",)),
    (r"\bthis\b", ("dis",)),
    (r"\bthe\b", ("da", "the")),
    (r"\bwith\b", ("wit",)),
    (r"\bthem\b", ("dem", "em")),
    (r"\b(?:because|cause)\b", ("cuz",)),
    (r"\bsomething\b", ("sum",)),
    (r"\bnothing\b", ("nun", "nothin")),
    (r"\b(?:everybody|everyone)\b", ("errbody", "erbody")),
    (r"\b(?:brother|dude|man)\b", ("bruh", "bro")),
    (r"\byou all\b", ("y'all", "yall")),
    (r"\byour\b", ("yo", "ya")),
    (r"\bnot lying\b", ("no cap",)),
    (r"\breally\b", ("deadass", "fr")),
    (r"\b(\w{2,})ing\b", (r"\1in",)),
    (r"\b(\w{3,})er\b", (r"\1a",)),
)
_GRAMMAR = tuple((re.compile(pattern, re.IGNORECASE), forms) for pattern, forms in _DIALECT)
_TAILS = ("fr", "no cap", "on god", "bruh", "deadass", "yall", "smh")


def _form(forms: tuple[str, ...], rng: random.Random, found: re.Match[str]) -> str:
    return found.expand(rng.choice(forms)) if rng.random() < 0.75 else found[0]


def dialect(text: str, rng: random.Random) -> str:
    """An English text respelled; each form that applies is taken three times in four."""
    for pattern, forms in _GRAMMAR:
        text = pattern.sub(partial(_form, forms, rng), text)
    return f"{text} {rng.choice(_TAILS)}" if rng.random() < 0.3 else text


def roughen(text: str, lang: str, rng: random.Random) -> str:
    """A careless spelling: dialect (English), small letters, points, apostrophes or accents lost, a word lost,
    a handle before it.
    """
    if lang == "en" and rng.random() < 0.3:
        text = dialect(text, rng)
    if rng.random() < 0.25:
        text = text.lower()
    if rng.random() < 0.25:
        text = re.sub(r"[.,;:!?¡¿]+", "", text)
    if rng.random() < 0.25:
        text = text.replace("'", "").replace("\u2019", "")
    if lang == "es" and rng.random() < 0.3:
        text = text.translate(_PLAIN)
    words = text.split()
    if len(words) > 7 and rng.random() < 0.2:
        words.pop(rng.randrange(len(words)))
    if rng.random() < 0.08:
        words.insert(0, "@user")
    return " ".join(words)


_PLAIN = str.maketrans("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU")
