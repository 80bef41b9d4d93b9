"""Shapefiles and GeoPackages, through pyogrio. The bytes are checked first: GDAL opens what it recognises
inside, and some of what it recognises reads other files or the network."""

import math
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from geofence.formats import wkb
from geofence.formats.raw import Feature, Layer, Source
from stream.errors import BadInput

_SIDECARS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_SHP_MAGIC = b"\x00\x00\x27\x0a"


def read_shapefile(file: Path) -> Source:
    """An unpacked shapefile with its companions beside it."""
    found = {
        part.suffix.lower(): part for part in file.parent.iterdir() if part.stem.lower() == file.stem.lower()
    }
    return _shapefiles({file.stem: {ext: part.read_bytes() for ext, part in found.items()}}, file)


def read_zip(archive: ZipFile, names: list[str], file: Path) -> Source:
    """All shapefiles of an archive, a layer each."""
    layers = {}
    for name in names:
        stem = name[:-4].casefold()
        layers[Path(name).stem] = {
            Path(part).suffix.lower(): archive.read(part)
            for part in archive.namelist()
            if part[:-4].casefold() == stem
        }
    return _shapefiles(layers, file)


def _shapefiles(layers: dict[str, dict[str, bytes]], file: Path) -> Source:
    found = []
    for name, parts in layers.items():
        for needed in (".shx", ".dbf"):
            if needed not in parts:
                raise BadInput(
                    f"{file}: {name}.shp comes without its {needed}; put all parts of the shapefile together"
                )
        if parts[".shp"][:4] != _SHP_MAGIC:
            raise BadInput(f"{file}: {name}.shp is no shapefile; export the areas again")
        with tempfile.TemporaryDirectory(prefix="firstbell-shape-") as folder:
            for ext in _SIDECARS:
                if ext in parts:
                    (Path(folder) / f"layer{ext}").write_bytes(parts[ext])
            found.append(_layer(Path(folder) / "layer.shp", None, name, file))
    return Source("shapefile", found)


def read_geopackage(file: Path) -> Source:
    with file.open("rb") as opened:
        head = opened.read(72)
    if head[:16] != b"SQLite format 3\x00":
        raise BadInput(f"{file}: no GeoPackage (no SQLite file); export the areas again")
    import pyogrio  # noqa: PLC0415 - GDAL takes a fifth of a second to load, and most files do without

    try:
        names = [str(name) for name, kind in pyogrio.list_layers(file) if kind is not None]
    except pyogrio.errors.DataSourceError as error:
        raise BadInput(f"{file}: no GeoPackage that can be opened; export the areas again") from error
    if not names:
        raise BadInput(f"{file}: no layer with areas in it; export the areas, not a table")
    return Source("GeoPackage", [_layer(file, name, name, file) for name in names])


def _layer(path: Path, layer: str | None, name: str, file: Path) -> Layer:
    import pyogrio  # noqa: PLC0415 - GDAL takes a fifth of a second to load, and most files do without
    from pyogrio import raw  # noqa: PLC0415 - the same

    try:
        meta, _, shapes, columns = raw.read(path, layer=layer)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, RuntimeError, ValueError) as error:
        raise BadInput(
            f"{file}: layer {name} cannot be read ({type(error).__name__}); export it again"
        ) from error
    fields = [str(field) for field in meta["fields"]]
    features = []
    for row, shape in enumerate(shapes if shapes is not None else ()):
        properties = {field: _plain(column[row]) for field, column in zip(fields, columns, strict=True)}
        features.append(Feature(None if shape is None else wkb.decode(shape), properties))
    return Layer(name, features, meta["crs"])


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, (str, int, float, type(None))) else str(value)
