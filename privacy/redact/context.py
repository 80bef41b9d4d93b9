"""Whether a word is used as a person's name, by the words around it."""

from privacy.redact import cues, doubts
from privacy.redact.clauses import acts, begged, felt, governed, named_by_others, seen, tells_apart
from privacy.redact.names import (
    ANY_GIVEN,
    ANY_SURNAME,
    GIVEN,
    SURNAMES,
    WEAK_GIVEN,
    WORD_NAMES,
    WORDS_IN_SPANISH,
)
from privacy.redact.view import View
from privacy.redact.words import is_plain


def strong(post: View, index: int) -> bool:
    word = post.words[index]
    key = word.key
    if key not in GIVEN and key not in SURNAMES:
        if "-" in key:
            return all(part in ANY_GIVEN or part in ANY_SURNAME for part in key.split("-"))
        return False
    if post.spanish and key in WORDS_IN_SPANISH:
        return False
    return not place(post, index)


def place(post: View, index: int) -> bool:
    """San Antonio, Fort Collins, Smith & Wesson, Martin Luther King Day."""
    before, after = post.key(index - 1), post.key(index + 1)
    if before in doubts.PLACE_BEFORE and post.joined(index - 1):
        return True
    if after in doubts.PLACE_AFTER and (post.joined(index) or "&" in post.gap(index)):
        return True
    return (before, post.key(index)) in doubts.NOT_PERSONS or (post.key(index), after) in doubts.NOT_PERSONS


def weak_is_name(post: View, index: int) -> bool:  # noqa: PLR0911 - a row of reasons, the first that holds decides
    """Whether a name that is also a word is used as a name here."""
    key, before = post.words[index].key, post.key(index - 1)
    tight = index > 0 and post.open[index - 1] and post.gap(index - 1).strip(" ,") == ""
    if place(post, index):
        return False
    if post.spanish and key in cues.SPANISH_SURE:
        return True
    if _capital_name(post, index, tight) or _called(post, index, tight):
        return True
    if (
        tight
        and before in cues.DETERMINERS
        and not (post.spanish and before == "a")
        and not (before == "of" and governed(post, index))
        and not (post.spanish and before == "que" and not post.starts_sentence(index - 1))
        and not (post.spanish and before in ("la", "el") and key not in doubts.SPANISH_NOUNS)
    ):
        return False
    if tight and before in cues.PLACE_PREPOSITIONS and key in doubts.CITIES:
        return False
    if _does_something(post, index) or _beside_someone(post, index, tight) or _addressed(post, index, tight):
        return True
    hard = _needs_surety(post, index)
    if (
        acts(post, index, sure=hard)
        or (governed(post, index) and (before == "a" or not _a_thing(post, key)))
        or tells_apart(post, index)
        or seen(post, index)
        or felt(post, index)
        or begged(post, index)
        or (
            post.spanish
            and tight
            and before == "a"
            and key not in doubts.AFTER_A
            and not (key == "luz" and "d" in post.key(index - 2)[:1])
        )
    ):
        return True
    if post.spanish and (key in WORDS_IN_SPANISH or key in doubts.SPANISH_NOUNS):
        return False
    return key not in doubts.AMBIGUOUS | WORD_NAMES and not post.hard(key)


def _needs_surety(post: View, index: int) -> bool:
    """Whether the word could be the subject itself. A Spanish noun needs an article for that."""
    key, before = post.key(index), post.key(index - 1)
    if post.spanish:
        exclaims = before == "que" and post.starts_sentence(index - 1)
        return key in doubts.SPANISH_SPEECH or exclaims
    return post.hard(key) or _a_thing(post, key)


def _a_thing(post: View, key: str) -> bool:
    return key in doubts.THINGS or (post.spanish and key in doubts.SPANISH_NOUNS)


def _capital_name(post: View, index: int, tight: bool) -> bool:
    word, before = post.words[index], post.key(index - 1)
    if word.possessive and word.key not in doubts.TIME_WORDS and not (tight and before in cues.DETERMINERS):
        return True
    if not post.capital(index) or post.starts_sentence(index) or word.key in doubts.CAPITAL_WORDS:
        return False
    return not (tight and before in cues.PLACE_PREPOSITIONS and word.key in doubts.CITIES)


def _called(post: View, index: int, tight: bool) -> bool:
    """Introduced or spoken to: "her name is grace", "tell will"."""
    key, before = post.words[index].key, post.key(index - 1)
    if not tight:
        return False
    return (
        named_by_others(post, index)
        or introduced(post, index)
        or (before in cues.CALLS and key not in cues.AFTER_CALL_NOT.get(before, ()))
    )


def _does_something(post: View, index: int) -> bool:
    """ "faith said", "mark my ex", "lily chen"."""
    key, after = post.words[index].key, post.key(index + 1)
    if not after or post.gap(index).strip(" ") != "":
        return False
    if after in cues.SAYS or after == "who":
        return True
    if (
        after in cues.ACTS
        and not (post.hard(key) and after in doubts.HARD_NOT)
        and not (key in doubts.THINGS or (post.spanish and key in doubts.SPANISH_NOUNS))
    ):
        return True
    bare = post.starts_sentence(index) or post.key(index - 1) in cues.AND
    if post.spanish and bare and after in cues.ACTS and key in doubts.SPANISH_NOUNS - doubts.SPANISH_SPEECH:
        return True
    if after in ("my", "mi") and post.key(index + 2) in cues.KIN:
        return True
    surname = after in ANY_SURNAME and (
        after not in doubts.SOFT_SURNAMES or (after == "lee" and not post.spanish)
    )
    return surname and (after in SURNAMES or not post.hard(key))


def _beside_someone(post: View, index: int, tight: bool) -> bool:
    """ "with jordan", "is rosa ok", "a karla", "joy n summer are"."""
    key, before = post.words[index].key, post.key(index - 1)
    if (
        tight
        and before in cues.WITH
        and not post.hard(key)
        and key not in doubts.CITIES
        and not (post.spanish and key in doubts.SPANISH_NOUNS)
    ):
        return True
    if tight and before in cues.WITH and key in doubts.COUNTED and not post.spanish:
        return True
    if tight and before in cues.ASKS and (not post.hard(key) or post.key(index + 1) in cues.BEHAVES):
        return True
    if post.spanish and tight and before in cues.SPANISH_BEFORE and key not in doubts.SPANISH_NOUNS:
        return True
    return _pair(post, index) or _pair(post, index - 2)


def _pair(post: View, first: int) -> bool:
    """Two names that are words, joined, and then something only people do."""
    pair = (post.key(first), post.key(first + 2)) if first >= 0 else ("", "")
    if not all(key in WEAK_GIVEN and key not in doubts.HARD_IN_LISTS - {"sol", "mar"} for key in pair):
        return False
    return post.key(first + 1) in cues.AND and post.key(first + 3) in cues.THEY


def _addressed(post: View, index: int, tight: bool) -> bool:
    """Called by name at the start ("grace, stop") or the end ("bye grace")."""
    key, before, after = post.words[index].key, post.key(index - 1), post.key(index + 1)
    if post.starts_sentence(index) and index + 1 < len(post.words):
        gap = post.gap(index).strip()
        called = gap in (",", ":") or (after in cues.VOCATIVE_AFTER and gap == "")
        if called and not (post.hard(key) and after in doubts.HARD_NOT):
            return True
    return index == len(post.words) - 1 and tight and before in cues.VOCATIVE_BEFORE


def introduced(post: View, index: int) -> bool:
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


def unknown_is_name(post: View, index: int) -> bool:  # noqa: PLR0911, PLR0912 - as above
    """Whether a word that no list and no dictionary knows is used as a name here."""
    key, before = post.words[index].key, post.key(index - 1)
    if key in doubts.NEVER or place(post, index):
        return False
    surname = key in ANY_SURNAME or key in ANY_GIVEN
    if introduced(post, index):
        if len(key) == 1:
            return before in ("mr", "mrs", "ms", "coach", "mister") and key not in "iau"
        if before in cues.SOFT_TITLES and not surname:
            return post.unknown(index)
        if before in cues.TITLES:
            return (
                len(key) > 1 and (not is_plain(key) or (surname and key not in ("will", "may")))
            ) or post.capital(index)
        return surname or (not is_plain(key) and (not post.is_word(key) or post.capital(index)))
    if not post.unknown(index):
        return False
    if any(test(post, index) for test in (governed, tells_apart, felt, begged)) or acts(
        post, index, sure=False
    ):
        articles = ("la", "el", "ese", "esa", "a", "que")
        return (
            before not in cues.DETERMINERS or governed(post, index) or (post.spanish and before in articles)
        )
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
