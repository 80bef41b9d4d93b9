"""KML 2.2 and KMZ: placemarks from folders of any depth, with their extended data.

A document type or an entity is refused, so nothing outside the file is ever read and nothing expands.
"""

from pathlib import Path
from typing import Any
from xml.parsers import expat

from geofence.formats.raw import DEGREES, Feature, Layer, Source
from stream.errors import BadInput

_GEOMETRIES = {
    "Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Model", "Track", "MultiTrack",
}  # fmt: skip
_TEXTS = {"name", "description", "coordinates", "value", "SimpleData"}


class _Refused(Exception):  # noqa: N818 - leaves the parser at once; never seen outside this module
    pass


class _Node:
    """One element with its children; KML files of a district are small enough to hold."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[_Node] = []
        self.text = ""

    def all(self, *tags: str) -> list["_Node"]:
        return [child for child in self.children if child.tag in tags]

    def inner(self, tag: str) -> str:
        return next((child.text.strip() for child in self.children if child.tag == tag), "")


def read(data: bytes, file: Path) -> Source:
    placemarks, links = _parse(data, file)
    if links and not placemarks:
        raise BadInput(f"{file}: holds links to other files only (NetworkLink); export the areas themselves")
    notes = [f"{links} links to other files (NetworkLink) were not followed"] if links else []
    try:
        features = [_feature(placemark) for placemark in placemarks]
    except ValueError as error:
        raise BadInput(f"{file}: coordinates that are no numbers; export the file again") from error
    return Source("KML", [Layer(file.stem, features, DEGREES)], notes)


def _parse(data: bytes, file: Path) -> tuple[list[_Node], int]:
    stack: list[_Node] = []
    placemarks: list[_Node] = []
    links = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal links
        node = _Node(name.rpartition(":")[2], attributes)
        links += node.tag == "NetworkLink"
        inside = bool(stack and stack[-1].tag not in {"Folder", "Document", "kml"})
        if node.tag == "Placemark":
            placemarks.append(node)
        elif inside:
            stack[-1].children.append(node)
        stack.append(node)
        if len(stack) > 200:
            raise _Refused("its elements are nested more than 200 deep")

    def text(piece: str) -> None:
        if stack and stack[-1].tag in _TEXTS:
            stack[-1].text += piece

    def refuse(*_: object) -> None:
        raise _Refused("it declares a document type or an entity")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except _Refused as error:
        raise BadInput(f"{file}: refused: {error}; no map needs that: export it again") from error
    except expat.ExpatError as error:
        raise BadInput(f"{file}: not KML (XML broken at line {error.lineno}); export it again") from error
    return placemarks, links


def _feature(placemark: _Node) -> Feature:
    found = placemark.all(*_GEOMETRIES)
    properties: dict[str, Any] = {}
    if "id" in placemark.attributes:
        properties["id"] = placemark.attributes["id"]
    for kind in ("name", "description"):
        if value := placemark.inner(kind):
            properties[kind] = value
    for extended in placemark.all("ExtendedData"):
        for data in extended.all("Data"):
            properties[data.attributes.get("name", "")] = data.inner("value")
        for schema in extended.all("SchemaData"):
            for data in schema.all("SimpleData"):
                properties[data.attributes.get("name", "")] = data.text.strip()
    return Feature(_geometry(found[0]) if found else None, properties)


def _geometry(node: _Node) -> dict[str, Any]:
    if node.tag == "MultiGeometry":
        parts = [_geometry(child) for child in node.all(*_GEOMETRIES)]
        return {"type": "GeometryCollection", "geometries": parts}
    if node.tag == "Polygon":
        rings = [
            _coordinates(ring)
            for side in ("outerBoundaryIs", "innerBoundaryIs")
            for boundary in node.all(side)
            for ring in boundary.all("LinearRing")
        ]
        return {"type": "Polygon", "coordinates": rings}
    if node.tag == "Point":
        return {"type": "Point", "coordinates": next(iter(_coordinates(node)), [])}
    kind = "LineString" if node.tag in {"LineString", "LinearRing"} else node.tag
    return {"type": kind, "coordinates": _coordinates(node)}


def _coordinates(node: _Node) -> list[list[float]]:
    """ "lon,lat[,height]" groups; KML separates them by white space of any kind."""
    return [[float(number) for number in group.split(",")[:2]] for group in node.inner("coordinates").split()]
