"""A post as the rules for persons see it: its words and what stands between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from privacy.redact import doubts
from privacy.redact.words import Word, is_plain

IsWord = Callable[[str], bool]


@dataclass(slots=True)
class View:
    """`open[i]` is False for words that are spoken for."""

    text: str
    words: Sequence[Word]
    open: Sequence[bool]
    spanish: bool
    shouting: bool
    is_word: IsWord

    def gap(self, left: int) -> str:
        """What stands between word `left` and the next one."""
        return self.text[self.words[left].end : self.words[left + 1].start]

    def joined(self, left: int) -> bool:
        """Whether word `left` and the next make one phrase: only blanks between, both unmasked."""
        return (
            0 <= left < len(self.words) - 1
            and self.open[left]
            and self.open[left + 1]
            and not self.words[left].possessive
            and self.gap(left).strip(" \t") in ("", ".")
            and ("." not in self.gap(left) or len(self.words[left].key) <= 4)
            and 0 < len(self.gap(left)) <= 3
        )

    def key(self, index: int) -> str:
        return self.words[index].key if 0 <= index < len(self.words) and self.open[index] else ""

    def capital(self, index: int) -> bool:
        return self.words[index].capital and not self.shouting

    def hard(self, key: str) -> bool:
        """Whether this name is an everyday word of the post's language."""
        return key in (doubts.HARD_SPANISH if self.spanish else doubts.HARD_ENGLISH)

    def starts_sentence(self, index: int) -> bool:
        before = self.text[: self.words[index].start].rstrip(" \t\"'“¿¡(*")
        return not before or before[-1] in ".!?\n:…" or not before[-1].isascii()

    def unknown(self, index: int) -> bool:
        """Neither an ordinary word nor too short to judge."""
        key = self.words[index].key
        return (
            len(key) >= 3
            and "'" not in key
            and not is_plain(key)
            and not self.is_word(key)
            and key not in doubts.NEVER
        )
