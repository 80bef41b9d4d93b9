"""Counter-evidence: what shows that a name in a post is not a school of ours."""

import re
from typing import NamedTuple

from geofence.evidence import Context, Home, Place, index
from geofence.fold import phrase
from geofence.patterns import Pattern, vocabulary

STANDS = 2.0
"""Points that make a ground; see geofence.names."""

_LISTING = {"and", "y", "or", "o", "merge", "merging", "host", "hosts", "over"}
_ROADS = frozenset(
    phrase(word)
    for word in ("st", "street", "ave", "avenue", "blvd", "boulevard", "road", "rd", "drive", "lane")
)


class Candidate(NamedTuple):
    pattern: Pattern
    start: int
    end: int
    first: int
    last: int
    """Its words are words[first : last + 1]."""
    tag: str


def other_reading(candidate: Candidate, context: Context) -> bool:
    """A street, a person, a college, another kind of school, a plain word."""
    pattern = candidate.pattern
    if candidate.tag or pattern.form in {"tag", "domain"}:
        return False
    if pattern.form == "typed":
        return _plain_words(candidate, context)
    if pattern.form == "initials" and any((fold,) in vocabulary()["maths"] for fold in context.folds):
        return True
    return _street_or_college(candidate, context) or _person(candidate, context)


def _plain_words(candidate: Candidate, context: Context) -> bool:
    """ "the park high above", "Garfield middle name", "Lincoln High Street"."""
    following = candidate.last + 1
    next_to = context.touching(candidate.last, following)
    kind = candidate.pattern.words[-1]
    named = context.mixed and context.words[candidate.last].capital
    if kind in {"high", "middle", "elementary"} and not named:
        kinds = (
            (f"{kind} as a word",)
            if candidate.pattern.worth >= STANDS
            else (f"{kind} as a word", "after a word")
        )
        if next_to and index(*kinds).at(context.folds, following):
            return True
        before = context.folds[candidate.first - 1] if candidate.first else ""
        if candidate.pattern.worth <= 0 and before in {"the", "a", "so"}:
            return True
    return next_to and (
        index("college").at(context.folds, following) in {("university",), ("college",)}
        or (context.folds[following],) in _ROADS
    )


def another_kind(candidate: Candidate, context: Context) -> bool:
    """ "Bonham High School", when ours is a middle school: in the same post "Bonham" is that one, too."""
    following = candidate.last + 1
    if candidate.pattern.form != "bare" or not context.touching(candidate.last, following):
        return False
    found = index("other kinds", "college").at(context.folds, following)
    # "Bonham high" alone may be a word: "bonham high af".
    return found is not None and (
        found != ("high",) or context.folds[following + 1 : following + 2] == ["school"]
    )


def _street_or_college(candidate: Candidate, context: Context) -> bool:
    following = candidate.last + 1
    if not context.touching(candidate.last, following):
        return False
    found = index("street", "college", "other kinds").at(context.folds, following)
    longer = index("life").at(context.folds, following)  # "garden club" is no garden
    return found is not None and (longer is None or len(longer) <= len(found))


def _person(candidate: Candidate, context: Context) -> bool:
    lists = vocabulary()
    if not context.touching(candidate.first - 1, candidate.first):
        return False
    before = context.folds[candidate.first - 1]
    if (before,) in lists["titles"] or (before == "of" and _university_of(context, candidate.first)):
        return True
    return (before,) in lists["first names"] and (before,) != candidate.pattern.words[:1]


def _university_of(context: Context, first: int) -> bool:
    return first > 1 and context.folds[first - 2] in {
        "university",
        "univ",
        "college",
        "u",
        "city",
        "town",
        "state",
    }


def elsewhere(candidate: Candidate, context: Context, places: list[Place], *, local: bool) -> float:
    """Points off for another place: beside the name it settles the matter, elsewhere in the post it weighs."""
    off = 0.0
    for place in places:
        if place.ours:
            continue
        if context.joined(candidate.last, place.first, 3) or context.joined(
            place.last - 1, candidate.first, 1
        ):
            nearer = [
                p
                for p in places
                if p.ours and p.strong and _distance(p, candidate) <= _distance(place, candidate)
            ]
            if not nearer:
                return -10.0
        if not local:
            off = -10.0 if candidate.pattern.worth < STANDS else min(off, -1.5)
    if off == 0 and not local:
        off = _unknown_town(candidate, context)
    return off


def _distance(place: Place, candidate: Candidate) -> int:
    return max(place.first - candidate.last, candidate.first - place.last + 1)


def _unknown_town(candidate: Candidate, context: Context) -> float:
    """ "Lincoln High in Xyz": a capitalised word that we do not know, after "in"."""
    at = candidate.last + 2
    if not context.mixed or at >= len(context.words) or context.folds[at - 1] not in {"in", "en", "near"}:
        return 0.0
    word = context.words[at]
    known = (word.fold,) in vocabulary()["plain capitals"] or not word.capital
    return 0.0 if known or not context.touching(candidate.last, at - 1) else -3.0


def prefix(candidate: Candidate, context: Context, home: Home) -> float:
    """Points off for a word before the name that makes it another institution's: "West Lincoln High"."""
    before = candidate.first - 1
    if candidate.tag or not context.touching(before, candidate.first):
        return 0.0
    word, lists = context.words[before], vocabulary()
    if any(last - 1 == before for _, last, _ in context.found(home.index)):
        return 0.0
    if (word.fold,) in lists["directions"]:
        return -3.0
    if (word.fold,) in lists["first names"] and candidate.pattern.words[0] != word.fold:
        return -2.0 if context.mixed and word.capital else 0.0
    sentence = before == 0 or bool(re.search(r"[.!?:\n]", context.gap(before - 1, before)))
    plain = (
        (word.fold,) in lists["plain capitals"]
        or (word.fold,) in lists["titles"]
        or (word.fold,) in lists["life"]
    )
    known = sentence or plain or not context.mixed or not word.capital or word.tag != ""
    return 0.0 if known else -2.0


def meet(one: Candidate, other: Candidate, context: Context, *, certain: bool) -> bool:
    """ "A vs B", "A beat B": two schools of the district, joined."""
    left, right = (one, other) if one.first < other.first else (other, one)
    between = context.folds[left.last + 1 : right.first]
    if not between or len(between) > 3:
        return False
    joins = {fold for fold in between if (fold,) in vocabulary()["joins"]}
    if certain:
        return bool(joins) or between == ["to"]  # "from A to B"
    return bool(joins - _LISTING)
