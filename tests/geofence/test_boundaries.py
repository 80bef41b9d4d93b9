"""Boundary files: every trap of real exports is repaired with a note or refused with the remedy."""

import json
from pathlib import Path
from typing import Any

import pytest
from pyproj import Transformer
from shapely.geometry import Point

from geofence.boundaries import Boundaries, inspect, read
from geofence.where import Where
from stream.errors import BadInput

SQUARE = [[-123.0, 44.0], [-122.99, 44.0], [-122.99, 44.01], [-123.0, 44.01], [-123.0, 44.0]]


def feature(geometry: dict[str, Any] | None, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"id": "001", "name": "One", **properties}, "geometry": geometry}


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def write(folder: Path, *features: dict[str, Any], **more: object) -> Path:
    file = folder / "areas.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}), "utf-8")
    return file


def load(folder: Path, *features: dict[str, Any], **more: object) -> Boundaries:
    return read(write(folder, *features, **more), "id", "name")


def fault(folder: Path, *features: dict[str, Any], **more: object) -> str:
    with pytest.raises(BadInput) as caught:
        load(folder, *features, **more)
    assert "areas.geojson" in str(caught.value)
    return str(caught.value)


def swapped(ring: list[list[float]]) -> list[list[float]]:
    return [[lat, lon] for lon, lat in ring]


def moved(ring: list[list[float]], lon: float, lat: float) -> list[list[float]]:
    return [[x + lon, y + lat] for x, y in ring]


def test_ids_stay_text_and_bounds_and_area_are_told(tmp_path: Path) -> None:
    found = load(tmp_path, feature(polygon(SQUARE), id="007"))
    assert [(area.id, area.name) for area in found.areas] == [("007", "One")]
    assert found.bounds == (-123.0, 44.0, -122.99, 44.01)
    assert found.areas[0].area_m2 == pytest.approx(802.5 * 1111, rel=0.01)


@pytest.mark.parametrize("document", [feature(polygon(SQUARE)), polygon(SQUARE)])
def test_a_feature_and_a_bare_geometry_are_read_too(tmp_path: Path, document: dict[str, Any]) -> None:
    file = tmp_path / "one.geojson"
    file.write_text(json.dumps(document), "utf-8")
    assert len(read(file, None).areas) == 1


def test_a_missing_field_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no field 'ncessch' for --id; the fields there are: id, name"):
        read(write(tmp_path, feature(polygon(SQUARE))), "ncessch")


def test_holes_are_honoured(tmp_path: Path) -> None:
    hole = [
        [-122.996, 44.004],
        [-122.994, 44.004],
        [-122.994, 44.006],
        [-122.996, 44.006],
        [-122.996, 44.004],
    ]
    shape = load(tmp_path, feature(polygon(SQUARE, hole))).areas[0].polygon
    assert not shape.covers(Point(-122.995, 44.005))
    assert shape.covers(Point(-122.998, 44.005))


def test_empty_geometries_are_skipped_and_counted(tmp_path: Path) -> None:
    empty = [
        feature(None),
        feature({"type": "Polygon", "coordinates": []}),
        feature({"type": "GeometryCollection", "geometries": []}),
    ]
    found = load(tmp_path, feature(polygon(SQUARE)), *empty)
    assert (found.features, found.skipped, len(found.areas)) == (4, 3, 1)
    assert "3 features have no geometry" in found.notes[0]
    assert "no polygon in 1 features" in fault(tmp_path, feature(None))


@pytest.mark.parametrize(
    ("kind", "coordinates"), [("LineString", SQUARE), ("MultiPoint", SQUARE), ("MultiLineString", [SQUARE])]
)
def test_lines_are_refused(tmp_path: Path, kind: str, coordinates: object) -> None:
    said = fault(tmp_path, feature({"type": kind, "coordinates": coordinates}))
    assert kind in said
    assert "expected Polygon" in said
    assert "feature 1 (001)" in said


def test_of_a_collection_only_polygons_count(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": SQUARE}
    found = load(tmp_path, feature({"type": "GeometryCollection", "geometries": [polygon(SQUARE), line]}))
    assert found.areas[0].polygon.geom_type == "Polygon"
    assert "1 parts of its collection" in found.repaired[0]
    assert "has no polygon" in fault(tmp_path, feature({"type": "GeometryCollection", "geometries": [line]}))


def test_a_ring_open_by_a_few_metres_is_closed_and_by_more_refused(tmp_path: Path) -> None:
    nearly = [*SQUARE[:-1], [-123.0, 44.0001]]
    found = load(tmp_path, feature(polygon(nearly)))
    assert "open by 11.1 m and was closed" in found.repaired[0]
    assert "open by 1,1" in fault(tmp_path, feature(polygon(SQUARE[:-1])))


def test_a_ring_that_crosses_itself_is_mended_with_its_change_of_area(tmp_path: Path) -> None:
    bow = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]
    found = load(tmp_path, feature(polygon(bow)))
    assert found.areas[0].polygon.is_valid
    assert "crossed itself; repaired, its area went from" in found.repaired[0]


def test_swapped_axes_are_refused_never_swapped_back(tmp_path: Path) -> None:
    assert "swapped" in fault(tmp_path, feature(polygon(swapped(SQUARE))))
    east = moved(SQUARE, 48.0, -4.0)  # near longitude -75, latitude 40: in range both ways
    said = fault(tmp_path, feature(polygon(swapped(east))))
    assert "with the axes swapped" in said
    assert "longitude 40.00000 to 40.01000" in said
    with pytest.raises(BadInput, match="swapped"):
        read(write(tmp_path, feature(polygon(swapped(east)))), "id", where=Where((-75.0, 40.0)))


def test_anywhere_lifts_the_check_of_place(tmp_path: Path) -> None:
    there = swapped(moved(SQUARE, 48.0, -4.0))
    assert read(write(tmp_path, feature(polygon(there))), "id", where=Where(anywhere=True)).areas


def test_far_from_the_district_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="more than 1 degree from the district"):
        read(write(tmp_path, feature(polygon(SQUARE))), "id", where=Where((-118.0, 34.0)))


@pytest.mark.parametrize(
    ("shift", "guess"),
    [
        ((-13_600_000.0, 5_400_000.0), "Web Mercator"),
        ((500_000.0, 4_800_000.0), "UTM"),
        ((1_170_000.0, 1_900_000.0), "state plane"),
    ],
)
def test_projected_coordinates_are_refused_with_a_guess(
    tmp_path: Path, shift: tuple[float, float], guess: str
) -> None:
    said = fault(tmp_path, feature(polygon(moved(SQUARE, *shift))))
    assert guess in said
    assert "EPSG:4326" in said


def test_a_lying_projection_is_refused_and_a_true_one_converted(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    said = fault(tmp_path, feature(polygon(SQUARE)), crs=crs)
    assert "says EPSG:3857" in said
    assert "looks like degrees" in said
    to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform
    metres = [list(to_metres(x, y)) for x, y in SQUARE]
    found = load(tmp_path, feature(polygon(metres)), crs=crs)
    assert found.bounds == pytest.approx((-123.0, 44.0, -122.99, 44.01))
    assert "EPSG:3857" in found.crs
    state_plane = {"type": "name", "properties": {"name": "EPSG:2269"}}  # Oregon North, in feet
    assert "do not fit" in fault(tmp_path, feature(polygon(metres)), crs=state_plane)
    unknown = {"type": "name", "properties": {"name": "EPSG:99999"}}
    assert "is not known" in fault(tmp_path, feature(polygon(SQUARE)), crs=unknown)
    plain = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert load(tmp_path, feature(polygon(SQUARE)), crs=plain).areas


@pytest.mark.parametrize(
    "ring", [[[1, 2]], "text", [["a", "b"]] * 4, [[0, float("nan")]] * 4, [SQUARE[0]] * 4, None]
)
def test_damaged_rings_are_refused_by_feature(tmp_path: Path, ring: Any) -> None:
    assert "feature 1 (001)" in fault(tmp_path, feature({"type": "Polygon", "coordinates": [ring]}))


def test_an_area_across_the_antimeridian_is_one_piece(tmp_path: Path) -> None:
    ring = [[179.9, 51.9], [-179.9, 51.9], [-179.9, 52.1], [179.9, 52.1], [179.9, 51.9]]
    shape = load(tmp_path, feature(polygon(ring))).areas[0].polygon
    assert shape.bounds[2] - shape.bounds[0] == pytest.approx(0.2)


def test_what_overlaps_in_one_area_is_joined_not_cut_out(tmp_path: Path) -> None:
    shifted = moved(SQUARE, 0.005, 0.005)
    both = {"type": "MultiPolygon", "coordinates": [[SQUARE], [shifted]]}
    shape = load(tmp_path, feature(both)).areas[0].polygon
    assert shape.covers(Point(-122.993, 44.007))
    assert shape.area == pytest.approx(1.75e-4)


def test_all_faults_of_a_file_are_told_and_the_first_is_raised(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": SQUARE}
    file = write(tmp_path, feature(line), feature(polygon(SQUARE), id="2"), feature(line, id="3"))
    found = inspect(file, "id")
    assert [area.id for area in found.areas] == ["2"]
    assert ["feature 1" in found.refused[0], "feature 3" in found.refused[1]] == [True, True]
    with pytest.raises(BadInput, match=r"feature 1 .* \(and 1 more"):
        read(file, "id")


def test_points_make_areas_with_a_radius_only_and_are_called_a_guess(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [-123.0, 44.0]}
    file = write(tmp_path, feature(point))
    with pytest.raises(BadInput, match="a point is an address, no campus: give --radius"):
        read(file, "id")
    found = read(file, "id", radius_m=150)
    assert found.areas[0].round_at == pytest.approx((-123.0, 44.0, 150))
    assert "is a guess" in found.notes[0]
    assert read(write(tmp_path, feature(point, radius_m=90)), "id").areas[0].round_at == pytest.approx(
        (-123.0, 44.0, 90)
    )
    swapped_point = {"type": "Point", "coordinates": [44.0, -123.0]}
    assert "swapped" in fault(tmp_path, feature(swapped_point))


def test_without_a_point_the_state_of_the_district_is_what_counts(tmp_path: Path) -> None:
    file = write(tmp_path, feature(polygon(SQUARE)))
    assert read(file, "id", where=Where(state="Oregon")).areas
    with pytest.raises(BadInput, match="not in Virginia, where the district is"):
        read(file, "id", where=Where(state="Virginia"))
    away = write(tmp_path, feature(polygon(moved(SQUARE, 130.0, 0.0))))
    assert "1 areas lie outside the United States" in read(away, "id").notes[0]


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(145.7, 15.2), (144.8, 13.5), (-170.7, -14.3), (-66.1, 18.4), (179.2, 51.4), (-156.8, 71.2)],
)
def test_territories_and_both_sides_of_the_antimeridian_are_home(
    tmp_path: Path, lon: float, lat: float
) -> None:
    ring = moved(SQUARE, lon + 123.0, lat - 44.0)
    assert not read(write(tmp_path, feature(polygon(ring))), "id").notes


def test_a_state_on_both_sides_of_the_antimeridian_has_no_wide_box(tmp_path: Path) -> None:
    parts = [[[[x, 51.0], [x + 0.5, 51.0], [x + 0.5, 52.0], [x, 52.0], [x, 51.0]]] for x in (179.2, -179.9)]
    found = load(tmp_path, feature({"type": "MultiPolygon", "coordinates": parts}))
    west, _, east, _ = found.bounds
    assert east - west == pytest.approx(1.4)


def test_levels_and_odd_rows_of_published_files_are_told(tmp_path: Path) -> None:
    sabs = {"ncessch": "410474000123", "level": "1", "openEnroll": "1", "defacto": "0", "MultiBdy": "0"}
    found = load(tmp_path, feature(polygon(SQUARE), **sabs))
    assert found.areas[0].level == "elementary"
    assert "attendance areas by their fields" in found.notes[0]
    assert "1 of them are whole districts" in found.notes[1]
    pseudo = load(tmp_path, feature(polygon(SQUARE), UNSDLEA="99997"))
    assert pseudo.areas[0].level == "unified"
    assert "without a school district" in pseudo.notes[0]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"type": 3}', '{"type": "FeatureCollection"}', "\x00"])
def test_what_is_no_geojson_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "areas.geojson").write_text(text)
    with pytest.raises(BadInput, match=r"areas\.geojson"):
        read(tmp_path / "areas.geojson", "id")
