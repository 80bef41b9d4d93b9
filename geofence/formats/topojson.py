"""TopoJSON: shared arcs, quantised or not, put together again. The format states no coordinate system."""

from pathlib import Path
from typing import Any

from geofence.formats.raw import Feature, Layer, Source
from stream.errors import BadInput

Arcs = list[list[list[float]]]


def read(document: dict[str, Any], file: Path) -> Source:
    try:
        arcs = _arcs(document)
        objects = document["objects"]
        layers = [
            Layer(str(name), [_feature(each, arcs) for each in _members(thing)])
            for name, thing in objects.items()
        ]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            f"{file}: damaged TopoJSON ({type(error).__name__}); export it again, or as GeoJSON"
        ) from error
    return Source("TopoJSON", layers)


def _arcs(document: dict[str, Any]) -> Arcs:
    """Arcs in the file's coordinates; with a `transform` they are stored as steps on a grid."""
    transform = document.get("transform")
    arcs = document["arcs"]
    if transform is None:
        return [[list(position[:2]) for position in arc] for arc in arcs]
    (scale_x, scale_y), (x0, y0) = transform["scale"], transform["translate"]
    decoded = []
    for arc in arcs:
        x = y = 0
        points = []
        for step_x, step_y, *_ in arc:
            x, y = x + step_x, y + step_y
            points.append([x0 + x * scale_x, y0 + y * scale_y])
        decoded.append(points)
    return decoded


def _members(thing: dict[str, Any]) -> list[dict[str, Any]]:
    return list(thing["geometries"]) if thing.get("type") == "GeometryCollection" else [thing]


def _feature(thing: dict[str, Any], arcs: Arcs) -> Feature:
    named = {"id": thing["id"]} if thing.get("id") is not None else {}
    return Feature(_geometry(thing, arcs), {**named, **(thing.get("properties") or {})})


def _geometry(thing: dict[str, Any], arcs: Arcs) -> dict[str, Any] | None:
    kind = thing.get("type")
    if kind is None:
        return None
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": [_geometry(part, arcs) for part in thing["geometries"]]}
    if kind == "Polygon":
        return {"type": kind, "coordinates": _rings(thing["arcs"], arcs)}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [_rings(rings, arcs) for rings in thing["arcs"]]}
    return {"type": kind, "coordinates": thing.get("coordinates", thing.get("arcs"))}


def _rings(rings: list[list[int]], arcs: Arcs) -> list[list[list[float]]]:
    return [_stitch(ring, arcs) for ring in rings]


def _stitch(numbers: list[int], arcs: Arcs) -> list[list[float]]:
    """One ring of several arcs; ~i is arc i backwards, and neighbours share their end point."""
    points: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points
