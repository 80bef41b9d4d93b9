"""The stage: one outcome a post, in order, blind to how posts are batched."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from geofence.district import load
from geofence.fence import Fences
from geofence.stage import locate
from stream.contracts import Drop, LocatedPost, PlaceTag, Point, Post, Reason

FENCES = Fences.of_district(load(Path(__file__).parents[2] / "firstbell" / "demo_data" / "district.toml"))
NOW = datetime(2026, 9, 1, tzinfo=UTC)


def post(text: str, point: Point | None = None, places: tuple[PlaceTag, ...] = ()) -> Post:
    return Post(
        post_id="p", version="1", source="test", text=text, received_at=NOW, point=point, places=places
    )


INSIDE = Point(lon=-124.9, lat=44.62)


def reason(given: Post) -> Reason:
    [outcome] = locate([given], FENCES)
    assert isinstance(outcome, Drop)
    assert outcome.stage == "locate"
    return outcome.reason


def grounds(given: Post) -> list[tuple[str, str]]:
    [outcome] = locate([given], FENCES)
    assert isinstance(outcome, LocatedPost)
    assert outcome.post is given
    return [(ground.school, ground.basis) for ground in outcome.grounds]


def test_reasons() -> None:
    assert reason(post("")) == Reason.EMPTY_TEXT
    assert reason(post(" \n\t", INSIDE)) == Reason.EMPTY_TEXT
    assert reason(post("a quiet day")) == Reason.NOT_NEAR
    assert reason(post("a quiet day", Point(lon=-100.0, lat=40.0))) == Reason.NOT_NEAR
    assert reason(post("Lincoln High is closed")) == Reason.NAME_UNRESOLVED


def test_grounds_of_every_basis_stand_together() -> None:
    tag = PlaceTag(name="Campus", kind="poi", bbox=(-124.9006, 44.6196, -124.9004, 44.6198))
    found = grounds(post("Tidewater Middle and #HeronNation", INSIDE, (tag,)))
    assert found == [
        ("marrow-bay-high", "coordinates"),
        ("marrow-bay-high", "place_tag"),
        ("tidewater-middle", "name"),
        ("marrow-bay-high", "hashtag"),
    ]


def test_a_ground_by_coordinates_carries_edge_and_precision() -> None:
    [outcome] = locate([post("hi", Point(lon=-124.9, lat=44.62, precision_m=20))], FENCES)
    assert isinstance(outcome, LocatedPost)
    [ground] = outcome.grounds
    assert ground.precision_m == 20
    assert ground.edge_m is not None
    assert 50 < ground.edge_m < 160


def test_a_city_wide_tag_is_no_ground() -> None:
    tag = PlaceTag(name="Marrow Bay", kind="city", bbox=(-125.0, 44.5, -124.8, 44.7))
    assert reason(post("hi", places=(tag, PlaceTag(name="x", kind="poi")))) == Reason.NOT_NEAR


POSTS = st.builds(
    post,
    st.sampled_from(["", "Tidewater Middle", "Lincoln High", "go Herons, Lincoln High beat us", "chatter"])
    | st.text(max_size=30),
    st.none()
    | st.builds(
        Point, lon=st.floats(-180, 180, allow_subnormal=False), lat=st.floats(-90, 90, allow_subnormal=False)
    )
    | st.just(INSIDE),
)


@settings(max_examples=40)
@given(st.lists(POSTS, max_size=6), st.lists(POSTS, max_size=6))
def test_batching_is_invisible(one: list[Post], other: list[Post]) -> None:
    assert locate(one + other, FENCES) == locate(one, FENCES) + locate(other, FENCES)
    assert len(locate(one, FENCES)) == len(one)
