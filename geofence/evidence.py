"""What else a post says: the words around a school's name that show which school is meant, or that none is.

Everything here runs on candidates only, the few posts in which a name was found at all.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from geofence.district import District
from geofence.fold import Word, phrase, squash, words
from geofence.patterns import Phrase, vocabulary
from geofence.places import cities, postal, postals, states

_BREAK = re.compile(r"[!?\n;]|\.(?=\s+[^\W\d_a-z]|\s*$)|[.]{2,}")
_TAG = re.compile(r"([#@])([\w.\-]+)")
_ABOUT_PLACES = {"in", "from", "near", "of", "en", "de"}


class Index:
    """Finds phrases in a list of words, the longest at each place."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for entry in sorted(set(phrases), key=len, reverse=True):
            if entry:
                self._by_first.setdefault(entry[0], []).append(entry)

    def at(self, folds: list[str], here: int) -> Phrase | None:
        """The longest phrase that begins at word `here`."""
        for entry in self._by_first.get(folds[here], ()) if 0 <= here < len(folds) else ():
            if tuple(folds[here : here + len(entry)]) == entry:
                return entry
        return None

    def find(self, folds: list[str]) -> list[tuple[int, int, Phrase]]:
        """(first word, one past the last, phrase), from left to right, none overlapping."""
        found, here = [], 0
        while here < len(folds):
            entry = self.at(folds, here)
            if entry:
                found.append((here, here + len(entry), entry))
                here += len(entry)
            else:
                here += 1
        return found


@cache
def index(*kinds: str) -> Index:
    """An index over lists of data/common.txt."""
    return Index(entry for kind in kinds for entry in vocabulary()[kind])


class Place(NamedTuple):
    """Words [first, last) name a place that is ours or is not."""

    first: int
    last: int
    ours: bool
    label: str = ""
    strong: bool = True


class Home:
    """What a district is called, and the places that are not it."""

    def __init__(self, district: District) -> None:
        self.named: dict[Phrase, tuple[str, bool]] = {}
        for kind, names, strong in (
            ("the city", (district.city,), True),
            ("the county", district.counties, True),
            ("the place", district.places, True),
            ("the district", (district.name, *district.aliases), True),
            ("the state", (district.state,), False),
        ):
            for name in names:  # a district that is also called as its city is named by neither alone
                self.named.setdefault(phrase(name), (f"names {kind} {name}", strong))
        self.index = Index(self.named)
        self.state = phrase(district.state)
        self.postal = postal(district.state)
        self.elsewhere = Index((cities() | states()) - set(self.named) - {self.state})
        self.tags = {
            **{"#" + squash(tag): f"has the district's hashtag {tag}" for tag in district.hashtags},
            **{
                "@" + squash(name.split("@")[0] or name): f"mentions the district's account {name}"
                for name in district.accounts
            },
        }
        self.domains = tuple(
            (name.casefold(), f"links to the district's domain {name}") for name in district.domains
        )


class Context:
    """One candidate post, read into words."""

    def __init__(self, text: str, home: Home) -> None:
        self.text = text
        self.words: list[Word] = words(text)
        self.folds = [word.fold for word in self.words]
        lower = text.casefold()
        self.links = [why for domain, why in home.domains if domain in lower]
        marks = {mark + squash(name.split(".")[0]) for mark, name in _TAG.findall(text)}
        self.links += [why for tag, why in home.tags.items() if tag in marks]
        capitals = sum(word.capital for word in self.words)
        self.mixed = 0 < capitals < 0.6 * len(self.words)
        """Capitals mean something: the post is neither all lower case nor a headline or a shout."""
        self._home = home
        self._found: dict[int, list[tuple[int, int, Phrase]]] = {}

    def found(self, what: Index) -> list[tuple[int, int, Phrase]]:
        """What `what` finds in this post; looked up once."""
        if id(what) not in self._found:
            self._found[id(what)] = what.find(self.folds)
        return self._found[id(what)]

    def gap(self, left: int, right: int) -> str:
        """The text between word `left` and word `right`."""
        return self.text[self.words[left].end : self.words[right].start]

    def touching(self, left: int, right: int) -> bool:
        """Two neighbouring words with nothing but space, dash or apostrophe between them."""
        return left >= 0 and right < len(self.words) and not self.gap(left, right).strip(" -'\u2019_\u200b")

    def joined(self, left: int, right: int, most: int) -> bool:
        """At most `most` words between two word positions, in one sentence, and no "vs" or the like."""
        if right - left - 1 > most or right <= left:
            return False
        between = self.folds[left + 1 : right]
        return not (
            _BREAK.search(self.text[self.words[left].end : self.words[right].start])
            or any((fold,) in vocabulary()["joins"] for fold in between)
        )

    def places(self, taken: list[tuple[int, int]]) -> list[Place]:
        """Places named outside the words that are a school's name already."""
        found = []
        ours = self.found(self._home.index)
        for first, last, entry in ours:
            if not _overlaps(first, last, taken):
                label, strong = self._home.named[entry]
                found.append(Place(first, last, not self._state_after(last - 1, foreign=True), label, strong))
        spans = [(first, last) for first, last, _ in ours] + taken
        for first, last, entry in self.found(self._home.elsewhere):
            if not _overlaps(first, last, spans) and self._is_place(first, last, entry):
                found.append(Place(first, last, ours=False))
        for here, word in enumerate(self.words):
            if self._is_postal(here) and not _overlaps(here, here + 1, spans):
                own = self.text[word.start : word.end] == self._home.postal
                found.append(
                    Place(here, here + 1, own, f"names the state {self._home.postal}" if own else "", False)
                )
        return found

    def _is_postal(self, here: int) -> bool:
        word = self.words[here]
        raw = self.text[word.start : word.end]
        if raw not in postals() or not here or not (self.mixed or raw == self._home.postal):
            return False
        return (
            "," in self.gap(here - 1, here)
            or self._city_before(here)
            or self._city_before(here - 1)
            or (raw not in _WORDLIKE and self.words[here - 1].capital)
        )

    def _city_before(self, here: int) -> bool:
        return any(tuple(self.folds[max(0, here - n) : here]) in cities() for n in (1, 2, 3))

    def _state_after(self, here: int, *, foreign: bool) -> bool:
        entry = _STATES.at(self.folds, here + 1)
        if entry and here + 1 < len(self.words) and self.gap(here, here + 1).strip() in {"", ","}:
            return (entry != self._home.state) is foreign
        if (
            here + 1 < len(self.words)
            and self.text[slice(*self.words[here + 1][1:3])] in postals()
            and "," in self.gap(here, here + 1)
        ):
            return (self.text[slice(*self.words[here + 1][1:3])] != self._home.postal) is foreign
        return False

    def _is_place(self, first: int, last: int, entry: Phrase) -> bool:
        if entry not in _doubtful():
            return True
        if first and self.folds[first - 1] in _ABOUT_PLACES:
            return True
        if self._state_after(last - 1, foreign=True) or self._state_after(last - 1, foreign=False):
            return True
        return (bool(first) and self.words[first].capital and "," in self.gap(first - 1, first)) or (
            first > 0 and "(" in self.gap(first - 1, first)
        )


_STATES = Index(states())
_WORDLIKE = frozenset(
    [
        "IN",
        "OR",
        "ME",
        "OK",
        "HI",
        "OH",
        "AL",
        "DE",
        "LA",
        "PA",
        "MA",
        "ID",
        "CO",
        "MS",
        "AS",
        "MD",
        "MO",
        "VA",
        "GA",
    ]
)


@cache
def _doubtful() -> frozenset[Phrase]:
    """Cities and states that are as often a person or a plain word."""
    lists = vocabulary()
    plain = {(word,) for word in _PLAIN_CITIES}
    return (
        lists["surnames"]
        | lists["first names"]
        | lists["shared"]
        | lists["words"]
        | plain
        | {("washington",), ("georgia",)}
    )


_PLAIN_CITIES = [
    "reading",
    "mobile",
    "normal",
    "orange",
    "mission",
    "surprise",
    "sparks",
    "bend",
    "cork",
    "apex",
    "cary",
    "gary",
    "buckeye",
    "plantation",
    "davie",
    "vista",
    "superior",
    "sandy",
    "mentor",
    "medina",
    "holland",
    "temple",
    "logan",
    "marion",
    "florence",
    "elizabeth",
    "aurora",
    "camden",
    "rome",
    "rogers",
    "carson",
    "chester",
    "troy",
    "clovis",
    "corona",
    "sanford",
    "wayne",
    "hammond",
    "jamaica",
    "jordan",
    "kent",
    "lima",
    "mesquite",
    "alton",
    "revere",
    "newport",
    "dover",
    "regina",
    "hays",
    "kearney",
    "dickinson",
    "mitchell",
    "pierre",
    "brookings",
    "sheridan",
    "gillette",
    "butte",
    "helena",
    "sumter",
]


def _overlaps(first: int, last: int, spans: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for start, end in spans)
