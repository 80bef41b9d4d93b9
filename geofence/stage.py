"""The stage `locate`: which posts are near a school, and on what grounds."""

from collections.abc import Sequence

from geofence.fence import Fence
from geofence.fences import Fences
from stream.contracts import Channel, Drop, Ground, LocatedPost, Point, Post, Reason, Tip

STAGE = "locate"


def locate(posts: Sequence[Post], fences: Fences) -> list[LocatedPost | Drop]:
    """One outcome per post, in order: a LocatedPost with all its grounds, or a Drop.

    Pure: no post's outcome depends on another's. A post is held against the boundaries in force on the day
    (UTC) it was received. Reasons: `empty_text` (nothing to score, wherever it was written),
    `name_unresolved` (a school's name, but nothing shows that it is this school), `not_near` (neither place
    nor name). A tip skips the fence: its ground is the school that the person chose.
    """
    if len(fences.history) == 1:
        placed = _placed(posts, fences)
        return [_outcome(post, placed.get(number, ()), fences) for number, post in enumerate(posts)]
    versions = [fences.on(post.received_at.date()) for post in posts]
    groups: dict[int, list[int]] = {}
    for number, version in enumerate(versions):
        groups.setdefault(id(version), []).append(number)
    grounds: dict[int, tuple[Ground, ...]] = {}
    for numbers in groups.values():
        found = _placed([posts[number] for number in numbers], versions[numbers[0]])
        grounds.update({numbers[at]: each for at, each in found.items()})
    return [
        _outcome(post, grounds.get(number, ()), version)
        for number, (post, version) in enumerate(zip(posts, versions, strict=True))
    ]


def _outcome(post: Post, placed: tuple[Ground, ...], fences: Fences) -> LocatedPost | Drop:
    if not post.text or post.text.isspace():
        return _drop(post, Reason.EMPTY_TEXT)
    if post.tip is not None:
        return LocatedPost(post=post, grounds=_tip_grounds(post.tip, post.text, fences))
    near = near_grounds(post.point, fences) if post.point is not None else ()
    named, unresolved = named_grounds(post.text, fences, near)
    tags = _tag_grounds(post, fences) if post.places else ()
    if grounds := (*placed, *tags, *named):
        return LocatedPost(post=post, grounds=(*grounds, *near))
    return _drop(post, Reason.NAME_UNRESOLVED if unresolved else Reason.NOT_NEAR)


def _drop(post: Post, reason: Reason) -> Drop:
    return Drop(post_id=post.post_id, version=post.version, reason=reason, stage=STAGE)


_CHANNELS: dict[Channel, str] = {
    "form": "sent with the public form",
    "api": "sent through the public interface",
    "mail": "sent by e-mail",
    "sms": "sent by text message",
    "phone": "told by phone and written down by the staff",
    "door": "told in person and written down by the staff",
}


def _tip_grounds(tip: Tip, text: str, fences: Fences) -> tuple[Ground, ...]:
    """The person's choice. Where there is none: the schools that the text names, else every school."""
    came = _CHANNELS[tip.channel]
    if tip.school:
        return (Ground(school=tip.school, boundary=tip.school, basis="tip", because=(came,)),)
    named, _ = named_grounds(text, fences)
    schools = list(dict.fromkeys(ground.school for ground in named))
    why = (came, "it names the school" if named else "it names none, so the reviewers of every school see it")
    return (
        *(
            Ground(school=school, boundary=school, basis="tip", because=why)
            for school in schools or [school.id for school in fences.schools]
        ),
        *named,
    )


def named_grounds(text: str, fences: Fences, near: Sequence[Ground] = ()) -> tuple[tuple[Ground, ...], bool]:
    """Grounds by name and hashtag, and whether a name stayed unresolved. `near` is taken as evidence."""
    if fences.names is None:
        return (), False
    schools = {ground.school for ground in near}
    numbers = frozenset(n for n, s in enumerate(fences.schools) if s.id in schools) if near else frozenset()
    found = fences.names.find(text, numbers)
    grounds = tuple(
        Ground(
            school=(school := fences.schools[hit.school]).id,
            boundary=school.id,
            basis="hashtag" if hit.hashtag else "name",
            start=hit.start,
            end=hit.end,
            because=hit.because,
            level=school.level,
            version=fences.version,
        )
        for hit in found.hits
    )
    return grounds, found.unresolved


def point_grounds(points: Sequence[Point], fences: Fences) -> list[tuple[Ground, ...]]:
    """Grounds by coordinates, for each point."""
    hits = fences.inside([p.lon for p in points], [p.lat for p in points], [p.precision_m for p in points])
    return [
        tuple(_at(fences.fences[hit.fence], hit.edge_m, point, fences) for hit in found)
        for point, found in zip(points, hits, strict=True)
    ]


def near_grounds(point: Point, fences: Fences) -> tuple[Ground, ...]:
    """What a point coarser than a campus may claim: "near". It never stands alone."""
    if point.precision_m is None:
        return ()
    return tuple(
        _at(fences.fences[hit.fence], hit.edge_m, point, fences, near=True)
        for hit in fences.near(point.lon, point.lat, point.precision_m)
    )


def _at(fence: Fence, edge_m: float, point: Point, fences: Fences, *, near: bool = False) -> Ground:
    return Ground(
        school=fence.school or "",
        boundary=fence.boundary,
        basis="coordinates",
        because=_KINDS[fence.kind],
        edge_m=round(edge_m, 1),
        precision_m=point.precision_m,
        claim="near" if near else "at",
        level=fence.level,
        version=fences.version,
    )


_KINDS: dict[str, tuple[str, ...]] = {
    "campus": (),
    "point": ("a circle around the school's address, not its campus",),
    "attendance": ("the attendance area, where families live, not the campus",),
}


def _placed(posts: Sequence[Post], fences: Fences) -> dict[int, tuple[Ground, ...]]:
    numbers = [number for number, post in enumerate(posts) if post.point is not None]
    points = [point for post in posts if (point := post.point) is not None]
    return dict(zip(numbers, point_grounds(points, fences), strict=True)) if points else {}


def _tag_grounds(post: Post, fences: Fences) -> tuple[Ground, ...]:
    best: dict[int, float] = {}
    for place in post.places:
        for fence, share in fences.tagged(place.bbox) if place.bbox is not None else ():
            best[fence] = max(share, best.get(fence, 0.0))
    return tuple(
        Ground(
            school=fences.fences[fence].school or "",
            boundary=fences.fences[fence].boundary,
            basis="place_tag",
            because=(
                f"{share:.0%} of the tagged place's box lies inside",
                *_KINDS[fences.fences[fence].kind],
            ),
            level=fences.fences[fence].level,
            version=fences.version,
        )
        for fence, share in sorted(best.items())
    )
