"""Feature sets of ArcGIS servers (f=json): rings without groups, quantised or not, one page or several.

ArcGIS REST API, "Feature object" and "Quantization parameters": an outer ring runs clockwise, a hole
counter-clockwise; with a `transform` each ring is one absolute grid point and steps from it.
"""

from pathlib import Path
from typing import Any

from shapely.geometry import Polygon

from geofence.formats.raw import Feature, Layer, Source
from stream.errors import BadInput

_KINDS = {"paths": "LineString", "points": "MultiPoint", "curveRings": "a true curve"}


def looks_like(document: dict[str, Any]) -> bool:
    return "type" not in document and any(
        key in document for key in ("features", "rings", "geometryType", "spatialReference", "error")
    )


def read(pages: list[dict[str, Any]], file: Path) -> Source:
    """`pages` is one answer of the server, or all answers of a paged query in order."""
    features: list[Feature] = []
    notes: list[str] = []
    for number, page in enumerate(pages, 1):
        if isinstance(page.get("error"), dict):
            code = page["error"].get("code")
            raise BadInput(f"{file}: an error answer of the server (code {code}), no areas; ask it again")
        if page.get("exceededTransferLimit") and number == len(pages):
            raise BadInput(
                f"{file}: the server sent a part only (exceededTransferLimit); ask for the rest with "
                "resultOffset and save all answers as one JSON list"
            )
        features += _page(page, file, notes)
    return Source("ArcGIS JSON", [Layer(file.stem, features, _crs(pages[0]))], notes)


def _page(page: dict[str, Any], file: Path, notes: list[str]) -> list[Feature]:
    found = page.get("features", [])
    if not isinstance(found, list) or not all(isinstance(feature, dict) for feature in found):
        raise BadInput(f"{file}: `features` must be a list of objects with attributes and geometry")
    try:
        grid = _Grid(page.get("transform"))
        return [_feature(feature, grid, notes) for feature in found]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            f"{file}: damaged ArcGIS JSON ({type(error).__name__}); ask the server again, or for f=geojson"
        ) from error


def _crs(page: dict[str, Any]) -> str | None:
    reference = page.get("spatialReference")
    if not isinstance(reference, dict):
        return None
    code = reference.get("latestWkid") or reference.get("wkid")
    if code is not None:
        return f"{'EPSG' if int(code) < 32768 else 'ESRI'}:{_OLD.get(int(code), int(code))}".replace(
            "ESRI:3857", "EPSG:3857"
        )
    wkt = reference.get("wkt2") or reference.get("wkt")
    return str(wkt) if wkt else None


_OLD = {102100: 3857, 102113: 3857, 900913: 3857}


class _Grid:
    """The server's `transform`, or none."""

    def __init__(self, transform: dict[str, Any] | None) -> None:
        self._given = transform is not None
        if transform is None:
            return
        self._sx, self._sy = map(float, transform["scale"][:2])
        self._x, self._y = map(float, transform["translate"][:2])
        if transform.get("originPosition", "upperLeft") == "upperLeft":
            self._sy = -self._sy

    def ring(self, ring: list[list[float]]) -> list[list[float]]:
        if not self._given:
            return [[float(x), float(y)] for x, y, *_ in ring]
        x = y = 0.0
        points = []
        for step_x, step_y, *_ in ring:
            x, y = x + step_x, y + step_y
            points.append([self._x + x * self._sx, self._y + y * self._sy])
        return points


def _feature(raw: dict[str, Any], grid: _Grid, notes: list[str]) -> Feature:
    properties = dict(raw.get("attributes") or {})
    shape = raw.get("geometry")
    if not shape or shape.get("x") == "NaN":
        return Feature(None, properties)
    if "rings" in shape:
        rings = [grid.ring(ring) for ring in shape["rings"]]
        return Feature(_grouped(rings, notes) if rings else None, properties)
    if "x" in shape:
        point = grid.ring([[shape["x"], shape["y"]]])[0]
        return Feature({"type": "Point", "coordinates": point}, properties)
    key, kind = next((pair for pair in _KINDS.items() if pair[0] in shape), ("", "an unknown geometry"))
    return Feature({"type": kind, "coordinates": shape.get(key, [None])}, properties)


def _grouped(rings: list[list[list[float]]], notes: list[str]) -> dict[str, Any]:
    """Each hole goes to the smallest outer ring around it; one that lies in none is an area of its own."""
    outer = [ring for ring in rings if _signed(ring) <= 0]
    holes = [ring for ring in rings if _signed(ring) > 0]
    groups = [[ring] for ring in outer]
    shapes = [_flat(ring) for ring in outer]
    for hole in holes:
        inner = _flat(hole)
        point = inner.representative_point() if inner is not None else None
        around = [
            (shape.area, number)
            for number, shape in enumerate(shapes)
            if shape is not None and point is not None and shape.covers(point)
        ]
        if around:
            groups[min(around)[1]].append(hole)
        else:
            notes.append(
                "a ring runs counter-clockwise like a hole but lies in no other; it counts as an area"
            )
            groups.append([hole])
    if len(groups) == 1:
        return {"type": "Polygon", "coordinates": groups[0]}
    return {"type": "MultiPolygon", "coordinates": groups}


def _flat(ring: list[list[float]]) -> Polygon | None:
    if len(ring) < 4:
        return None
    shape = Polygon(ring)
    return shape if shape.is_valid else shape.buffer(0)


def _signed(ring: list[list[float]]) -> float:
    """Twice the area: below 0 clockwise, above 0 counter-clockwise."""
    x0, y0 = ring[0] if ring else (0.0, 0.0)
    return sum(
        (ring[i - 1][0] - x0) * (ring[i][1] - y0) - (ring[i][0] - x0) * (ring[i - 1][1] - y0)
        for i in range(len(ring))
    )
