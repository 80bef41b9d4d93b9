"""Boundary files: areas with an id, repaired where that is safe and refused where it is not.

Coordinates end as WGS84 longitude and latitude in degrees, whatever format and projection a file has;
a file whose numbers cannot be what it says they are is refused, never turned round in silence.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from geopy.distance import geodesic
from shapely.geometry import MultiPolygon, Polygon

from geofence.formats import open_source
from geofence.formats.raw import Feature, Layer, Source
from geofence.levels import level_of, odd_rows
from geofence.projection import Projection
from geofence.rings import GEOD, to_polygon, unwrap
from geofence.where import Where, in_states
from stream.errors import BadInput


@dataclass(frozen=True)
class Area:
    """One area. `polygon` is in degrees; across the antimeridian its longitudes run beyond 180."""

    id: str
    name: str | None
    polygon: Polygon | MultiPolygon
    properties: dict[str, Any] = field(default_factory=dict)
    level: str | None = None
    round_at: tuple[float, float, float] | None = None
    """(lon, lat, radius_m) where the file had a point only; then `polygon` just encloses the circle."""

    @property
    def area_m2(self) -> float:
        """Square metres on the ellipsoid."""
        return abs(GEOD.geometry_area_perimeter(self.polygon)[0])


@dataclass(frozen=True)
class Boundaries:
    """What a file holds. `repaired`, `notes` and `refused` say in words what was done and why."""

    path: Path
    areas: tuple[Area, ...]
    features: int
    skipped: int
    repaired: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    format: str = "GeoJSON"
    crs: str = ""
    points: int = 0
    """Features that are a point; without a radius they make no area."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(west, south, east, north) in degrees; east is above 180 across the antimeridian."""
        boxes = np.array([area.polygon.bounds for area in self.areas])
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def read(
    path: str | Path,
    id_field: str | None,
    name_field: str | None = None,
    *,
    where: Where | None = None,
    radius_m: float | None = None,
) -> Boundaries:
    """Read a boundary file that shall be used. BadInput names the file, the feature, the fault and the remedy."""
    found = inspect(path, id_field, name_field, where=where, radius_m=radius_m)
    if found.refused:
        more = f" (and {len(found.refused) - 1} more; see boundaries check)" if len(found.refused) > 1 else ""
        raise BadInput(found.refused[0] + more)
    if not found.areas and found.points:
        raise BadInput(
            f"{found.path}: holds points, not areas; a point is an address, no campus: give --radius METRES, or "
            "lon, lat and radius_m in the district file"
        )
    if not found.areas:
        raise BadInput(
            f"{found.path}: no polygon in {found.features} features; export the areas, not an empty selection"
        )
    return found


def inspect(
    path: str | Path,
    id_field: str | None,
    name_field: str | None = None,
    *,
    where: Where | None = None,
    radius_m: float | None = None,
) -> Boundaries:
    """Read a boundary file and tell all that is wrong with its features, not only the first fault.

    `where` makes swapped axes and wrong files certain to be noticed. `id_field` None numbers the features
    from 1. `radius_m` makes circles of points. BadInput for a file that cannot be read at all, or whose
    coordinate system does not fit its numbers.
    """
    file = Path(path)
    source = open_source(file)
    layer = _layer(source, id_field, file)
    where = where or Where()
    projection = Projection(layer.crs, file)
    projection.check([feature.geometry for feature in layer.features], where.centre)
    reading = _Reading(file, id_field, name_field, where, radius_m)
    for number, feature in enumerate(layer.features, 1):
        reading.take(number, feature, projection)
    return Boundaries(
        file,
        tuple(reading.areas),
        len(layer.features),
        reading.skipped,
        tuple(reading.repaired),
        (*source.notes, *(f"{file.name} {note}" for note in projection.notes), *reading.notes()),
        tuple(reading.refused),
        source.format,
        projection.name,
        reading.points,
    )


def circle(lon: float, lat: float, radius_m: float) -> Polygon:
    """A polygon that encloses the circle of that radius in metres, by geodesics of geopy."""
    corners = [
        geodesic(meters=radius_m * 1.002).destination((lat, lon), bearing=degrees)
        for degrees in range(0, 360, 5)
    ]
    return Polygon(unwrap([(corner.longitude, corner.latitude) for corner in corners]))


def _layer(source: Source, id_field: str | None, file: Path) -> Layer:
    """The one layer, or the only one that has the id field."""
    full = [layer for layer in source.layers if layer.features]
    if len(full) > 1 and id_field is not None:
        having = [layer for layer in full if _find(layer.features[0].properties, id_field) is not None]
        if len(having) == 1:
            others = ", ".join(layer.name for layer in full if layer is not having[0])
            source.notes.append(f"layer {having[0].name} has the field {id_field}; left out: {others}")
            return having[0]
    if len(full) > 1:
        names = ", ".join(layer.name for layer in full)
        raise BadInput(f"{file}: holds {len(full)} layers ({names}); export the one with the areas alone")
    if not full:
        raise BadInput(f"{file}: holds no features; export the areas, not an empty selection")
    return full[0]


class _Reading:
    """Features of one layer, one after the other."""

    def __init__(
        self, file: Path, id_field: str | None, name_field: str | None, where: Where, radius_m: float | None
    ) -> None:
        self._file, self._id, self._name = file, id_field, name_field
        self._where, self._radius = where, radius_m
        self.areas: list[Area] = []
        self.repaired: list[str] = []
        self.refused: list[str] = []
        self.skipped = self.points = 0
        self._foreign = 0

    def take(self, number: int, feature: Feature, projection: Projection) -> None:
        if _empty(feature.geometry):
            self.skipped += 1
            return
        place = f"{self._file}: feature {number}"
        area_id = str(number) if self._id is None else _text(feature.properties, self._id, place, "--id")
        name = None if self._name is None else _text(feature.properties, self._name, place, "--name")
        place = f"{place} ({area_id})"
        geometry = projection.degrees(feature.geometry)
        try:
            area = self._area(area_id, name, geometry, feature.properties, place)
            if area is not None:
                self._place(area, place)
                self.areas.append(area)
        except BadInput as error:
            self.refused.append(str(error))

    def _area(
        self, area_id: str, name: str | None, geometry: Any, properties: dict[str, Any], place: str
    ) -> Area | None:
        level = level_of(properties)
        if not isinstance(geometry, dict) or geometry.get("type") != "Point":
            return Area(area_id, name, to_polygon(geometry, place, self.repaired), properties, level)
        self.points += 1
        radius = self._radius or _radius(properties)
        lon, lat = _point(geometry, place)
        if radius is None:
            if fault := self._where.fault(lon, lat):
                raise BadInput(f"{place}: longitude {lon:.5f}, latitude {lat:.5f}: {fault}")
            return None
        return Area(area_id, name, circle(lon, lat, radius), properties, level, (lon, lat, radius))

    def _place(self, area: Area, place: str) -> None:
        point = area.polygon.representative_point()
        if fault := self._where.fault(point.x, point.y):
            west, south, east, north = area.polygon.bounds
            raise BadInput(
                f"{place}: longitude {west:.5f} to {east:.5f}, latitude {south:.5f} to {north:.5f}: {fault}"
            )
        self._foreign += not in_states((point.x + 180) % 360 - 180, point.y)

    def notes(self) -> list[str]:
        notes = odd_rows([area.properties for area in self.areas])
        if self.skipped:
            notes.append(f"{self.skipped} features have no geometry and were skipped")
        if self._foreign and not self._where.anywhere:
            notes.append(f"{self._foreign} areas lie outside the United States and its territories")
        if self.points:
            notes.append(
                f"{self.points} features are points: an address, not a campus; any radius around it is a guess"
            )
        return notes


def _find(properties: dict[str, Any], name: str) -> str | None:
    """The field of that name: as written, in other case, or cut to ten letters as shapefiles do."""
    if name in properties:
        return name
    lower = {str(key).casefold(): str(key) for key in properties}
    return lower.get(name.casefold()) or lower.get(name.casefold()[:10])


def _text(properties: dict[str, Any], name: str, where: str, option: str) -> str:
    key = _find(properties, name)
    if key is None:
        there = ", ".join(sorted(map(str, properties))) or "none"
        raise BadInput(f"{where}: no field {name!r} for {option}; the fields there are: {there}")
    value = properties[key]
    if value is None or isinstance(value, (dict, list)) or value == "":
        raise BadInput(
            f"{where}: field {name!r} is {'empty' if not value else 'no text'}; every area needs one"
        )
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _radius(properties: dict[str, Any]) -> float | None:
    key = _find(properties, "radius_m")
    try:
        radius = float(properties[key]) if key else 0.0
    except (TypeError, ValueError):
        return None
    return radius if 0 < radius <= 20_000 else None


def _point(geometry: dict[str, Any], place: str) -> tuple[float, float]:
    try:
        lon, lat = (float(number) for number in geometry["coordinates"][:2])
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{place}: a point must be two numbers, longitude and latitude") from error
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        swapped = abs(lon) <= 90 and abs(lat) <= 180
        hint = "latitude and longitude are swapped" if swapped else "no degrees"
        raise BadInput(f"{place}: longitude {lon:.6g}, latitude {lat:.6g}: {hint}; write longitude first")
    return lon, lat


def _empty(geometry: object) -> bool:
    if not geometry:
        return True
    if not isinstance(geometry, dict):
        return False
    if geometry.get("type") == "GeometryCollection":
        return not geometry.get("geometries")
    if geometry.get("type") == "Point" and isinstance(geometry.get("coordinates"), list):
        return any(number != number for number in geometry["coordinates"])  # noqa: PLR0124 - NaN is no number
    return geometry.get("coordinates") in (None, [])
