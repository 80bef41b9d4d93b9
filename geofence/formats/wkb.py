"""Well-known binary (OGC 06-103r4 and ISO) to GeoJSON's shape, with rings left open where they are open.

shapely refuses an open ring, but a gap of a few metres shall be closed and told, so bytes are read here.
"""

import struct
from typing import Any

_KINDS = {
    1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon",
    7: "GeometryCollection",
}  # fmt: skip


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, code: str) -> tuple[Any, ...]:
        found = struct.unpack_from(code, self.data, self.at)
        self.at += struct.calcsize(code)
        return found


def decode(data: bytes) -> dict[str, Any]:
    """A geometry like GeoJSON's; kinds without an area carry no coordinates. ValueError when damaged."""
    try:
        return _geometry(_Bytes(data))
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError("damaged geometry") from error


def _geometry(source: _Bytes) -> dict[str, Any]:
    order = "<" if source.take("B")[0] else ">"
    (code,) = source.take(order + "I")
    extra = bool(code & 0x80000000) + bool(code & 0x40000000)
    if code & 0x20000000:
        source.take(order + "I")
    code &= 0x0FFFFFFF
    extra = extra or (0, 1, 1, 2)[code // 1000]
    kind = _KINDS[code % 1000]
    if kind == "Point":
        return {"type": kind, "coordinates": _points(source, order, 1, 2 + extra)[0]}
    if kind in {"LineString", "Polygon"}:
        (count,) = source.take(order + "I")
        if kind == "LineString":
            return {"type": kind, "coordinates": _points(source, order, count, 2 + extra)}
        rings = [_points(source, order, source.take(order + "I")[0], 2 + extra) for _ in range(count)]
        return {"type": kind, "coordinates": rings}
    parts = [_geometry(source) for _ in range(source.take(order + "I")[0])]
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": parts}
    return {"type": kind, "coordinates": [part["coordinates"] for part in parts]}


def _points(source: _Bytes, order: str, count: int, size: int) -> list[list[float]]:
    flat = source.take(f"{order}{count * size}d")
    return [[flat[at], flat[at + 1]] for at in range(0, count * size, size)]
