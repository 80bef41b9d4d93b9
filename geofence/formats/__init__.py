"""Readers of boundary files. The name says the format, the content must agree."""

import json
import zipfile
from pathlib import Path
from typing import Any

from geofence.formats import esri, geojson, kml, table, topojson, vector
from geofence.formats.raw import Source
from stream.errors import BadInput

__all__ = ["open_source"]

MOST = 512 * 2**20
"""Bytes of a file, and of what an archive unpacks to."""
KNOWN = ".geojson, .json, .topojson, .zip (shapefile), .shp, .kml, .kmz, .gpkg, .csv"


def open_source(file: Path) -> Source:
    """Read a boundary file of any format that is known. BadInput names the file, the fault and the remedy."""
    try:
        if not file.is_file():
            raise BadInput(f"{file}: no such boundary file")
        if file.stat().st_size > MOST:
            raise BadInput(f"{file}: larger than {MOST // 2**20} MiB; keep the district's areas only")
        return _by_suffix(file)
    except OSError as error:
        raise BadInput(f"{file}: cannot be read ({type(error).__name__}); check its permissions") from error


def _by_suffix(file: Path) -> Source:
    match file.suffix.lower():
        case ".geojson" | ".json" | ".topojson":
            return _json(file.read_bytes(), file)
        case ".kml":
            return kml.read(file.read_bytes(), file)
        case ".kmz" | ".zip":
            return _zip(file)
        case ".shp":
            return vector.read_shapefile(file)
        case ".gpkg":
            return vector.read_geopackage(file)
        case ".csv" | ".tsv" | ".txt":
            return table.read(file.read_bytes(), file)
        case other:
            raise BadInput(f"{file}: boundary files end in {KNOWN}; found {other or 'no suffix'}")


def _json(data: bytes, file: Path) -> Source:
    try:
        document: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(
            f"{file}: not JSON ({type(error).__name__}); export the areas as GeoJSON in UTF-8"
        ) from error
    pages = document if isinstance(document, list) else [document]
    if pages and all(isinstance(page, dict) and esri.looks_like(page) for page in pages):
        return esri.read(pages, file)
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        raise BadInput(
            f"{file}: neither GeoJSON nor TopoJSON (no `type` at the top) nor ArcGIS JSON (no `features`); "
            "export the areas as GeoJSON"
        )
    return topojson.read(document, file) if document["type"] == "Topology" else geojson.read(document, file)


def _zip(file: Path) -> Source:
    try:
        with zipfile.ZipFile(file) as archive:
            return _archive(archive, file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadInput(
            f"{file}: no archive that can be unpacked ({type(error).__name__}); zip the files again, without a password"
        ) from error


def _archive(archive: zipfile.ZipFile, file: Path) -> Source:
    if sum(entry.file_size for entry in archive.infolist()) > MOST:
        raise BadInput(f"{file}: unpacks to more than {MOST // 2**20} MiB; keep the district's areas only")
    names = [
        name for name in archive.namelist() if not name.startswith("__MACOSX") and not name.endswith("/")
    ]
    shapes = [name for name in names if name.lower().endswith(".shp")]
    maps = [name for name in names if name.lower().endswith(".kml")]
    texts = [name for name in names if name.lower().endswith((".geojson", ".json", ".topojson"))]
    if shapes:
        return vector.read_zip(archive, shapes, file)
    if maps:
        main = next((name for name in maps if name.lower() == "doc.kml"), maps[0])
        return kml.read(archive.read(main), file)
    if len(texts) == 1:
        return _json(archive.read(texts[0]), file)
    raise BadInput(
        f"{file}: no shapefile (.shp) and no KML in it, but {', '.join(names[:5]) or 'nothing'}; "
        "zip all parts of one shapefile"
    )
