"""From the coordinates of a GeoJSON geometry to a sound polygon, or a refusal that says what is wrong."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod
from shapely import make_valid
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from stream.errors import BadInput

CLOSE_M = 50.0
"""A ring whose ends are no farther apart is closed; beyond that a side is missing."""
GEOD = Geod(ellps="WGS84")


def to_polygon(geometry: Any, where: str, notes: list[str]) -> Polygon | MultiPolygon:
    kind = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
    if kind == "GeometryCollection":
        parts = geometry.get("geometries") or []
        flat = [
            part
            for part in parts
            if isinstance(part, dict) and part.get("type") in {"Polygon", "MultiPolygon"}
        ]
        if len(flat) < len(parts):
            notes.append(
                f"{where}: {len(parts) - len(flat)} parts of its collection are no polygons and were skipped"
            )
        if not flat:
            raise BadInput(f"{where}: its GeometryCollection has no polygon; draw the area as a polygon")
        return _whole(unary_union([to_polygon(part, where, notes) for part in flat]), where)
    if kind == "Polygon":
        rings = [geometry.get("coordinates")]
    elif kind == "MultiPolygon":
        rings = geometry.get("coordinates")
    else:
        raise BadInput(
            f"{where}: found {kind}, expected Polygon or MultiPolygon; close the line to an area, or give a "
            "point and radius_m in the district file"
        )
    if not isinstance(rings, list):
        raise BadInput(f"{where}: `coordinates` must be lists of rings")
    shells = [_one(part, where, notes) for part in rings]
    polygon: BaseGeometry = shells[0] if len(shells) == 1 else MultiPolygon(_aligned(shells))
    if polygon.is_valid:
        return _whole(polygon, where)
    # "structure" joins parts that overlap; the default would cut what they share out as a hole.
    mended = make_valid(polygon, method="structure", keep_collapsed=False)
    before, after = (
        abs(GEOD.geometry_area_perimeter(shape)[0]) for shape in (polygon, _whole(mended, where))
    )
    notes.append(f"{where}: crossed itself; repaired, its area went from {before:,.0f} to {after:,.0f} m²")
    return _whole(mended, where)


def _whole(shape: BaseGeometry, where: str) -> Polygon | MultiPolygon:
    parts = [
        p for p in getattr(shape, "geoms", [shape]) if isinstance(p, (Polygon, MultiPolygon)) and p.area > 0
    ]
    if not parts:
        raise BadInput(f"{where}: encloses no area; draw it as a polygon with at least three corners")
    joined = parts[0] if len(parts) == 1 else unary_union(parts)
    if not isinstance(joined, (Polygon, MultiPolygon)):
        raise BadInput(f"{where}: encloses no area; draw it as a polygon with at least three corners")
    return joined


def _aligned(shells: Sequence[Polygon]) -> list[Polygon]:
    """Parts on both sides of the antimeridian brought to one side of it."""
    west = min(shell.bounds[0] for shell in shells)
    east = max(shell.bounds[2] for shell in shells)
    if east - west <= 180:
        return list(shells)
    return [_moved(shell, 360.0) if shell.bounds[2] < 0 else shell for shell in shells]


def _moved(shell: Polygon, by: float) -> Polygon:
    return Polygon(
        [(x + by, y) for x, y in shell.exterior.coords],
        [[(x + by, y) for x, y in ring.coords] for ring in shell.interiors],
    )


def _one(rings: Any, where: str, notes: list[str]) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise BadInput(f"{where}: a polygon needs a list of rings")
    drawn = [_ring(ring, where, notes) for ring in rings]
    base = drawn[0][0][0]
    level = [[(x + 360 * round((base - ring[0][0]) / 360), y) for x, y in ring] for ring in drawn]
    return Polygon(level[0], level[1:])


def _ring(ring: Any, where: str, notes: list[str]) -> list[tuple[float, float]]:
    try:
        corners: NDArray[np.float64] = np.array([position[:2] for position in ring], dtype=float)
        fits = corners.ndim == 2 and corners.shape[1] == 2 and len(corners) >= 3
    except (TypeError, ValueError, IndexError):
        fits = False
    if not fits or not np.isfinite(corners).all():
        raise BadInput(f"{where}: a ring must be at least four [longitude, latitude] pairs of numbers")
    _check_range(corners, where)
    points = [(float(x), float(y)) for x, y in corners]
    if points[0] != points[-1]:
        gap = GEOD.inv(*points[0], *points[-1])[2]
        if gap >= CLOSE_M:
            raise BadInput(
                f"{where}: a ring is open by {gap:,.0f} m; a side is missing: "
                f"end the ring at its first corner (gaps under {CLOSE_M:.0f} m are closed)"
            )
        points.append(points[0])
        notes.append(f"{where}: a ring was open by {gap:.1f} m and was closed")
    if len(set(points)) < 3:
        raise BadInput(f"{where}: encloses no area; draw it as a polygon with at least three corners")
    return unwrap(points)


def unwrap(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Longitudes made continuous where a ring steps over the antimeridian; the whole in (-180, 540]."""
    lons = [points[0][0]]
    for lon, _ in points[1:]:
        lons.append(lon + 360 * round((lons[-1] - lon) / 360))
    shift = 360.0 if min(lons) < -180 else 0.0
    return [(lon + shift, lat) for lon, (_, lat) in zip(lons, points, strict=True)]


def _check_range(corners: NDArray[np.float64], where: str) -> None:
    west, south = corners.min(axis=0)
    east, north = corners.max(axis=0)
    if west >= -180 and east <= 180 and south >= -90 and north <= 90:
        return
    found = f"x {west:.6g} to {east:.6g}, y {south:.6g} to {north:.6g}"
    if max(abs(south), abs(north)) <= 180 and max(abs(west), abs(east)) <= 90:
        raise BadInput(f"{where}: {found}: latitude and longitude are swapped; GeoJSON puts longitude first")
    guess = "longitudes counted from 0 to 360" if east > 180 and north <= 90 else "damaged coordinates"
    raise BadInput(
        f"{where}: {found} are no degrees; the file looks like {guess}: "
        "export it in EPSG:4326 (ogr2ogr -t_srs EPSG:4326)"
    )
