"""ArcGIS JSON: ungrouped rings, odd orientations, and answers that are only a part."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from geofence.boundaries import inspect, read
from stream.errors import BadInput


def box(x: float, y: float, size: float, *, clockwise: bool = True) -> list[list[float]]:
    ring = [[x, y], [x, y + size], [x + size, y + size], [x + size, y], [x, y]]
    return ring if clockwise else ring[::-1]


def write(folder: Path, geometry: object, **more: Any) -> Path:
    page = {
        "spatialReference": {"wkid": 4326},
        "features": [{"attributes": {"id": "1"}, "geometry": geometry}],
    }
    file = folder / "a.json"
    file.write_text(json.dumps({**page, **more}), "utf-8")
    return file


def test_rings_are_grouped_by_turn_and_place(tmp_path: Path) -> None:
    rings = [
        box(-87.99, 41.01, 0.01, clockwise=False),  # a hole before its outer ring
        box(-88.0, 41.0, 0.1),
        box(-87.5, 41.0, 0.1),
        box(-87.98, 41.02, 0.002),  # an island that stands alone in the big ring
    ]
    [area] = read(write(tmp_path, {"rings": rings}), "id").areas
    assert area.polygon.covers(Point(-87.95, 41.05))
    assert not area.polygon.covers(Point(-87.985, 41.015))
    assert area.polygon.covers(Point(-87.45, 41.05))


def test_a_hole_in_no_ring_counts_as_an_area_and_is_told(tmp_path: Path) -> None:
    found = inspect(write(tmp_path, {"rings": [box(-88.0, 41.0, 0.1, clockwise=False)]}), "id")
    assert found.areas[0].polygon.area == pytest.approx(0.01)
    assert "counter-clockwise like a hole" in found.notes[0]


@pytest.mark.parametrize(
    ("geometry", "says"),
    [({"paths": [box(-88, 41, 1)]}, "LineString"), ({"curveRings": [{}]}, "true curve")],
)
def test_lines_and_curves_are_refused(tmp_path: Path, geometry: object, says: str) -> None:
    assert says in inspect(write(tmp_path, geometry), "id").refused[0]


def test_null_geometries_are_skipped(tmp_path: Path) -> None:
    empty: tuple[object, ...] = (None, {"rings": []})
    for geometry in empty:
        assert inspect(write(tmp_path, geometry), "id").skipped == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"exceededTransferLimit": True}, "a part only"),
        ({"error": {"code": 400, "message": "x"}}, r"error answer of the server \(code 400\)"),
        ({"features": 3}, "must be a list"),
        ({"features": [{"geometry": {"rings": [[1]]}}]}, "damaged ArcGIS JSON"),
        ({"transform": {"scale": [1]}}, "damaged ArcGIS JSON"),
        ({"spatialReference": {"wkid": 99999}}, "is not known"),
        ({"spatialReference": {"wkid": 102671}}, "says ESRI:102671"),
    ],
)
def test_what_cannot_be_used_says_why(tmp_path: Path, more: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(write(tmp_path, {"rings": [box(-88, 41, 1)]}, **more), "id")


def test_a_part_of_geojson_is_refused_too(tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    file.write_text(
        json.dumps(
            {"type": "FeatureCollection", "features": [], "properties": {"exceededTransferLimit": True}}
        )
    )
    with pytest.raises(BadInput, match="resultOffset"):
        read(file, "id")
