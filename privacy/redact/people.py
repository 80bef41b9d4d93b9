"""Persons by name lists and by the words around a name. Works in lower case; needs no model.

A word is weighed in three ways: a name that is nothing else counts anywhere; a name that is also a word
counts when its neighbours treat it as a person; an unknown word counts only after a cue that introduces
a person ("my name is", "dile a", "coach"). Then names grow to the right (surnames) and spread over lists
("lily, emma and ruth") and over further mentions in the same post.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from privacy.redact import cues
from privacy.redact.names import (
    ANY_GIVEN,
    ANY_SURNAME,
    GIVEN,
    SURNAMES,
    WEAK_GIVEN,
    WEAK_SURNAMES,
    WORDS_IN_SPANISH,
)
from privacy.redact.words import SPANISH, Word, is_plain

IsWord = Callable[[str], bool]


@dataclass(slots=True)
class _Post:
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
        return key in (cues.HARD_SPANISH if self.spanish else cues.HARD_ENGLISH)

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
            and key not in cues.NEVER
        )


def _strong(post: _Post, index: int) -> bool:
    word = post.words[index]
    key = word.key
    if key not in GIVEN and key not in SURNAMES:
        if "-" in key:
            return all(part in ANY_GIVEN or part in ANY_SURNAME for part in key.split("-"))
        return False
    if post.spanish and key in WORDS_IN_SPANISH:
        return False
    return not _place(post, index)


def _place(post: _Post, index: int) -> bool:
    """San Antonio, Fort Collins, Smith & Wesson, Martin Luther King Day."""
    before, after = post.key(index - 1), post.key(index + 1)
    if before in cues.PLACE_BEFORE and post.joined(index - 1):
        return True
    if after in cues.PLACE_AFTER and (post.joined(index) or "&" in post.gap(index)):
        return True
    return (before, post.key(index)) in cues.NOT_PERSONS or (post.key(index), after) in cues.NOT_PERSONS


def _weak_is_name(post: _Post, index: int) -> bool:
    """Whether a name that is also a word is used as a name here."""
    key, before = post.words[index].key, post.key(index - 1)
    tight = index > 0 and post.open[index - 1] and post.gap(index - 1).strip(" ,") == ""
    if _place(post, index):
        return False
    if _capital_name(post, index, tight) or _called(post, index, tight):
        return True
    if (
        tight
        and before in cues.DETERMINERS
        and not (post.spanish and before in ("la", "el") and key not in cues.SPANISH_NOUNS)
    ):
        return False
    if tight and before in cues.PLACE_PREPOSITIONS and key in cues.CITIES:
        return False
    if _does_something(post, index) or _beside_someone(post, index, tight) or _addressed(post, index, tight):
        return True
    if post.spanish and (key in WORDS_IN_SPANISH or key in cues.SPANISH_NOUNS):
        return False
    return key not in cues.AMBIGUOUS and not post.hard(key)


def _capital_name(post: _Post, index: int, tight: bool) -> bool:
    word, before = post.words[index], post.key(index - 1)
    if word.possessive and word.key not in cues.TIME_WORDS and not (tight and before in cues.DETERMINERS):
        return True
    if not post.capital(index) or post.starts_sentence(index) or word.key in cues.CAPITAL_WORDS:
        return False
    return not (tight and before in cues.PLACE_PREPOSITIONS and word.key in cues.CITIES)


def _called(post: _Post, index: int, tight: bool) -> bool:
    """Introduced or spoken to: "her name is grace", "tell will"."""
    key, before = post.words[index].key, post.key(index - 1)
    if not tight:
        return False
    return _introduced(post, index) or (
        before in cues.CALLS and key not in cues.AFTER_CALL_NOT.get(before, ())
    )


def _does_something(post: _Post, index: int) -> bool:
    """ "faith said", "mark my ex", "lily chen"."""
    key, after = post.words[index].key, post.key(index + 1)
    if not after or post.gap(index).strip(" ") != "":
        return False
    if after in cues.SAYS or after == "who":
        return True
    if (
        after in cues.ACTS
        and not (post.hard(key) and after in cues.HARD_NOT)
        and not (key in cues.THINGS or (post.spanish and key in cues.SPANISH_NOUNS))
    ):
        return True
    bare = post.starts_sentence(index) or post.key(index - 1) in cues.AND
    if post.spanish and bare and after in cues.ACTS and key in cues.SPANISH_NOUNS - cues.SPANISH_SPEECH:
        return True
    if after in ("my", "mi") and post.key(index + 2) in cues.KIN:
        return True
    surname = after in ANY_SURNAME and after not in cues.SOFT_SURNAMES
    return surname and (after in SURNAMES or not post.hard(key))


def _beside_someone(post: _Post, index: int, tight: bool) -> bool:
    """ "with jordan", "is rosa ok", "a karla", "joy n summer are"."""
    key, before = post.words[index].key, post.key(index - 1)
    if (
        tight
        and before in cues.WITH
        and not post.hard(key)
        and key not in cues.CITIES
        and not (post.spanish and key in cues.SPANISH_NOUNS)
    ):
        return True
    if tight and before in cues.WITH and key in cues.COUNTED and not post.spanish:
        return True
    if tight and before in cues.ASKS and (not post.hard(key) or post.key(index + 1) in cues.BEHAVES):
        return True
    if post.spanish and tight and before in cues.SPANISH_BEFORE and key not in cues.SPANISH_NOUNS:
        return True
    return _pair(post, index) or _pair(post, index - 2)


def _pair(post: _Post, first: int) -> bool:
    """Two names that are words, joined, and then something only people do."""
    pair = (post.key(first), post.key(first + 2)) if first >= 0 else ("", "")
    if not all(key in WEAK_GIVEN and key not in cues.HARD_IN_LISTS - {"sol", "mar"} for key in pair):
        return False
    return post.key(first + 1) in cues.AND and post.key(first + 3) in cues.THEY


def _addressed(post: _Post, index: int, tight: bool) -> bool:
    """Called by name at the start ("grace, stop") or the end ("bye grace")."""
    key, before, after = post.words[index].key, post.key(index - 1), post.key(index + 1)
    if post.starts_sentence(index) and index + 1 < len(post.words):
        gap = post.gap(index).strip()
        called = gap in (",", ":") or (after in cues.VOCATIVE_AFTER and gap == "")
        if called and not (post.hard(key) and after in cues.HARD_NOT):
            return True
    return index == len(post.words) - 1 and tight and before in cues.VOCATIVE_BEFORE


def _introduced(post: _Post, index: int) -> bool:
    """Whether the words before say that a name follows: "my name is", "kid named", "Ms.", "me llamo"."""
    keys = tuple(post.key(i) for i in range(max(0, index - 4), index))
    if not keys or not keys[-1]:
        return False
    gap = post.gap(index - 1)
    if "\n" in gap or any(c in gap for c in "!?;") or ("." in gap and keys[-1] not in cues.TITLES):
        return False
    if keys[-1] in cues.TITLES:
        return True
    return any(keys[-len(intro) :] == intro for intro in cues.INTRODUCTIONS)


def _unknown_is_name(post: _Post, index: int) -> bool:
    key, before = post.words[index].key, post.key(index - 1)
    if key in cues.NEVER or _place(post, index):
        return False
    surname = key in ANY_SURNAME or key in ANY_GIVEN
    if _introduced(post, index):
        if before in cues.SOFT_TITLES and not surname:
            return post.unknown(index)
        if before in cues.TITLES:
            return (
                len(key) > 1 and (not is_plain(key) or (surname and key not in ("will", "may")))
            ) or post.capital(index)
        return surname or (not is_plain(key) and (not post.is_word(key) or post.capital(index)))
    if not post.unknown(index):
        return False
    adjacent = index > 0 and post.gap(index - 1).strip(" ,") == ""
    if adjacent and before in cues.CALLS and before not in cues.LOOSE_CALLS:
        return True
    if index + 1 < len(post.words) and post.gap(index).strip() == "":
        after = post.key(index + 1)
        if post.words[index].possessive and after in cues.BELONGS:
            return True
        if (
            after in cues.SAYS or (after in cues.DID and not post.spanish)
        ) and before not in cues.DETERMINERS:
            return True
    if post.spanish:
        if post.capital(index) and not post.starts_sentence(index):
            return before not in cues.PLACE_PREPOSITIONS
        return adjacent and before in cues.SPANISH_NAMERS
    return False


def _seed(post: _Post, index: int) -> bool:
    if not post.open[index]:
        return False
    key = post.words[index].key
    if key in cues.NEVER:
        return False
    if _strong(post, index):
        return not (index > 0 and (post.key(index - 1), key) in cues.NOT_PERSONS)
    if post.spanish and key in SPANISH and not _introduced(post, index):
        return False
    if key in WEAK_GIVEN or (post.spanish and key in WORDS_IN_SPANISH):
        return _weak_is_name(post, index)
    if (
        len(key) > 4
        and key.endswith("s")
        and not is_plain(key)
        and key[:-1] in GIVEN
        and key not in ANY_SURNAME | cues.NOT_POSSESSIVE
        and not _place(post, index)
    ):
        return not (post.spanish and key[:-1] in WORDS_IN_SPANISH)
    return _unknown_is_name(post, index)


def _is_surname(post: _Post, index: int) -> bool:
    """Whether this word, right after a name, belongs to it."""
    key = post.key(index)
    if not key or key in cues.NEVER:
        return False
    if key in SURNAMES or (key in GIVEN and not (post.spanish and key in WORDS_IN_SPANISH)):
        return True
    if len(key) == 1:
        return key in "dfghjlmpstvz" if not post.capital(index) else key not in "iy"
    if post.capital(index):
        return not is_plain(key) or key in ANY_SURNAME
    if key in WEAK_SURNAMES or key in WEAK_GIVEN:
        if key in cues.SOFT_SURNAMES:
            return False
        last = index == len(post.words) - 1 or not post.joined(index)
        return last or post.key(index + 1) in cues.ACTS or post.key(index + 1) in cues.AFTER_NAME
    return False


def _grow(post: _Post, first: int, marked: set[int], introduced: bool) -> int:
    """Index of the last word of the name that starts at `first`."""
    last = first
    while post.joined(last) and last - first < 4:
        following = last + 1
        if following in marked or _is_surname(post, following):
            last = following
            continue
        steps = following
        while (
            steps < len(post.words)
            and post.key(steps) in cues.PARTICLES
            and post.joined(steps)
            and steps - following < 3
        ):
            steps += 1
        if (
            steps > following
            and post.key(steps) in ANY_SURNAME | {"cruz", "torre", "rosa", "garza", "leon", "angeles"}
            and post.key(steps) not in cues.SOFT_SURNAMES
        ):
            last = steps
            continue
        if introduced and last == first and post.unknown(following) and post.key(following + 1) != "":
            last = following
            continue
        break
    return last


def _back(post: _Post, first: int) -> int:
    """Index of the first word of the name that has its sure part at `first`: "k. hoffman", "lil ray"."""
    before = first - 1
    if not post.joined(before):
        return first
    key = post.key(before)
    if len(key) == 1 and (post.capital(before) or "." in post.gap(before)) and key not in ("i", "y"):
        return before
    if key in cues.NICKNAMED:
        return before
    if post.capital(before) and post.unknown(before) and key not in cues.TITLES:
        return before
    return first


def _spread(post: _Post, marked: set[int]) -> None:
    """Names joined to a name by a comma or "and" are names, when they can be; so are repeats."""
    changed = True
    while changed:
        changed = False
        keys = {post.words[i].key for i in marked}
        for index, word in enumerate(post.words):
            if index in marked or not post.open[index] or word.key in cues.NEVER:
                continue
            following = post.key(index + 1)
            person = following in cues.ACTS or following in cues.THEY
            possible = word.key in WEAK_GIVEN and (person or word.key not in cues.HARD_IN_LISTS)
            beside = possible and _beside(post, index, marked)
            again = (
                word.key in keys
                and not post.hard(word.key)
                and not is_plain(word.key)
                and not _place(post, index)
            )
            if beside or again:
                marked.add(index)
                changed = True


def _beside(post: _Post, index: int, marked: set[int]) -> bool:
    for step in (-1, 1):
        near, far = index + step, index + 2 * step
        if near in marked:
            left = min(index, near)
            if post.gap(left).strip() in (",", "&", "/", "+"):
                return True
        if far in marked and post.key(near) in cues.AND:
            return True
    return False


def find_people(
    text: str,
    words: Sequence[Word],
    open_: Sequence[bool],
    *,
    spanish: bool,
    is_word: IsWord = lambda _: False,
) -> list[tuple[int, int]]:
    """Spans of persons. `open_[i]` is False for words that are spoken for (a school, a link)."""
    letters = [c for c in text if c.isalpha()]
    shouting = len(letters) > 12 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    post = _Post(text, words, open_, spanish, shouting, is_word)
    marked = {i for i in range(len(words)) if _seed(post, i)}
    _spread(post, marked)
    spans = []
    skip = -1
    for index in sorted(marked):
        if index <= skip:
            continue
        skip = _grow(post, index, marked, _introduced(post, index))
        end = words[skip].end
        if (
            words[skip].key not in ANY_GIVEN | ANY_SURNAME
            and words[skip].key.endswith("s")
            and words[skip].key[:-1] in GIVEN
        ):
            end -= 1
        spans.append((words[_back(post, index)].start, end))
    return spans
