"""Fences: which areas cover a point, how far its edge is, and what a coarse point may claim."""

import json
import math
from pathlib import Path

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from geofence.boundaries import circle
from geofence.district import load
from geofence.fence import Fence
from geofence.fences import Fences
from stream.errors import BadInput

DATA = Path(__file__).parents[2] / "firstbell" / "demo_data"
FENCES = Fences.of_district(load(DATA / "district.toml"))
BY_SCHOOL = {fence.school: fence for fence in FENCES.fences}


def schools(lon: float, lat: float, precision_m: float | None = None) -> list[str | None]:
    return [FENCES.fences[hit.fence].school for hit in FENCES.inside([lon], [lat], [precision_m])[0]]


def test_the_demo_campuses_cover_their_middle() -> None:
    assert schools(-124.9, 44.62) == ["marrow-bay-high"]
    assert schools(-124.92, 44.6) == ["lincoln-high"]
    assert schools(-124.94, 44.625) == ["north-jetty-charter"]
    assert schools(-124.5, 44.6) == []


def test_a_circle_is_decided_by_geodesic_metres() -> None:
    at = (44.625, -124.94)
    for bearing in range(0, 360, 30):
        inside = geodesic(meters=129.9).destination(at, bearing)
        outside = geodesic(meters=130.1).destination(at, bearing)
        assert schools(inside.longitude, inside.latitude) == ["north-jetty-charter"]
        assert schools(outside.longitude, outside.latitude) == []


def test_the_line_is_inside_and_overlaps_all_count(tmp_path: Path) -> None:
    square = [[-123.0, 44.0], [-122.99, 44.0], [-122.99, 44.01], [-123.0, 44.01], [-123.0, 44.0]]
    half = [[-123.0, 44.0], [-122.995, 44.0], [-122.995, 44.01], [-123.0, 44.01], [-123.0, 44.0]]
    features = [
        {"type": "Feature", "properties": {"id": i}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for i, ring in (("whole", square), ("half", half))
    ]
    file = tmp_path / "a.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    fences = Fences.of_boundaries(file, "id")
    assert [
        [fences.fences[hit.fence].boundary for hit in hits]
        for hits in fences.inside([-123.0, -122.998, -122.991], [44.005, 44.005, 44.005])
    ] == [["whole", "half"], ["whole", "half"], ["whole"]]
    assert fences.inside([-123.0], [44.005])[0][0].edge_m == pytest.approx(0, abs=0.01)
    assert fences.inside([-122.998], [44.005])[0][0].edge_m == pytest.approx(160.4, rel=0.01)


def test_a_point_coarser_than_the_campus_claims_nothing() -> None:
    radius = BY_SCHOOL["marrow-bay-high"].radius_m
    assert schools(-124.9, 44.62, radius * 0.9) == ["marrow-bay-high"]
    assert schools(-124.9, 44.62, radius * 1.1) == []


def test_a_buffer_is_in_metres_at_any_latitude() -> None:
    plain = Fence("a", None, circle(-150.0, 64.8, 100))
    wide = Fence("a", None, circle(-150.0, 64.8, 100), buffer_m=50)
    east = geodesic(meters=140).destination((64.8, -150.0), 90)
    north = geodesic(meters=140).destination((64.8, -150.0), 0)
    for place in (east, north):
        assert plain.edge_m(place.longitude, place.latitude) < 0
        assert wide.edge_m(place.longitude, place.latitude) == pytest.approx(10, abs=1)


@pytest.mark.parametrize("lon", [179.9995, -179.9995, 180.0, -180.0])
def test_the_antimeridian_is_no_edge(lon: float) -> None:
    fences = Fences([Fence("a", None, circle(180.0, 52.0, 200), buffer_m=10)])
    assert len(fences.inside([lon], [52.0])[0]) == 1
    assert fences.inside([0.0, 179.9], [52.0, 52.0]) == [[], []]


def test_a_place_tag_counts_when_most_of_its_box_is_inside() -> None:
    campus = BY_SCHOOL["marrow-bay-high"]
    lon, lat = -124.9005, 44.6197
    [(fence, share)] = FENCES.tagged((lon - 1e-4, lat - 1e-4, lon + 1e-4, lat + 1e-4))
    assert FENCES.fences[fence] is campus
    assert share > 0.9
    assert FENCES.tagged((-125.0, 44.5, -124.8, 44.7)) == []
    assert FENCES.tagged((lon, lat, lon, lat)) == [(fence, 1.0)]
    assert FENCES.tagged((float("nan"), lat, lon, lat)) == []


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.floats(-124.95, -124.85, allow_subnormal=False), st.floats(44.59, 44.65, allow_subnormal=False)
        ),
        max_size=20,
    )
)
def test_batches_say_what_shapely_says_of_each_point(points: list[tuple[float, float]]) -> None:
    found = FENCES.inside([p[0] for p in points], [p[1] for p in points])
    for (lon, lat), hits in zip(points, found, strict=True):
        polygons = {
            n for n, f in enumerate(FENCES.fences) if not f.round_at and f.shape.covers(Point(lon, lat))
        }
        assert {hit.fence for hit in hits if not FENCES.fences[hit.fence].round_at} == polygons
        assert all(hit.edge_m >= 0 and math.isfinite(hit.edge_m) for hit in hits)


def test_an_unknown_boundary_names_school_and_choices(tmp_path: Path) -> None:
    text = (
        (DATA / "district.toml")
        .read_text("utf-8")
        .replace('boundary = "lincoln-high"', 'boundary = "nowhere"')
    )
    (tmp_path / "district.toml").write_text(text, "utf-8")
    (tmp_path / "boundaries.geojson").write_bytes((DATA / "boundaries.geojson").read_bytes())
    with pytest.raises(
        BadInput, match=r"school lincoln-high: boundary 'nowhere' is not in .*there are: cedar"
    ):
        Fences.of_district(load(tmp_path / "district.toml"))


def test_the_demo_hole_is_outside_but_for_the_buffer() -> None:
    raw = json.loads((DATA / "boundaries.geojson").read_text("utf-8"))
    campus = shape(raw["features"][0]["geometry"])
    assert len(campus.interiors) == 1
    fences = Fences.of_boundaries(DATA / "boundaries.geojson", "campus", "name")
    middle = campus.interiors[0].centroid
    assert fences.inside([middle.x], [middle.y]) == [[]]
