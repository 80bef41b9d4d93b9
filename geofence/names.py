"""A school named in a post, and whether it is this school.

One automaton over squashed text (fold, patterns) finds candidates in every post; only those are read
for evidence. Points are added up in a table that an analyst can follow: a pattern's own worth (2: hardly
any other school is called so; 0: many are; below: the bare word is more often something else), plus
evidence, less counter-evidence. STANDS points make a ground.
"""

import re
from typing import NamedTuple

import ahocorasick

from geofence.counter import STANDS, Candidate, another_kind, elsewhere, meet, other_reading, prefix
from geofence.district import District
from geofence.evidence import Context, Home, Index, Place, index
from geofence.fold import offsets, phrase, squash
from geofence.patterns import Pattern, Phrase, patterns, vocabulary

_GAP = re.compile(r"[\s\-_'\u2019\u00ad\u200b-\u200d\u2060\ufeff]*", re.UNICODE)
_AT = {"at", "to", "from", "en", "a"}
_OF_PLACES = ("names the city", "names the place", "names the county", "names the state")
_DISTRICT = "names the district"
_SCHOOL_ENDS = ("hs", "ms", "es", "jh")
_LEVELS = {
    "high": ("high",),
    "middle": ("middle",),
    "elementary": ("elementary",),
    "k8": ("middle", "elementary"),
    "k12": ("high", "middle", "elementary"),
}


MOST = 50
"""Names read for evidence in one post; a post that lists more is a directory."""


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

    def find(self, text: str, near: frozenset[int] = frozenset()) -> Found:
        """All schools named in `text`, each once, in the order of the text.

        `near`: numbers of schools that the post's coordinates may be at; it counts as evidence.
        """
        squashed = squash(text)
        raw = list(self._automaton.iter(squashed))
        if not raw:
            return NOTHING
        context = Context(text, self._home)
        candidates = self._candidates(context, raw)
        if not candidates:
            return NOTHING
        return self._judge(context, candidates, near)

    def _candidates(
        self, context: Context, raw: list[tuple[int, tuple[int, list[Pattern]]]]
    ) -> list[Candidate]:
        """Hits that are whole words, the longest where they overlap."""
        origin = offsets(context.text)
        starts = {word.start: number for number, word in enumerate(context.words)}
        taken = bytearray(len(origin))
        found: list[Candidate] = []
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
            if 1 in taken[first:after]:
                continue
            apart = [at - first for at in range(first + 1, last + 1) if origin[at] in starts]
            tail = origin[last] + 1
            final = starts.get(origin[first + apart[-1]], begin) if apart else begin
            whole = [
                Candidate(p, origin[first], tail, begin, final, context.words[begin].tag)
                for p in group
                if _fits(p, apart, context, begin, final)
                and not (p.shouted and not _shouted(p, context, tail))
            ]
            found += whole
            if whole:
                taken[first:after] = b"\1" * length
        return sorted(found, key=lambda c: c.start)[:MOST]

    def _judge(self, context: Context, candidates: list[Candidate], near: frozenset[int]) -> Found:
        other = {c.pattern.school for c in candidates if another_kind(c, context)}
        real = [
            c
            for c in candidates
            if not (other_reading(c, context) or (c.pattern.form == "bare" and c.pattern.school in other))
        ]
        spans = [(c.first, c.last + 1) for c in real]
        places = context.places(spans)
        scored = [(c, *self._score(c, context, places, near)) for c in real]
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
        self, candidate: Candidate, context: Context, places: list[Place], near: frozenset[int]
    ) -> tuple[float, tuple[str, ...]]:
        pattern = candidate.pattern
        score, because = pattern.worth, []
        if pattern.form in {"tag", "domain"}:
            return score, ("an account, hashtag or domain of this school",)
        if pattern.school in near:
            score += 2.0
            because.append("its coordinates may be at this school")
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
        if pattern.form == "bare" and because and all(why.startswith(_OF_PLACES) for why in because):
            score -= 2.0  # a street, a hill or a quarter of our own town is called so, too
        score += self._other_mascot(context, candidate)
        score += elsewhere(candidate, context, places, local=local) + prefix(candidate, context, self._home)
        return score, tuple(because)

    def _locality(
        self, context: Context, candidate: Candidate, places: list[Place]
    ) -> list[tuple[float, str]]:
        found: list[tuple[float, str]] = []
        ours = [place for place in places if place.ours]
        strong = [place for place in ours if place.strong]
        if context.links:
            found.append((2.0, context.links[0]))
        district = next((place for place in ours if place.label.startswith(_DISTRICT)), None)
        if district and candidate.pattern.form == "bare" and candidate.pattern.listed:
            found.append((3.5, district.label))  # who speaks of the district means its school
        elif strong:
            found.append((2.0, strong[0].label))
            if _stands_in(candidate, context, strong):
                found.append((1.0, ""))
        elif ours:
            near = context.joined(candidate.last, ours[0].first, 2)
            found.append((2.0 if near else 1.0, ours[0].label))
        return found

    def _life(self, context: Context, candidate: Candidate) -> list[tuple[float, str]]:
        found: list[tuple[float, str]] = []
        levels = self._levels[candidate.pattern.school]
        if levels and _outside(index(*levels), context, candidate):
            found.append((2.0, "speaks of a grade of this school's level"))
        typed = candidate.pattern.form == "typed"
        if _outside(index("life", "now") if typed else index("life"), context, candidate):
            mine = _outside(index("me"), context, candidate)
            found.append((1.5 if mine else 1.0, "speaks of school life"))
        if (
            found
            and not typed
            and candidate.pattern.listed
            and candidate.pattern.worth >= 0
            and _leads(candidate, context)
        ):
            found.append((1.0, ""))
        before = context.folds[candidate.first - 1] if candidate.first else ""
        if found and candidate.pattern.form == "bare" and candidate.pattern.listed and before in _AT:
            found.append((1.0 if candidate.pattern.worth >= 0 else 0.5, ""))
        return found

    def _mascot(self, context: Context, candidate: Candidate) -> list[tuple[float, str]]:
        mascots, common = self._mascots[candidate.pattern.school]
        seen = _outside(mascots, context, candidate)
        if not seen:
            return []
        beside = any(first - candidate.last == 1 or candidate.first - last == 0 for first, last, _ in seen)
        rare = any(entry not in common for _, _, entry in seen)
        return [(3.5 if beside or rare else 2.0, "names this school's mascot")]

    def _other_mascot(self, context: Context, candidate: Candidate) -> float:
        """ "Ballard High Bruins", when ours are Beavers."""
        mascots, _ = self._mascots[candidate.pattern.school]
        after = candidate.last + 1
        if not self._schools[candidate.pattern.school].mascots or not context.touching(candidate.last, after):
            return 0.0
        seen = index("mascots").at(context.folds, after)
        return -3.0 if seen and not mascots.at(context.folds, after) else 0.0

    def _rivals(
        self, candidate: Candidate, context: Context, real: list[Candidate], sure: set[int]
    ) -> tuple[float, tuple[str, ...]]:
        """Another school of the district in the same post."""
        best, why = 0.0, ""
        for other in real:
            if other.pattern.school == candidate.pattern.school or other.first == candidate.first:
                continue
            name = self._schools[other.pattern.school].name
            typed = candidate.pattern.form == other.pattern.form == "typed"
            points = 2.0 if typed else 1.0 if other.pattern.school in sure else 0.0
            if candidate.pattern.listed and other.pattern.listed and not typed:
                points = max(points, self._two(candidate, other, context))
            if meet(candidate, other, context, certain=other.pattern.school in sure):
                points = 3.5
            elif min(candidate.pattern.worth, other.pattern.worth) >= 0 and meet(
                candidate, other, context, certain=True
            ):
                points = max(points, 1.0)
            if points > best:
                best, why = points, f"names {name} of the same district"
        return best, (why,) if why else ()

    def _two(self, candidate: Candidate, other: Candidate, context: Context) -> float:
        """Two names of the district in one post, at least one of them bare: a chance only where they are many."""
        bare = [c for c in (candidate, other) if c.pattern.form == "bare"]
        life = _outside(index("life", "now"), context, candidate)
        beside = meet(candidate, other, context, certain=True)
        if any(c.pattern.worth < -1.5 or c.pattern.form == "initials" for c in (candidate, other)):
            return 0.0
        if len(bare) == 2 and not (life and beside):
            return 0.0
        return 2.5 if beside else 1.5


def _mascots(names: tuple[str, ...]) -> tuple[Index, frozenset[Phrase]]:
    common = vocabulary()["mascots"]
    full = [phrase(name) for name in names]
    both = full + [(*name[:-1], name[-1].removesuffix("s")) for name in full if name and len(name[-1]) > 4]
    ordinary = frozenset(name for name in both if name in common or (*name[:-1], name[-1] + "s") in common)
    return Index(both), ordinary


def _stands_in(candidate: Candidate, context: Context, ours: list[Place]) -> bool:
    """ "AHS in Amarillo": initials of a school, not of a police department."""
    words = candidate.pattern.words
    school = candidate.pattern.form == "initials" and len(words[0]) > 2 and words[0].endswith(_SCHOOL_ENDS)
    return school and any(
        context.folds[candidate.last + 1 : place.first] in ([], ["in"], ["en"], ["de"]) for place in ours
    )


def _leads(candidate: Candidate, context: Context) -> bool:
    """ "Ingraham students", "Ingraham lunch"."""
    after = candidate.last + 1
    if context.touching(candidate.last, after) and context.folds[after] == "s":
        after += 1
    return context.touching(after - 1, after) and index("life").at(context.folds, after) is not None


def _outside(what: Index, context: Context, candidate: Candidate) -> list[tuple[int, int, Phrase]]:
    found = context.found(what)
    return [hit for hit in found if hit[1] <= candidate.first or hit[0] > candidate.last]


def _longer_tag(context: Context, begin: int, length: int) -> bool:
    """#lincolnhighfootball: a long name at the start of a hashtag without capitals may go on."""
    word = context.words[begin]
    return word.tag == "#" and length >= 10 and len(word.fold) - length >= 3


def _fits(pattern: Pattern, apart: list[int], context: Context, first: int, last: int) -> bool:
    """Whether words are apart in the text only where the pattern has a new word, or everywhere."""
    word = context.words[first]
    if pattern.mark:
        return word.tag != "" and word.tag in pattern.mark
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


def _shouted(pattern: Pattern, context: Context, tail: int) -> bool:
    """Its last word stands in capitals, in a text that is not all capitals."""
    last = context.text[tail - len(pattern.words[-1]) : tail]
    return last.isupper() and not context.text.isupper()
