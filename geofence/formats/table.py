"""CSV of points (NCES EDGE and the like) or of areas as well-known text (city open data).

Fields stay text, so ids keep their leading zeros.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError

from geofence.formats.raw import Feature, Layer, Source
from stream.errors import BadInput

_LAT = ("lat", "latitude", "latcod", "lat_dd", "intptlat")
_LON = ("lon", "lng", "long", "longitude", "loncod", "longcod", "lon_dd", "intptlon", "intptlong")
_AREA = ("the_geom", "wkt", "geom", "geometry", "multipolygon", "shape_wkt")
_MOST = 10 * 2**20


def read(data: bytes, file: Path) -> Source:
    notes: list[str] = []
    text = _decode(data, notes)
    first = text.split("\n", 1)[0]
    mark = max(",\t;|", key=first.count)
    csv.field_size_limit(_MOST)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        columns = list(rows.fieldnames or [])
        records = list(rows)
    except csv.Error as error:
        raise BadInput(f"{file}: not CSV ({error}); export it again in UTF-8 with a header line") from error
    area, lat, lon = (_column(columns, known) for known in (_AREA, _LAT, _LON))
    if area is None and (lat is None or lon is None):
        raise BadInput(
            f"{file}: no columns for a place among {', '.join(columns[:20]) or 'none'}; expected LAT and LON, or "
            "areas as text in the_geom or WKT"
        )
    features = []
    for number, record in enumerate(records, 2):
        if None in record or None in record.values():
            raise BadInput(f"{file}: line {number} has not as many fields as the header; export it again")
        shape = (
            _area(record[area], f"{file}: line {number}")
            if area is not None
            else _point(record[lat or ""], record[lon or ""], f"{file}: line {number}")
        )
        features.append(Feature(shape, dict(record)))
    return Source("CSV", [Layer(file.stem, features)], notes)


def _decode(data: bytes, notes: list[str]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.append("not UTF-8; read as Windows-1252, so look at the names")
        return data.decode("cp1252", "replace")


def _column(columns: list[str], known: tuple[str, ...]) -> str | None:
    lower = {column.strip().casefold(): column for column in columns}
    return next((lower[name] for name in known if name in lower), None)


def _point(lat: str, lon: str, where: str) -> dict[str, Any] | None:
    if not lat.strip() or not lon.strip():
        return None
    try:
        place = [float(lon), float(lat)]
    except ValueError as error:
        raise BadInput(f"{where}: latitude or longitude is no number; degrees are expected") from error
    # NCES and others write 0 and 0 for a school whose place they do not know.
    return None if place == [0.0, 0.0] else {"type": "Point", "coordinates": place}


def _area(text: str, where: str) -> dict[str, Any] | None:
    if not text.strip():
        return None
    try:
        shape = shapely.from_wkt(text)
    except ShapelyError as error:
        raise BadInput(f"{where}: its area is no well-known text, such as MULTIPOLYGON (((…)))") from error
    found: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    return found
