"""GeoJSON: FeatureCollection, Feature or a bare geometry; the old `crs` member is read where it stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geofence.formats.raw import DEGREES, Feature, Layer, Source
from stream.errors import BadInput

KINDS = {
    "Polygon", "MultiPolygon", "Point", "MultiPoint", "LineString", "MultiLineString", "GeometryCollection",
    "Feature", "FeatureCollection",
}  # fmt: skip


def read(document: dict[str, Any], file: Path) -> Source:
    properties = document.get("properties")
    if document.get("exceededTransferLimit") or (
        isinstance(properties, dict) and properties.get("exceededTransferLimit")
    ):
        raise BadInput(
            f"{file}: the server sent a part only (exceededTransferLimit); ask for the rest with resultOffset "
            "and put all features into one file"
        )
    return Source("GeoJSON", [Layer(file.stem, list(_features(document, file)), _crs(document))])


def _features(document: dict[str, Any], file: Path) -> Iterator[Feature]:
    kind = document["type"]
    if kind not in KINDS:
        raise BadInput(f"{file}: not GeoJSON: `type` is {kind!r}; expected FeatureCollection")
    if kind == "FeatureCollection":
        found = document.get("features")
        if not isinstance(found, list) or not all(isinstance(feature, dict) for feature in found):
            raise BadInput(f"{file}: `features` must be a list of Feature objects")
        yield from (_feature(feature) for feature in found)
    elif kind == "Feature":
        yield _feature(document)
    else:
        yield Feature(document, {})


def _feature(raw: dict[str, Any]) -> Feature:
    properties = raw.get("properties")
    named = {"id": raw["id"]} if raw.get("id") is not None else {}
    return Feature(raw.get("geometry"), {**named, **(properties if isinstance(properties, dict) else {})})


def _crs(document: dict[str, Any]) -> str:
    """The member that GeoJSON had before RFC 7946: {"type": "name", "properties": {"name": ...}}."""
    crs = document.get("crs")
    if not crs:
        return DEGREES
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    return str(name)
