"""A picture of areas for the eye: an HTML page with SVG, or a PNG. Neither loads anything from elsewhere."""

import colorsys
import html
import math
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geofence.boundaries import Area
from geofence.fence import Fence
from stream.errors import BadInput

WIDTH = 1000
"""Pixels; the height follows from the areas."""
_EDGE = 20


def draw(areas: Sequence[Area | Fence], path: Path) -> None:
    """Write .html or .png. BadInput for another suffix, nothing to draw or a place that cannot be written."""
    if path.suffix.lower() not in {".png", ".html"}:
        raise BadInput(f"{path}: a drawing ends in .png or .html")
    if not areas:
        raise BadInput(f"{path}: there is no area to draw")
    sheet = _Sheet([_shape(area) for area in areas])
    try:
        if path.suffix.lower() == ".png":
            path.write_bytes(_png(sheet))
        else:
            path.write_text(_html(areas, sheet), "utf-8")
    except OSError as error:
        raise BadInput(
            f"{path}: cannot be written ({type(error).__name__}); name a folder that exists"
        ) from error


def _shape(area: Area | Fence) -> BaseGeometry:
    return area.polygon if isinstance(area, Area) else area.shape


class _Sheet:
    """Areas on a sheet of pixels, y downwards, one scale in both directions at the middle's latitude."""

    def __init__(self, shapes: list[BaseGeometry]) -> None:
        bounds = np.array([shape.bounds for shape in shapes])
        west, south = bounds[:, :2].min(axis=0)
        east, north = bounds[:, 2:].max(axis=0)
        squeeze = max(0.05, math.cos(math.radians((south + north) / 2)))
        wide, high = (east - west) * squeeze, north - south
        scale = (WIDTH - 2 * _EDGE) / max(wide, high, 1e-9)
        self.metres = 111_320 / scale
        """Metres a pixel."""
        self.width, self.height = (max(120, round(side * scale) + 2 * _EDGE) for side in (wide, high))

        def place(corners: NDArray[np.float64]) -> NDArray[np.float64]:
            x = (corners[:, 0] - west) * squeeze * scale + _EDGE
            y = (north - corners[:, 1]) * scale + _EDGE
            return np.column_stack([x, y])

        self.shapes = [shapely.transform(shape, place) for shape in shapes]


def _colour(number: int) -> tuple[int, int, int]:
    red, green, blue = colorsys.hls_to_rgb(number * 0.618 % 1, 0.45, 0.6)
    return round(red * 255), round(green * 255), round(blue * 255)


def _html(areas: Sequence[Area | Fence], sheet: _Sheet) -> str:
    parts = []
    for number, (area, shape) in enumerate(zip(areas, sheet.shapes, strict=True)):
        name = area.id if isinstance(area, Area) else area.boundary
        label = html.escape(f"{name} {area.name or ''}".strip())
        rings = " ".join(
            "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in ring.coords) + " Z"
            for polygon in getattr(shape, "geoms", [shape])
            for ring in (polygon.exterior, *polygon.interiors)
        )
        at = shape.representative_point()
        fill = "#{:02x}{:02x}{:02x}".format(*_colour(number))
        parts.append(
            f'<path d="{rings}" fill="{fill}" fill-opacity=".35" stroke="{fill}" fill-rule="evenodd">'
            f"<title>{label}</title></path>"
            f'<text x="{at.x:.1f}" y="{at.y:.1f}" text-anchor="middle">{label}</text>'
        )
    bar, metres = _bar(sheet)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Areas</title>'
        "<style>body{margin:1rem;font:14px sans-serif}text{font-size:11px}</style>"
        f'<svg viewBox="0 0 {sheet.width} {sheet.height + 30}" width="{sheet.width}" role="img" '
        f'aria-label="{len(areas)} areas">{"".join(parts)}'
        f'<path d="M{_EDGE},{sheet.height + 15} h{bar:.1f}" stroke="#000" stroke-width="3"/>'
        f'<text x="{_EDGE + bar + 6:.1f}" y="{sheet.height + 19}">{metres:,} m</text></svg></html>\n'
    )


def _bar(sheet: _Sheet) -> tuple[float, int]:
    """Length in pixels and metres of a round measure that is about a fifth of the sheet."""
    wanted = sheet.width / 5 * sheet.metres
    metres = max(1, 10 ** math.floor(math.log10(max(wanted, 1))))
    metres = next(m for m in (metres * 5, metres * 2, metres) if m <= max(wanted, 1))
    return metres / sheet.metres, metres


def _png(sheet: _Sheet) -> bytes:
    canvas = np.full((sheet.height, sheet.width, 3), 255, dtype=np.uint8)
    for number, shape in enumerate(sheet.shapes):
        colour = np.array(_colour(number))
        left, top, right, bottom = (int(side) for side in shape.bounds)
        x, y = np.meshgrid(np.arange(left, right + 2), np.arange(top, bottom + 2))
        inside = shapely.contains_xy(shape, x + 0.5, y + 0.5)
        spot = canvas[top : bottom + 2, left : right + 2]
        spot[inside] = (spot[inside] * 0.6 + colour * 0.4).astype(np.uint8)
        line = shapely.get_coordinates(shapely.segmentize(shape.boundary, 0.5)).astype(int)
        canvas[line[:, 1].clip(0, sheet.height - 1), line[:, 0].clip(0, sheet.width - 1)] = colour
    rows = b"".join(b"\0" + row.tobytes() for row in canvas)
    head = struct.pack(">IIBBBBB", sheet.width, sheet.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
