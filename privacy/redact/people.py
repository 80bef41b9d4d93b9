"""Persons by name lists and by the words around a name. Works in lower case; needs no model.

A word is weighed in three ways: a name that is nothing else counts anywhere; a name that is also a word
counts when its neighbours treat it as a person; an unknown word counts only after a cue that introduces
a person ("my name is", "dile a", "coach"). Then names grow to the right (surnames) and spread over lists
("lily, emma and ruth") and over further mentions in the same post.
"""

from collections.abc import Sequence

from privacy.redact import cues, doubts
from privacy.redact.clauses import named_by_others, tells_apart
from privacy.redact.context import introduced, place, strong, unknown_is_name, weak_is_name
from privacy.redact.names import (
    ANY_GIVEN,
    ANY_SURNAME,
    GIVEN,
    SURNAMES,
    WEAK_GIVEN,
    WEAK_SURNAMES,
    WORDS_IN_SPANISH,
)
from privacy.redact.view import IsWord, View
from privacy.redact.words import SPANISH, Word, is_plain


def _seed(post: View, index: int) -> bool:
    if not post.open[index]:
        return False
    key = post.words[index].key
    if named_by_others(post, index):
        return key not in doubts.NEVER and key not in doubts.NOT_NICKNAMES
    if key in doubts.NEVER:
        return False
    if strong(post, index):
        return not (index > 0 and (post.key(index - 1), key) in doubts.NOT_PERSONS)
    if post.spanish and key in SPANISH and key not in cues.MONTHS and not introduced(post, index):
        return False
    if key in WEAK_GIVEN or (post.spanish and key in WORDS_IN_SPANISH):
        return weak_is_name(post, index)
    if (
        len(key) > 4
        and key.endswith("s")
        and not is_plain(key)
        and key[:-1] in GIVEN
        and key not in ANY_SURNAME | doubts.NOT_POSSESSIVE
        and not place(post, index)
    ):
        return not (post.spanish and key[:-1] in WORDS_IN_SPANISH)
    if key.endswith("s") and not is_plain(key) and key[:-1] in WEAK_GIVEN and tells_apart(post, index):
        return True
    return unknown_is_name(post, index)


def _is_surname(post: View, index: int) -> bool:
    """Whether this word, right after a name, belongs to it."""
    key = post.key(index)
    if not key or key in doubts.NEVER:
        return False
    if key in SURNAMES or (key in GIVEN and not (post.spanish and key in WORDS_IN_SPANISH)):
        return True
    if len(key) == 1:
        if key in "bckrw" and post.key(index + 1) in ("is", "was", "has", "from", "said"):
            return True
        return key in "dfghjlmpstvz" if not post.capital(index) else key not in "iy"
    if post.capital(index):
        return not is_plain(key) or key in ANY_SURNAME
    if key in WEAK_SURNAMES or key in WEAK_GIVEN:
        if key in doubts.SOFT_SURNAMES:
            return False
        last = index == len(post.words) - 1 or not post.joined(index)
        return last or post.key(index + 1) in cues.ACTS or post.key(index + 1) in cues.AFTER_NAME
    return False


def _owner(key: str) -> bool:
    """A given name with a possessive s and no apostrophe."""
    return key.endswith("s") and key[:-1] in ANY_GIVEN and key not in ANY_GIVEN and key not in ANY_SURNAME


def _grow(post: View, first: int, marked: set[int], introduced: bool) -> int:
    """Index of the last word of the name that starts at `first`."""
    last = first
    if _owner(post.key(first)):
        return first  # "rubys hair"
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
            and post.key(steps) not in doubts.SOFT_SURNAMES
        ):
            last = steps
            continue
        if introduced and last == first and post.unknown(following) and post.key(following + 1) != "":
            last = following
            continue
        break
    return last


def _back(post: View, first: int) -> int:
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


def _spread(post: View, marked: set[int]) -> None:
    """Names joined to a name by a comma or "and" are names, when they can be; so are repeats."""
    changed = True
    while changed:
        changed = False
        keys = {post.words[i].key for i in marked}
        for index, word in enumerate(post.words):
            if index in marked or not post.open[index] or word.key in doubts.NEVER:
                continue
            following = post.key(index + 1)
            person = following in cues.ACTS or following in cues.THEY
            possible = word.key in WEAK_GIVEN and (person or word.key not in doubts.HARD_IN_LISTS)
            possible = possible or (post.unknown(index) and not word.key.endswith("s"))
            beside = possible and _beside(post, index, marked)
            again = (
                word.key in keys
                and not post.hard(word.key)
                and not is_plain(word.key)
                and not place(post, index)
            )
            if beside or again:
                marked.add(index)
                changed = True


def _beside(post: View, index: int, marked: set[int]) -> bool:
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
    post = View(text, words, open_, spanish, shouting, is_word)
    marked = {i for i in range(len(words)) if _seed(post, i)}
    _spread(post, marked)
    spans = []
    skip = -1
    for index in sorted(marked):
        if index <= skip:
            continue
        skip = _grow(post, index, marked, introduced(post, index))
        end = words[skip].end
        if _owner(words[skip].key):
            end -= 1
        spans.append((words[_back(post, index)].start, end))
    return spans
