"""The stage: one outcome a post, in order, blind to how posts are batched."""

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geofence.district import load
from geofence.fences import Fences
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


def test_a_coarse_point_is_near_at_best_and_never_alone() -> None:
    coarse = Point(lon=-124.9, lat=44.62, precision_m=1_000)
    assert reason(post("a quiet day", coarse)) == Reason.NOT_NEAR
    [outcome] = locate([post("Tidewater Middle and Marrow Bay High", coarse)], FENCES)
    assert isinstance(outcome, LocatedPost)
    claims = {(ground.school, ground.basis, ground.claim) for ground in outcome.grounds}
    assert ("marrow-bay-high", "coordinates", "near") in claims
    assert ("tidewater-middle", "name", "at") in claims
    lincoln = Point(lon=-124.92, lat=44.6, precision_m=1_000)
    assert ("lincoln-high", "name") in grounds(post("Lincoln High is closed", lincoln))
    far = Point(lon=-124.92, lat=44.6, precision_m=20_000)
    assert reason(post("Lincoln High is closed", far)) == Reason.NAME_UNRESOLVED


def test_every_ground_carries_level_and_the_version_of_the_boundaries() -> None:
    [outcome] = locate([post("Tidewater Middle and #HeronNation", INSIDE)], FENCES)
    assert isinstance(outcome, LocatedPost)
    assert [ground.level for ground in outcome.grounds] == ["high", "middle", "high"]
    assert {ground.version for ground in outcome.grounds} == {FENCES.version}
    assert FENCES.version.startswith("sha256:")


class Tripwire:
    """A post on which any other field than these may not even be read."""

    READ = frozenset({"post_id", "version", "text", "point", "places", "received_at", "tip"})

    def __init__(self, given: Post) -> None:
        self._given = given

    def __getattr__(self, name: str) -> object:
        assert name in self.READ, f"locate read the field {name!r}"
        return getattr(self._given, name)


def test_locate_reads_the_post_and_nothing_of_its_author() -> None:
    tag = PlaceTag(name="Campus", kind="poi", bbox=(-124.9006, 44.6196, -124.9004, 44.6198))
    for each in (post("Tidewater Middle", INSIDE, (tag,)), post("hm"), post("")):
        [one] = locate([cast("Post", Tripwire(each))], FENCES)
        [other] = locate([each], FENCES)
        assert type(one) is type(other)


PROFILE = {
    "location", "home", "hometown", "home_location", "profile", "profile_location", "geo_profile", "time_zone",
    "utc_offset", "followers", "following", "followers_count", "following_count", "followersCount", "followsCount",
    "friends", "lists", "lists_count", "listed_count", "bio", "birthday", "derived",
}  # fmt: skip
"""Where an author lives or whom they know, as the sources call it."""
MESSAGE = {("telegram.py", "location"), ("http.py", "location")}
"""The same word for something else: a place attached to one message; where an HTTP answer redirects to."""


@pytest.mark.parametrize("package", ["ingest", "geofence"])
def test_no_profile_location_network_or_home_is_ever_read(package: str) -> None:
    """No key or attribute of that name stands in the code that reads wires or places posts."""
    found = []
    for path in sorted((Path(__file__).parents[2] / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                named = node.attr
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                named = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                named = node.target.id
            else:
                continue
            if named in PROFILE and (path.name, named) not in MESSAGE:
                found.append(f"{path.name}:{node.lineno} {named}")
    assert found == []


def test_a_post_has_no_field_for_them_either() -> None:
    fields = {field.name for kind in (Post, Point, PlaceTag) for field in msgspec.structs.fields(kind)}
    assert not fields & PROFILE
    assert fields == Tripwire.READ | {
        "source", "created_at", "lang", "envelope", "edited", "lon", "lat", "precision_m", "name", "kind", "bbox",
    }  # fmt: skip


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
