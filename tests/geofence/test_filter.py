"""The filter `locate`: the answer to each kind of line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geofence.district import load
from geofence.fences import Fences
from geofence.filter import locate_line

DATA = Path(__file__).parents[2] / "firstbell" / "demo_data"
DISTRICT = Fences.of_district(load(DATA / "district.toml"))
AREAS = Fences.of_boundaries(DATA / "boundaries.geojson", "campus", "name")


def test_with_a_district() -> None:
    answer = locate_line({"id": 7, "text": "at Tidewater Middle", "lon": -124.9, "lat": 44.62}, DISTRICT)
    assert answer["id"] == 7
    assert answer["drop"] is None
    by_place, by_name = answer["matches"]
    assert by_place["boundary"] == by_place["school"] == "marrow-bay-high"
    assert by_place["basis"] == "coordinates"
    assert set(by_place["evidence"]) == {"edge_m", "precision_m"}
    assert by_name["school"] == "tidewater-middle"
    assert by_name["basis"] == "name"
    assert (by_name["evidence"]["start"], by_name["evidence"]["end"]) == (3, 19)


def test_with_boundaries_only() -> None:
    line = {"id": "a", "lon": -124.92, "lat": 44.6, "text": "Tidewater Middle"}
    [match] = locate_line(line, AREAS)["matches"]
    assert (match["boundary"], match["school"]) == ("lincoln-high", "Lincoln High School")
    [named] = locate_line(line, AREAS, names=True)["matches"]
    assert named["name"] == "Lincoln High School"
    unnamed = Fences.of_boundaries(DATA / "boundaries.geojson", "campus")
    assert locate_line(line, unnamed)["matches"][0]["school"] is None


def test_drops() -> None:
    assert locate_line({"id": 1, "text": " "}, DISTRICT) == {"id": 1, "matches": [], "drop": "empty_text"}
    assert locate_line({"id": 1, "text": "hm"}, DISTRICT)["drop"] == "not_near"
    assert locate_line({"id": 1, "text": "Lincoln High"}, DISTRICT)["drop"] == "name_unresolved"
    assert locate_line({"id": 1, "lon": 0, "lat": 0}, DISTRICT)["drop"] == "not_near"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ([], "expected an object"),
        ({"text": "x"}, "id: found nothing"),
        ({"id": True, "text": "x"}, "id: found true or false"),
        ({"id": 1}, "neither text nor coordinates"),
        ({"id": 1, "text": 3}, "text: found a number"),
        ({"id": 1, "text": "x" * 65_537}, "64 KiB"),
        ({"id": 1, "text": "é" * 40_000}, "64 KiB"),
        ({"id": 1, "lon": -124.9}, "lat: missing"),
        ({"id": 1, "lat": 44.6}, "lon: missing"),
        ({"id": 1, "lon": "-124.9", "lat": 44.6}, "lon: found a string"),
        ({"id": 1, "lon": True, "lat": 44.6}, "lon: found true or false"),
        ({"id": 1, "lon": 190, "lat": 44.6}, "between -180 and 180"),
        ({"id": 1, "lon": 44.6, "lat": -124.9}, "swapped"),
        ({"id": 1, "lon": float("nan"), "lat": 44.6}, "finite number"),
        ({"id": 1, "lon": 0, "lat": 0, "precision_m": -1}, "precision_m"),
        ({"id": 1, "lon": 0, "lat": 0, "precision_m": "far"}, "precision_m"),
    ],
)
def test_an_unusable_line_says_what_would_be_right(line: object, says: str) -> None:
    answer = locate_line(line, DISTRICT)
    assert says in answer["error"]
    assert set(answer) <= {"id", "error"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_subnormal=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "lon", "lat", "precision_m"]), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=50)
@given(JSON)
def test_any_json_is_answered(line: object) -> None:
    answer = locate_line(line, DISTRICT)
    assert ("error" in answer) != ("matches" in answer)
