"""The stage `locate`: which posts are near a school, and on what grounds."""

from collections.abc import Sequence

from geofence.fence import Fences
from stream.contracts import Drop, Ground, LocatedPost, Point, Post, Reason

STAGE = "locate"


def locate(posts: Sequence[Post], fences: Fences) -> list[LocatedPost | Drop]:
    """One outcome per post, in order: a LocatedPost with all its grounds, or a Drop.

    Pure: no post's outcome depends on another's. Reasons: `empty_text` (nothing to score, wherever it
    was written), `name_unresolved` (a school's name, but nothing shows that it is this school),
    `not_near` (neither place nor name).
    """
    placed = _placed(posts, fences)
    return [_outcome(post, placed.get(number, ()), fences) for number, post in enumerate(posts)]


def _outcome(post: Post, placed: tuple[Ground, ...], fences: Fences) -> LocatedPost | Drop:
    if not post.text or post.text.isspace():
        return _drop(post, Reason.EMPTY_TEXT)
    named, unresolved = named_grounds(post.text, fences)
    tags = _tag_grounds(post, fences) if post.places else ()
    if grounds := (*placed, *tags, *named):
        return LocatedPost(post=post, grounds=grounds)
    return _drop(post, Reason.NAME_UNRESOLVED if unresolved else Reason.NOT_NEAR)


def _drop(post: Post, reason: Reason) -> Drop:
    return Drop(post_id=post.post_id, version=post.version, reason=reason, stage=STAGE)


def named_grounds(text: str, fences: Fences) -> tuple[tuple[Ground, ...], bool]:
    """Grounds by name and hashtag, and whether a name stayed unresolved."""
    if fences.names is None:
        return (), False
    found = fences.names.find(text)
    grounds = tuple(
        Ground(
            school=(school := fences.schools[hit.school].id),
            boundary=school,
            basis="hashtag" if hit.hashtag else "name",
            start=hit.start,
            end=hit.end,
            because=hit.because,
        )
        for hit in found.hits
    )
    return grounds, found.unresolved


def point_grounds(points: Sequence[Point], fences: Fences) -> list[tuple[Ground, ...]]:
    """Grounds by coordinates, for each point."""
    hits = fences.inside([p.lon for p in points], [p.lat for p in points], [p.precision_m for p in points])
    return [
        tuple(
            Ground(
                school=fences.fences[hit.fence].school or "",
                boundary=fences.fences[hit.fence].boundary,
                basis="coordinates",
                edge_m=round(hit.edge_m, 1),
                precision_m=point.precision_m,
            )
            for hit in found
        )
        for point, found in zip(points, hits, strict=True)
    ]


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
            because=(f"{share:.0%} of the tagged place's box lies inside",),
        )
        for fence, share in sorted(best.items())
    )
