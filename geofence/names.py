"""A school named in a post, and whether it is this school.

One automaton over squashed text (fold, patterns) finds candidates in every post; only those are read
for evidence. Points are added up in a table that an analyst can follow: a pattern's own worth (2: hardly
any other school is called so; 0: many are; below: the bare word is more often something else), plus
evidence, less counter-evidence. STANDS points make a ground.
"""

import re
from typing import NamedTuple

import ahocorasick

from geofence.district import District
from geofence.evidence import Context, Home, Index, Place, index
from geofence.fold import offsets, phrase, squash
from geofence.patterns import Pattern, Phrase, patterns, vocabulary

STANDS = 2.0

_GAP = re.compile(r"[\s\-_'’\u00ad\u200b-\u200d\u2060\ufeff]*", re.UNICODE)
_LEVELS = {
    "high": ("high",),
    "middle": ("middle",),
    "elementary": ("elementary",),
    "k8": ("middle", "elementary"),
    "k12": ("high", "middle", "elementary"),
}
_LISTING = {"and", "y", "or", "o", "merge", "merging", "host", "hosts", "over"}
_ROADS = frozenset(
    phrase(word)
    for word in ("st", "street", "ave", "avenue", "blvd", "boulevard", "road", "rd", "drive", "lane")
)


class NameHit(NamedTuple):
    """School number `school` is named at text[start:end]; `because` says why it is this one."""

    school: int
    start: int
    end: int
    because: tuple[str, ...]
    hashtag: bool


class Found(NamedTuple):
    """`unresolved`: a name stood there, but nothing shows that it is a school of this district."""

    hits: tuple[NameHit, ...] = ()
    unresolved: bool = False


class _Candidate(NamedTuple):
    pattern: Pattern
    start: int
    end: int
    first: int
    last: int
    """Its words are words[first : last + 1]."""
    tag: str


NOTHING = Found()


class Names:
    """The names of one district's schools, ready to be looked for. Immutable after construction."""

    def __init__(self, district: District) -> None:
        self._home = Home(district)
        self._levels = [_LEVELS.get(school.level, ()) for school in district.schools]
        self._schools = district.schools
        self._mascots = [_mascots(school.mascots) for school in district.schools]
        by_key: dict[str, list[Pattern]] = {}
        for pattern in patterns(district):
            by_key.setdefault("".join(pattern.words), []).append(pattern)
        self._automaton = ahocorasick.Automaton()
        for key, group in by_key.items():
            self._automaton.add_word(key, (len(key), group))
        self._automaton.make_automaton()

    def find(self, text: str) -> Found:
        """All schools named in `text`, each once, in the order of the text."""
        squashed = squash(text)
        raw = list(self._automaton.iter(squashed))
        if not raw:
            return NOTHING
        context = Context(text, self._home)
        candidates = self._candidates(context, raw)
        if not candidates:
            return NOTHING
        return self._judge(context, candidates)

    def _candidates(
        self, context: Context, raw: list[tuple[int, tuple[int, list[Pattern]]]]
    ) -> list[_Candidate]:
        """Hits that are whole words, the longest where they overlap."""
        text, origin = context.text, offsets(context.text)
        starts = {word.start: number for number, word in enumerate(context.words)}
        taken: list[tuple[int, int]] = []
        found: list[_Candidate] = []
        for last, (length, group) in sorted(raw, key=lambda hit: -hit[1][0]):
            first = last - length + 1
            begin = starts.get(origin[first])
            after = last + 1
            if begin is None or (
                after < len(origin)
                and origin[after] not in starts
                and not _longer_tag(context, begin, length)
            ):
                continue
            if any(a < last + 1 and first < b for a, b in taken if (a, b) != (first, last + 1)):
                continue
            apart = [at - first for at in range(first + 1, last + 1) if origin[at] in starts]
            tail = origin[last] + 1
            final = starts.get(origin[first + apart[-1]], begin) if apart else begin
            whole = [
                _Candidate(p, origin[first], tail, begin, final, context.words[begin].tag)
                for p in group
                if _fits(p, apart, context, begin, final) and not (p.shouted and not _shouted(p, text[:tail]))
            ]
            found += whole
            if whole:
                taken.append((first, last + 1))
        return sorted(found, key=lambda c: c.start)

    def _judge(self, context: Context, candidates: list[_Candidate]) -> Found:
        real = [c for c in candidates if not _other_reading(c, context)]
        spans = [(c.first, c.last + 1) for c in real]
        places = context.places(spans)
        scored = [(c, *self._score(c, context, places)) for c in real]
        sure = {c.pattern.school for c, score, _ in scored if score >= STANDS}
        best: dict[int, tuple[float, NameHit]] = {}
        unresolved = False
        for candidate, score, because in scored:
            extra, why = self._rivals(candidate, context, real, sure) if score > -5 else (0.0, ())
            total = score + extra
            school = candidate.pattern.school
            hit = NameHit(school, candidate.start, candidate.end, (*because, *why), candidate.tag == "#")
            if total < STANDS:
                unresolved = unresolved or candidate.pattern.listed
            elif school not in best or best[school][0] < total:
                best[school] = (total, hit)
        hits = tuple(sorted((hit for _, hit in best.values()), key=lambda hit: (hit.start, hit.school)))
        return Found(hits, unresolved and not hits)

    def _score(
        self, candidate: _Candidate, context: Context, places: list[Place]
    ) -> tuple[float, tuple[str, ...]]:
        pattern = candidate.pattern
        score, because = pattern.worth, []
        if pattern.form in {"tag", "domain"}:
            return score, ("an account, hashtag or domain of this school",)
        if pattern.worth >= STANDS:
            because.append("hardly any other school has this name")
        for points, why in (
            *self._locality(context, candidate, places),
            *self._life(context, candidate),
            *self._mascot(context, candidate),
        ):
            score += points
            because += [why] if why else []
        local = bool(context.links) or any(place.ours and place.strong for place in places)
        score += _elsewhere(candidate, context, places, local=local) + _prefix(candidate, context, self._home)
        return score, tuple(because)

    def _locality(
        self, context: Context, candidate: _Candidate, places: list[Place]
    ) -> list[tuple[float, str]]:
        found: list[tuple[float, str]] = []
        ours = [place for place in places if place.ours]
        strong = [place for place in ours if place.strong]
        if context.links:
            found.append((2.0, context.links[0]))
        if strong:
            found.append((2.0, strong[0].label))
        elif ours:
            near = context.joined(candidate.last, ours[0].first, 2)
            found.append((2.0 if near else 1.0, ours[0].label))
        return found

    def _life(self, context: Context, candidate: _Candidate) -> list[tuple[float, str]]:
        found: list[tuple[float, str]] = []
        levels = self._levels[candidate.pattern.school]
        if levels and _outside(index(*levels), context, candidate):
            found.append((2.0, "speaks of a grade of this school's level"))
        if _outside(index("life"), context, candidate):
            mine = _outside(index("me"), context, candidate)
            found.append((1.5 if mine else 1.0, "speaks of school life"))
        before = context.folds[candidate.first - 1] if candidate.first else ""
        if found and candidate.pattern.form == "bare" and before in {"at", "to", "from", "en", "a"}:
            found.append((0.5, ""))
        return found

    def _mascot(self, context: Context, candidate: _Candidate) -> list[tuple[float, str]]:
        mascots, common = self._mascots[candidate.pattern.school]
        seen = _outside(mascots, context, candidate)
        if not seen:
            return []
        beside = any(first - candidate.last == 1 or candidate.first - last == 0 for first, last, _ in seen)
        rare = any(entry not in common for _, _, entry in seen)
        return [(3.5 if beside or rare else 2.0, "names this school's mascot")]

    def _rivals(
        self, candidate: _Candidate, context: Context, real: list[_Candidate], sure: set[int]
    ) -> tuple[float, tuple[str, ...]]:
        """Another school of the district in the same post."""
        best, why = 0.0, ""
        for other in real:
            if other.pattern.school == candidate.pattern.school or other.first == candidate.first:
                continue
            name = self._schools[other.pattern.school].name
            typed = candidate.pattern.form == other.pattern.form == "typed"
            points = 2.0 if typed or other.pattern.school in sure else 0.0
            if _meet(candidate, other, context, certain=other.pattern.school in sure):
                points = 3.5
            if points > best:
                best, why = points, f"names {name} of the same district"
        return best, (why,) if why else ()


def _mascots(names: tuple[str, ...]) -> tuple[Index, frozenset[Phrase]]:
    common = {entry for entry in vocabulary()["mascots"]}
    full = [phrase(name) for name in names]
    both = full + [(*name[:-1], name[-1].removesuffix("s")) for name in full if name and len(name[-1]) > 4]
    ordinary = frozenset(name for name in both if name in common or (*name[:-1], name[-1] + "s") in common)
    return Index(both), ordinary


def _outside(what: Index, context: Context, candidate: _Candidate) -> list[tuple[int, int, Phrase]]:
    found = what.find(context.folds)
    return [hit for hit in found if hit[1] <= candidate.first or hit[0] > candidate.last]


def _longer_tag(context: Context, begin: int, length: int) -> bool:
    """#lincolnhighfootball: a long name at the start of a hashtag may go on."""
    return context.words[begin].tag == "#" and length >= 10


def _fits(pattern: Pattern, apart: list[int], context: Context, first: int, last: int) -> bool:
    """Whether words are apart in the text only where the pattern has a new word, or everywhere."""
    word = context.words[first]
    if pattern.mark:
        return word.tag == pattern.mark
    gaps = [context.gap(number, number + 1) for number in range(first, last)]
    if pattern.form == "domain":
        return all(gap in {".", "-"} for gap in gaps)
    for number, gap in enumerate(gaps, first):
        short = len(context.words[number].fold) <= 2
        if not (_GAP.fullmatch(gap.replace(".", "") if short else gap) and gap.count("\n") == 0):
            return False
    begin = 0
    for cut in sorted(pattern.cuts):
        inside = [at for at in apart if begin < at < cut]
        if inside and (word.tag == "" or pattern.form == "bare") and inside != list(range(begin + 1, cut)):
            return False
        begin = cut
    return True


def _shouted(pattern: Pattern, head: str) -> bool:
    """Its last word stands in capitals, in a text that is not all capitals."""
    return head[-len(pattern.words[-1]) :].isupper() and not head.isupper()


def _other_reading(candidate: _Candidate, context: Context) -> bool:
    """A street, a person, a college, another kind of school, a plain word."""
    pattern, lists = candidate.pattern, vocabulary()
    if candidate.tag or pattern.form in {"tag", "domain"}:
        return False
    following = candidate.last + 1
    next_to = context.touching(candidate.last, following)
    before = (
        context.folds[candidate.first - 1] if context.touching(candidate.first - 1, candidate.first) else ""
    )
    if pattern.form == "typed":
        kind = pattern.words[-1]
        if kind in {"high", "middle", "elementary"}:
            if next_to and index(f"{kind} as a word").at(context.folds, following):
                return True
            lower = context.mixed and not context.words[candidate.first].capital
            if pattern.worth <= 0 and before in {"the", "a", "so"} and (lower or not context.mixed):
                return True
        return (
            (next_to
            and index("college").at(context.folds, following) in {("university",), ("college",)})
            or (next_to and (context.folds[following],) in _ROADS)
        )
    if next_to and index("street", "college", "other kinds").at(context.folds, following):
        return True
    if pattern.form == "initials":
        return any((fold,) in lists["maths"] for fold in context.folds)
    if (before,) in lists["titles"] or (before == "of" and _university_of(context, candidate.first)):
        return True
    return (before,) in lists["first names"] and (before,) != pattern.words[:1]


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


def _elsewhere(candidate: _Candidate, context: Context, places: list[Place], *, local: bool) -> float:
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
            off = -10.0 if candidate.pattern.worth < STANDS else min(off, 0.0)
    if off == 0 and not local:
        off = _unknown_town(candidate, context)
    return off


def _distance(place: Place, candidate: _Candidate) -> int:
    return max(place.first - candidate.last, candidate.first - place.last + 1)


def _unknown_town(candidate: _Candidate, context: Context) -> float:
    """ "Lincoln High in Xyz": a capitalised word that we do not know, after "in"."""
    at = candidate.last + 2
    if not context.mixed or at >= len(context.words) or context.folds[at - 1] not in {"in", "en", "near"}:
        return 0.0
    word = context.words[at]
    known = (word.fold,) in vocabulary()["plain capitals"] or not word.capital
    return 0.0 if known or not context.touching(candidate.last, at - 1) else -3.0


def _prefix(candidate: _Candidate, context: Context, home: Home) -> float:
    """Points off for a word before the name that makes it another institution's: "West Lincoln High"."""
    before = candidate.first - 1
    if candidate.tag or not context.touching(before, candidate.first):
        return 0.0
    word, lists = context.words[before], vocabulary()
    if any(last - 1 == before for _, last, _ in home.index.find(context.folds)):
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


def _meet(one: _Candidate, other: _Candidate, context: Context, *, certain: bool) -> bool:
    """ "A vs B", "A beat B": two schools of the district, joined."""
    left, right = (one, other) if one.first < other.first else (other, one)
    between = context.folds[left.last + 1 : right.first]
    if not between or len(between) > 3:
        return False
    joins = {fold for fold in between if (fold,) in vocabulary()["joins"]}
    return bool(joins if certain else joins - _LISTING)
