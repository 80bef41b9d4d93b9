from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import importer
from stream.contracts import Deletion, Point, Post
from stream.source import Parsed
from tests.ingest.wires import HANDLE, KEY, NAME, NOW, opened, seal, wire

PARSE = importer.parser(seal, KEY)


def parse(**line: Any) -> Parsed:
    return PARSE(wire({"id": "a", "text": "The bus is late.", **line}), NOW)


def post_of(**line: Any) -> Post:
    [event] = parse(**line).events
    assert isinstance(event, Post)
    return event


def test_a_full_line() -> None:
    author = {"account": "17", "handle": HANDLE, "name": NAME, "link": "https://example.org/a"}
    post = post_of(
        id=17,
        created_at="2026-08-31T08:00:00+02:00",
        lang="es-MX",
        lon=-124.9,
        lat=44.6,
        precision_m=12,
        author=author,
        version=3,
    )
    assert post.created_at == datetime(2026, 8, 31, 6, tzinfo=UTC)
    assert (post.lang, post.point) == ("es", Point(lon=-124.9, lat=44.6, precision_m=12.0))
    assert opened(post.envelope) == author | {"id": "17"}
    assert post.post_id == post_of(id="17").post_id


def test_versions_given_as_numbers_sort_as_numbers() -> None:
    assert post_of().version < post_of(version=2).version < post_of(version=10).version
    assert post_of(version="2026-09-01").version == "2026-09-01"
    for wrong in (-1, 10**21, "", "x" * 65, "no\nbreaks"):
        assert (parse(version=wrong).error or "").startswith("version")


def test_a_deletion_needs_no_text_and_meets_its_post() -> None:
    [event] = PARSE(b'{"id":"a","deleted":true}', NOW).events
    assert isinstance(event, Deletion)
    assert event.post_id == post_of().post_id


def test_two_sources_never_share_an_id() -> None:
    [other] = importer.parser(seal, KEY, "tips")(b'{"id":"a","text":""}', NOW).events
    assert isinstance(other, Post)
    assert (other.source, other.post_id == post_of().post_id) == ("tips", False)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ({"lon": -124.9}, "lat: missing"),
        ({"lat": 44.6}, "lon: missing"),
        ({"lon": -190, "lat": 44.6}, "lon: outside -180 to 180"),
        ({"lon": 44.6, "lat": -124.9}, "swapped"),
        ({"lon": 0, "lat": 4000}, "lat: outside -90 to 90"),
        ({"lon": -124.9, "lat": 44.6, "precision_m": -1}, "precision_m: negative"),
        ({"precision_m": 5}, "precision_m: given without"),
    ],
)
def test_an_impossible_place_costs_the_place_only(place: dict[str, float], says: str) -> None:
    parsed = parse(**place)
    [post] = parsed.events
    assert isinstance(post, Post)
    assert post.point is None
    [note] = parsed.notes
    assert note.kind == "error"
    assert says in note.text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"id": None}, "$.id"),
        ({"id": True}, "$.id"),
        ({"id": ""}, "id"),
        ({"text": 5}, "$.text"),
        ({"text": None}, "text: missing"),
        ({"lon": "1.5", "lat": 2}, "$.lon"),
        ({"lang": 5}, "$.lang"),
        ({"created_at": 5}, "$.created_at"),
        ({"author": "Dana"}, "$.author"),
        ({"author": {"name": 5}}, "$.author.name"),
        ({"deleted": "yes"}, "$.deleted"),
        ({"text": "x" * 70_000}, "70000 bytes"),
        ({"text": "x" * 2_000_000}, "1048576"),
    ],
)
def test_a_wrong_type_names_its_field(line: dict[str, Any], says: str) -> None:
    parsed = parse(**line)
    assert says in (parsed.error or "")
    assert parsed.events == ()


def test_members_that_a_post_can_do_without() -> None:
    for line in ({"created_at": "yesterday"}, {"created_at": "1970-01-01T00:00:00Z"}, {"lang": "?"}):
        parsed = parse(**line)
        assert isinstance(parsed.events[0], Post)
        assert [note.kind for note in parsed.notes] == ["info"]
    assert parse(mood="unknown members are ignored").notes == []


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    parsed = PARSE(data, NOW)
    assert parsed.error is not None or parsed.events


@given(
    st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
    st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
)
def test_a_place_is_a_place_on_earth_or_none(lon: float, lat: float) -> None:
    point = post_of(lon=lon, lat=lat).point
    assert (point == Point(lon=lon, lat=lat)) == (abs(lon) <= 180 and abs(lat) <= 90)
