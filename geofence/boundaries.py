"""Boundary files: areas with an id, repaired where that is safe and refused where it is not.

GeoJSON (RFC 7946): FeatureCollection, Feature or a bare geometry. Coordinates are WGS84 longitude and
latitude in degrees; a file in any other system, with swapped axes or with lines is refused by name.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from geopy.distance import geodesic
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geofence.rings import GEOD, to_polygon, unwrap
from stream.errors import BadInput

AWAY_DEGREES = 1.0
_OTHER = {
    ".kml": "KML", ".kmz": "KMZ", ".shp": "a shapefile", ".zip": "a zipped shapefile", ".gpkg": "GeoPackage",
    ".topojson": "TopoJSON", ".csv": "CSV", ".gml": "GML", ".gdb": "a file geodatabase",
}  # fmt: skip
_UNITED_STATES = (
    (-125.5, 24.0, -66.5, 49.6), (-180.0, 51.0, -129.0, 72.0), (172.0, 51.0, 180.0, 54.0),
    (-161.0, 18.5, -154.0, 23.0), (-68.0, 17.5, -64.0, 18.7), (144.0, 13.0, 146.5, 21.0), (-171.5, -15.0, -168.0, -10.0),
)  # fmt: skip
"""Boxes (west, south, east, north) around the states and territories."""


@dataclass(frozen=True)
class Area:
    """One area. `polygon` is in degrees; across the antimeridian its longitudes run beyond 180."""

    id: str
    name: str | None
    polygon: Polygon | MultiPolygon
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def area_m2(self) -> float:
        """Square metres on the ellipsoid."""
        return abs(GEOD.geometry_area_perimeter(self.polygon)[0])


@dataclass(frozen=True)
class Boundaries:
    """What a file holds. `notes` says in words what was repaired or skipped."""

    path: Path
    areas: tuple[Area, ...]
    features: int
    skipped: int
    notes: tuple[str, ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(west, south, east, north) in degrees; east is above 180 across the antimeridian."""
        return _bounds([area.polygon for area in self.areas])


def read(
    path: str | Path,
    id_field: str | None,
    name_field: str | None = None,
    *,
    centre: tuple[float, float] | None = None,
    anywhere: bool = False,
) -> Boundaries:
    """Read a boundary file. `centre` (lon, lat) of the district makes swapped axes certain.

    BadInput names the file, the feature, what was found and the remedy. `id_field` None numbers the
    features from 1. `anywhere` lifts the check that areas lie in the United States or its territories.
    """
    file = Path(path)
    document = _document(file)
    _check_crs(document, file)
    features = list(_features(document, file))
    skipped = 0
    notes: list[str] = []
    areas: list[Area] = []
    for number, feature in enumerate(features, 1):
        properties = feature.get("properties") or {}
        where = f"{file}: feature {number}"
        if not feature.get("geometry") or _empty(feature["geometry"]):
            skipped += 1
            continue
        area_id = str(number) if id_field is None else _text(properties, id_field, where, "--id")
        where = f"{where} ({area_id})"
        name = None if name_field is None else _text(properties, name_field, where, "--name")
        polygon = to_polygon(feature["geometry"], where, notes)
        areas.append(Area(area_id, name, polygon, properties))
    if skipped:
        notes.append(f"{skipped} of {len(features)} features have no geometry and were skipped")
    if not areas:
        raise BadInput(
            f"{file}: no polygon in {len(features)} features; export the areas, not an empty selection"
        )
    _check_place(areas, file, centre, anywhere=anywhere)
    return Boundaries(file, tuple(areas), len(features), skipped, tuple(notes))


def circle(lon: float, lat: float, radius_m: float) -> Polygon:
    """A polygon that encloses the circle of that radius in metres, by geodesics of geopy."""
    corners = [
        geodesic(meters=radius_m * 1.002).destination((lat, lon), bearing=degrees)
        for degrees in range(0, 360, 5)
    ]
    ring = [(corner.longitude, corner.latitude) for corner in corners]
    return Polygon(unwrap(ring))


def _document(file: Path) -> dict[str, Any]:
    if file.suffix.lower() in _OTHER:
        kind = _OTHER[file.suffix.lower()]
        raise BadInput(
            f"{file}: {kind} cannot be read yet; export it as GeoJSON (.geojson, WGS84 longitude/latitude)"
        )
    try:
        document = json.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise BadInput(f"{file}: no such boundary file") from error
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(
            f"{file}: not GeoJSON ({type(error).__name__}); export the areas as GeoJSON in UTF-8"
        ) from error
    if isinstance(document, dict) and document.get("type") == "Topology":
        raise BadInput(f"{file}: TopoJSON cannot be read yet; export it as GeoJSON")
    if (
        isinstance(document, dict)
        and "rings" in str(document.get("features", ""))[:2000]
        and "type" not in document
    ):
        raise BadInput(f"{file}: ArcGIS JSON cannot be read yet; ask the server for f=geojson")
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        raise BadInput(
            f"{file}: not GeoJSON: no `type` at the top; expected FeatureCollection, Feature or a polygon"
        )
    return document


def _features(document: dict[str, Any], file: Path) -> Iterator[dict[str, Any]]:
    kind = document["type"]
    if kind == "FeatureCollection":
        found = document.get("features")
        if not isinstance(found, list) or not all(isinstance(feature, dict) for feature in found):
            raise BadInput(f"{file}: `features` must be a list of Feature objects")
        yield from found
    elif kind == "Feature":
        yield document
    else:
        yield {"type": "Feature", "geometry": document, "properties": {}}


def _text(properties: dict[str, Any], name: str, where: str, option: str) -> str:
    if name not in properties:
        there = ", ".join(sorted(map(str, properties))) or "none"
        raise BadInput(f"{where}: no field {name!r} for {option}; the fields there are: {there}")
    value = properties[name]
    if value is None or isinstance(value, (dict, list)) or value == "":
        raise BadInput(
            f"{where}: field {name!r} is {'empty' if not value else 'no text'}; every area needs one"
        )
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _check_crs(document: dict[str, Any], file: Path) -> None:
    crs = document.get("crs")
    if not crs:
        return
    name = str((crs.get("properties") or {}).get("name", crs)) if isinstance(crs, dict) else str(crs)
    if not any(
        known in name.upper() for known in ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4269", "EPSG:4269")
    ):
        raise BadInput(
            f"{file}: its coordinate system is {name}; GeoJSON is WGS84 longitude/latitude: "
            "export again in EPSG:4326 (ogr2ogr -t_srs EPSG:4326)"
        )


def _empty(geometry: object) -> bool:
    if not isinstance(geometry, dict):
        return False
    if geometry.get("type") == "GeometryCollection":
        return not geometry.get("geometries")
    return geometry.get("coordinates") in (None, [])


def _bounds(shapes: Sequence[BaseGeometry]) -> tuple[float, float, float, float]:
    boxes = np.array([shape.bounds for shape in shapes])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _check_place(
    areas: list[Area], file: Path, centre: tuple[float, float] | None, *, anywhere: bool
) -> None:
    west, south, east, north = _bounds([area.polygon for area in areas])
    bounds = f"longitude {west:.5f} to {east:.5f}, latitude {south:.5f} to {north:.5f}"
    for area in areas:
        point = area.polygon.representative_point()
        x, y = (point.x + 180) % 360 - 180, point.y
        if centre is not None:
            if _apart((x, y), centre) <= AWAY_DEGREES:
                continue
            if abs(x) <= 90 and _apart((y, x), centre) <= AWAY_DEGREES:
                raise BadInput(
                    f"{file}: area {area.id}: {bounds}: latitude and longitude are swapped; write longitude first"
                )
            raise BadInput(
                f"{file}: area {area.id}: {bounds}: more than {AWAY_DEGREES:.0f} degree from the district at "
                f"longitude {centre[0]:.4f}, latitude {centre[1]:.4f}; is it the right file, in EPSG:4326?"
            )
        if not anywhere and not _in_states(x, y) and _in_states(y, x):
            raise BadInput(
                f"{file}: area {area.id}: {bounds}: outside the United States, but inside with the axes swapped; "
                "write longitude first (or pass --anywhere, if it is right as it is)"
            )


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    across = abs((one[0] - other[0] + 180) % 360 - 180)
    return math.hypot(across, one[1] - other[1])


def _in_states(lon: float, lat: float) -> bool:
    return any(west <= lon <= east and south <= lat <= north for west, south, east, north in _UNITED_STATES)
