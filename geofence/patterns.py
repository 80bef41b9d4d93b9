"""From a district's names to what one automaton looks for in squashed text.

A school is written in many ways: "Lincoln High School", "lincoln hs", "#LincolnHigh", "la prepa
Lincoln", "Lincon High". Each is a Pattern with what it is worth before any evidence: `worth` 2 stands
alone, less needs evidence (see geofence.names).
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from geofence.district import District, School
from geofence.fold import phrase
from geofence.places import cities, every_city, lines

Form = Literal["typed", "bare", "initials", "tag", "domain"]
Phrase = tuple[str, ...]


@cache
def vocabulary() -> dict[str, frozenset[Phrase]]:
    """The lists of data/common.txt, folded."""
    lists = {}
    for line in lines("common.txt"):
        kind, _, listed = line.partition(": ")
        lists[kind] = frozenset(phrase(entry) for entry in listed.split(","))
    return lists


class Pattern(NamedTuple):
    """One way to write one school. `words` joined is what the automaton finds."""

    school: int
    words: Phrase
    form: Form
    worth: float
    listed: bool = True
    """In the district file, or made from a name there with the kind of school."""
    shouted: bool = False
    """The last word counts in capitals only ("ES", "MS")."""
    mark: str = ""
    """One of "#" or "@" must stand before it."""

    @property
    def cuts(self) -> frozenset[int]:
        """Where words may be apart in the squashed text."""
        ends, total = [], 0
        for word in self.words:
            total += len(word)
            ends.append(total)
        return frozenset(ends)


_TYPE_WORDS = frozenset(
    [
        "high",
        "school",
        "middle",
        "elementary",
        "senior",
        "junior",
        "jr",
        "sr",
        "academy",
        "charter",
        "magnet",
        "intermediate",
        "primary",
        "secondary",
        "k8",
        "k12",
        "preparatory",
        "prep",
        "elem",
        "hs",
        "ms",
        "es",
        "public",
        "k",
        "8",
        "12",
        "6",
        "5",
        "grade",
        "campus",
    ]
)
_LEADING = frozenset(
    [
        "escuela",
        "primaria",
        "secundaria",
        "preparatoria",
        "prepa",
        "colegio",
        "academia",
        "intermedia",
        "the",
        "la",
    ]
)
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "high": ("high school", "high", "hs", "senior high", "senior high school", "sr high", "school"),
    "middle": ("middle school", "middle", "MS", "junior high", "jr high", "intermediate", "school"),
    "elementary": (
        "elementary school",
        "elementary",
        "elem",
        "primary",
        "primary school",
        "ES",
        "grade school",
        "school",
    ),
    "k8": ("k8", "k8 school", "school", "elementary", "elementary school", "middle school", "middle"),
    "k12": ("school", "k12", "high school", "high", "elementary", "middle school"),
    "preschool": ("preschool", "pre k", "school"),
    "other": ("school",),
}
_PREFIXES: dict[str, tuple[str, ...]] = {
    "high": ("preparatoria", "prepa", "secundaria", "high school", "escuela superior", "escuela"),
    "middle": ("secundaria", "intermedia", "middle school", "escuela media", "escuela"),
    "elementary": ("primaria", "escuela elemental", "elementaria", "elementary", "escuela"),
    "k8": ("escuela", "primaria", "secundaria"),
    "k12": ("escuela", "colegio"),
    "preschool": ("preescolar", "jardin", "escuela"),
    "other": ("escuela", "academia", "colegio"),
}
_SWAPS = {"a": "eo4", "e": "ai3", "i": "e1y", "o": "au0", "u": "o", "y": "i", "s": "5z", "c": "sk", "l": "1"}


def patterns(district: District) -> list[Pattern]:
    """Every pattern of every school; a spelling that two schools share comes once for each."""
    found: dict[tuple[int, str, bool], Pattern] = {}
    for number, school in enumerate(district.schools):
        for pattern in _of_school(number, school, district):
            key = (number, "".join(pattern.words), pattern.form == "tag")
            if key[1] and (
                key not in found or (found[key].worth, found[key].listed) < (pattern.worth, pattern.listed)
            ):
                found[key] = pattern
    exact = {"".join(p.words) for p in found.values()}
    slips = [slip for p in found.values() for slip in _slips(p) if "".join(slip.words) not in exact]
    return [*found.values(), *slips]


def core(name: str) -> Phrase:
    """What is left of a school's name without the words for its kind."""
    words = list(phrase(name))
    whole = tuple(words)
    while words and words[-1] in _TYPE_WORDS:
        words.pop()
    while words and words[0] in _LEADING:
        words.pop(0)
    return tuple(words) or whole


def rarity(words: Phrase, own: frozenset[Phrase] = frozenset()) -> int:
    """0: many schools are called so; 1: some are, or it is a word, person or town; 2: hardly any."""
    lists = vocabulary()
    if any(_within(place, words) and place != words for place in own):
        return 2
    if words in lists["shared phrases"] or words in lists["references"]:
        return 0
    if len(words) == 1:
        return _rarity_of_word(words)
    dull = lists["shared"] | lists["words"] | lists["surnames"] | {("st",), ("of",), ("the",), ("and",)}
    famous = words[:1] in lists["first names"] and words[-1:] in lists["shared"]
    beside = words[0] in {"north", "south", "east", "west"} and words[1:] in cities()
    plain = len(words) == 2 and all((word,) in dull for word in words)
    return 1 if plain or famous or beside or words in cities() else 2


def _rarity_of_word(word: Phrase) -> int:
    lists = vocabulary()
    if word in lists["shared"] or word in lists["words"]:
        return 0
    ordinary = ("words alone", "colleges", "surnames", "first names", "references")
    short = len(word[0]) <= 3
    return 1 if short or word in cities() or any(word in lists[kind] for kind in ordinary) else 2


def _within(part: Phrase, whole: Phrase) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _of_school(number: int, school: School, district: District) -> Iterator[Pattern]:
    home = frozenset(phrase(p) for p in (district.city, *district.places, *district.counties, district.name))
    for name in (school.name, *school.aliases):
        yield from _of_name(number, name, school, district, home, official=name == school.name)
    for name in school.unique_aliases:
        yield Pattern(number, phrase(name), "typed", 2)
    for tag in school.hashtags:
        yield Pattern(number, ("".join(phrase(tag)),), "tag", 2, mark="#")
    for account in school.accounts:
        yield Pattern(number, ("".join(phrase(account.split("@")[0] or account)),), "tag", 2, mark="@")
    for key in {"".join(core(school.name)), *("".join(phrase(a)) for a in school.aliases)}:
        for mascot in school.mascots:
            yield Pattern(number, (key + "".join(phrase(mascot)),), "tag", 2, mark="#@")
    for domain in school.domains:
        yield Pattern(number, ("".join(phrase(domain)),), "domain", 2)


def _of_name(
    number: int, name: str, school: School, district: District, home: frozenset[Phrase], *, official: bool
) -> Iterator[Pattern]:
    words = phrase(name)
    if len(words) == 1 and name.isupper() and len(words[0]) <= 5 and not official:
        yield Pattern(number, words, "initials", 0 if len(words[0]) > 3 else -1)
        return
    heart = core(name)
    rare = rarity(heart, home)
    if words != heart or (rare == 2 and _has_place(heart, home)):
        yield Pattern(number, words, "typed", float(rare))
    if heart == phrase(district.city) and _one_city(heart):
        rare = 2
    if heart == words and not official:
        yield _bare(number, heart, rare, listed=True)
    elif not any(_within(heart, place) for place in home) and (len(heart) > 1 or len(heart[0]) > 3):
        yield _bare(number, heart, rare, listed=False)
    typed = _typed(number, heart, float(rare), school.level)
    if heart in home:  # "Marrow Bay school board" is the town's, not the high school's
        typed = (
            pattern
            for pattern in typed
            if not {"school", "escuela"} & {pattern.words[0], *pattern.words[len(heart) :][:1]}
        )
    yield from typed
    if len(heart) > 1 and _is_person(heart):
        last = heart[-1:]
        yield from _typed(number, last, float(min(rarity(last, home), 1)), school.level)


def _one_city(words: Phrase) -> bool:
    """A city's name that is neither common among cities nor a person or a plain word: Las Cruces, not Salem."""
    lists = vocabulary()
    known = sum(words == city for city in every_city())
    return known <= 1 and not any(
        words in lists[kind] for kind in ("shared", "words", "words alone", "surnames", "first names")
    )


def _has_place(words: Phrase, home: frozenset[Phrase]) -> bool:
    """One of our places and more than a direction: "Harrow Falls Central", not "Lincoln Southeast"."""
    directions = vocabulary()["directions"]
    for place in home:
        if _within(place, words):
            rest = [word for word in words if word not in place]
            if any((word,) not in directions for word in rest):
                return True
    return False


def _is_person(words: Phrase) -> bool:
    """A first name or an initial before something else; "John F Kennedy", "J Whitfield"."""
    return words[:1] in vocabulary()["first names"] or any(len(word) == 1 for word in words[:-1])


def _typed(number: int, heart: Phrase, worth: float, level: str) -> Iterator[Pattern]:
    for suffix in _SUFFIXES[level]:
        less = 1.0 if suffix == "school" and worth == 2 and len(heart) == 1 else 0.0
        yield Pattern(number, heart + phrase(suffix), "typed", worth - less, shouted=suffix.isupper())
    for prefix in _PREFIXES[level]:
        yield Pattern(number, phrase(prefix) + heart, "typed", worth)
        if worth > 0 and prefix == "escuela":
            yield Pattern(number, (*phrase(prefix), "de", *heart), "typed", worth)


def _bare(number: int, heart: Phrase, rare: int, *, listed: bool) -> Pattern:
    if rare == 2 and _is_person(heart):
        rare = 1
    worth = (-1.5, -1.0, 1.0 if len(heart) > 1 or len(heart[0]) >= 8 else 0.0)[rare]
    return Pattern(number, heart, "bare", worth if listed else min(worth, 0.0), listed=listed)


def _slips(pattern: Pattern) -> Iterator[Pattern]:
    """Misspellings, one slip each: likely ones of any long name, all that are one edit away of a rare one."""
    whole = "".join(pattern.words)
    if pattern.form not in {"typed", "bare"} or pattern.worth < -1 or len(whole) < 9:
        return
    kinds = _TYPE_WORDS | _LEADING | {"de"}
    short = pattern.form == "bare" or (pattern.words[-1] in _KINDS and pattern.words[-2] not in kinds)
    rare = short and pattern.worth >= (2 if pattern.form == "typed" else 1)
    for at, word in enumerate(pattern.words):
        if len(word) == 4 and word not in kinds and rare and len(pattern.words) > 2 and len(whole) >= 12:
            for wrong in _doubled(word):
                yield pattern._replace(words=(*pattern.words[:at], wrong, *pattern.words[at + 1 :]))
        if word in kinds or len(word) < 5:
            continue
        far = rare and len(word) >= (7 if pattern.form == "bare" or len(pattern.words) < 3 else 5)
        for wrong in _misspelt(word) | (_one_edit(word) if far else set()):
            words = (*pattern.words[:at], wrong, *pattern.words[at + 1 :])
            yield pattern._replace(
                words=words, worth=pattern.worth - (0 if len("".join(words)) >= 14 else 0.5)
            )


_KINDS = frozenset(["high", "middle", "elementary", "school", "academy", "hs"])
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _one_edit(word: str) -> set[str]:
    """Every word with one letter changed or put in after the first."""
    changed = {word[:at] + letter + word[at + 1 :] for at in range(1, len(word)) for letter in _LETTERS}
    longer = {word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in _LETTERS}
    return (changed | longer) - {word, word + "s"}


def _doubled(word: str) -> set[str]:
    return {word[: at + 1] + word[at:] for at in range(1, len(word))}


def _misspelt(word: str) -> set[str]:
    """Likely slips: a letter left out, doubled, swapped with its neighbour or mistaken for a similar one."""
    wrong = _doubled(word)
    for at in range(1, len(word)):
        wrong.add(word[:at] + word[at + 1 :])
        wrong.update(word[:at] + other + word[at + 1 :] for other in _SWAPS.get(word[at], ""))
        if at > 1:
            wrong.add(word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :])
    return wrong - {word}
