"""Which language a post is in, so that people see where the model was never validated.

py3langid (Barbaresi, after Lui and Baldwin 2012): byte n-grams under naive Bayes, 5 MB, numpy alone. The
choice is narrowed to languages spoken at home in United States schools: a short post has too few n-grams
for a hundred.
"""

import re
from functools import cache
from typing import Any

VALIDATED = ("en", "es")
"""Languages whose posts the model was tuned and tested on."""

AMONG = (
    *VALIDATED, "am", "ar", "bn", "de", "el", "fa", "fr", "hi", "ht", "id", "it", "ja", "ko", "ne", "nl", "pa",
    "pl", "pt", "ro", "ru", "sv", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
_LEAST = 6
"""Letters; below that ("lol", "ok bro") nothing can be said."""
_LETTERS_FOR_HAN = 2

_NOT_LANGUAGE = re.compile(r"https?://\S+|www\.\S+|[@#][\w.-]+")


def language(text: str) -> str:
    """ISO 639-1 code, or "" where there is too little to tell. About 2,000 posts a second: for flagged ones."""
    read = _NOT_LANGUAGE.sub(" ", text).encode("utf-8", "ignore").decode()
    letters = [char for char in read if char.isalpha()]
    least = _LEAST if all(ord(char) < 0x2E80 for char in letters) else _LETTERS_FOR_HAN
    if len(letters) < least:
        return ""
    found: str = _identifier().classify(read)[0]
    return found


def validated(code: str) -> bool:
    """False for a language that the model was not validated in; what cannot be told is not marked."""
    return code in ("", *VALIDATED)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads its model, for flagged posts alone

    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(list(AMONG))
    return made
