"""The golden areas written in every format and in several projections, for the tests that read them."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).parents[1] / "data"
FEATURES = json.loads((DATA / "golden_areas.geojson").read_text("utf-8"))["features"]
Ring = list[list[float]]


def projected(crs: str) -> list[BaseGeometry]:
    move = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform
    return [shapely.transform(shape(f["geometry"]), move, interleaved=False) for f in FEATURES]


def write_vector(path: Path, driver: str, crs: str | None, shapes: list[BaseGeometry] | None = None) -> Path:
    shapes = projected(crs or "EPSG:4326") if shapes is None else shapes
    columns = [
        np.array([f["properties"][k] for f in FEATURES], dtype=object) for k in ("code", "title", "level")
    ]
    multi = [shapely.MultiPolygon([s]) if s.geom_type == "Polygon" else s for s in shapes]
    pyogrio.raw.write(
        path,
        geometry=np.array(shapely.to_wkb(multi), dtype=object),
        field_data=columns,
        fields=["code", "title", "level"],
        driver=driver,
        geometry_type="MultiPolygon",
        crs=crs,
        layer=None if driver == "ESRI Shapefile" else "campuses",
    )
    return path


def zipped(folder: Path, name: str, pattern: str) -> Path:
    out = folder / name
    parts = sorted(folder.glob(pattern))  # before the archive itself is one of them
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.write(part, f"export/{part.name}")
    return out


def shapefile(crs: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        write_vector(folder / "campuses.shp", "ESRI Shapefile", crs)
        return zipped(folder, "campuses.zip", "campuses.*")

    return write


def geopackage(crs: str) -> Callable[[Path], Path]:
    return lambda folder: write_vector(folder / "campuses.gpkg", "GPKG", crs)


def geojson(folder: Path) -> Path:
    return DATA / "golden_areas.geojson"


def old_geojson(folder: Path) -> Path:
    out = folder / "old.geojson"
    features = [
        {"type": "Feature", "properties": f["properties"], "geometry": json.loads(shapely.to_geojson(s))}
        for f, s in zip(FEATURES, projected("EPSG:3435"), strict=True)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3435"}}
    out.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), "utf-8")
    return out


def polygons(each: BaseGeometry) -> list[Any]:
    return list(getattr(each, "geoms", [each]))


def esri_rings(each: BaseGeometry) -> list[Ring]:
    """Outer rings clockwise, holes the other way, all in one list."""
    turned = [shapely.orient_polygons(polygon, exterior_cw=True) for polygon in polygons(each)]
    return [[list(c) for c in ring.coords] for p in turned for ring in (*p.interiors, p.exterior)]


def esri(wkid: int, *, grid: str | None = None, pages: int = 1) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        shapes = projected("EPSG:3857" if wkid == 102100 else f"EPSG:{wkid}")
        size = 1e-7 if wkid == 4326 else 0.01
        origin = (-9_800_000.0, 5_200_000.0) if wkid == 102100 else (-88.0, 42.0)
        features = []
        for f, each in zip(FEATURES, shapes, strict=True):
            rings = esri_rings(each)
            if grid:
                rings = [on_grid(ring, size, origin, upside=grid == "upperLeft") for ring in rings]
            features.append({"attributes": f["properties"], "geometry": {"rings": rings}})
        page: dict[str, Any] = {
            "geometryType": "esriGeometryPolygon",
            "spatialReference": {"wkid": wkid},
        }
        if grid:
            page["transform"] = {"originPosition": grid, "scale": [size, size], "translate": list(origin)}
        cut = len(features) // pages
        found = [
            {**page, "features": features[at : at + cut], "exceededTransferLimit": at + cut < len(features)}
            for at in range(0, len(features), cut)
        ]
        out = folder / "features.json"
        out.write_text(json.dumps(found if pages > 1 else found[0]), "utf-8")
        return out

    return write


def on_grid(ring: Ring, size: float, origin: tuple[float, float], *, upside: bool) -> Ring:
    sign = -1 if upside else 1
    steps: Ring = []
    before = (0, 0)
    for x, y in ring:
        here = (round((x - origin[0]) / size), round(sign * (y - origin[1]) / size))
        steps.append([here[0] - before[0], here[1] - before[1]])
        before = here
    return steps


def topojson(*, quantised: bool) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        arcs: list[Ring] = []

        def ring(coords: Ring) -> list[int]:
            """Two arcs, the second stored backwards."""
            half = len(coords) // 2
            arcs.append(coords[: half + 1])
            arcs.append(coords[half:][::-1])
            return [len(arcs) - 2, ~(len(arcs) - 1)]

        members = []
        for f in FEATURES:
            given = f["geometry"]["coordinates"]
            many = f["geometry"]["type"] == "MultiPolygon"
            found = [[ring(r) for r in p] for p in given] if many else [ring(r) for r in given]
            members.append({"type": f["geometry"]["type"], "arcs": found, "properties": f["properties"]})
        document: dict[str, Any] = {
            "type": "Topology",
            "objects": {"campuses": {"type": "GeometryCollection", "geometries": members}},
        }
        if quantised:
            document["transform"] = {"scale": [1e-7, 1e-7], "translate": [-88.0, 41.0]}
            arcs = [on_grid(arc, 1e-7, (-88.0, 41.0), upside=False) for arc in arcs]
        document["arcs"] = arcs
        out = folder / "campuses.topojson"
        out.write_text(json.dumps(document), "utf-8")
        return out

    return write


def kml_text() -> str:
    marks = []
    for f in FEATURES:
        parts = [polygon_kml(p) for p in polygons(shape(f["geometry"]))]
        drawn = parts[0] if len(parts) == 1 else f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"
        data = "".join(f'<Data name="{k}"><value>{v}</value></Data>' for k, v in f["properties"].items())
        marks.append(
            f"<Placemark><name>a campus</name><ExtendedData>{data}</ExtendedData>{drawn}</Placemark>"
        )
    half = len(marks) // 2
    return (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><Folder>'
        f"{''.join(marks[:half])}</Folder></Folder><Folder>{''.join(marks[half:])}</Folder></Document></kml>"
    )


def polygon_kml(polygon: Any) -> str:
    def ring(side: str, coords: Any) -> str:
        text = "\n  ".join(f"{x},{y},0" for x, y in coords)
        return f"<{side}><LinearRing><coordinates>\n{text}\n</coordinates></LinearRing></{side}>"

    inner = "".join(ring("innerBoundaryIs", hole.coords) for hole in polygon.interiors)
    return f"<Polygon>{ring('outerBoundaryIs', polygon.exterior.coords)}{inner}</Polygon>"


def kml(folder: Path) -> Path:
    out = folder / "campuses.kml"
    out.write_text(kml_text(), "utf-8")
    return out


def kmz(folder: Path) -> Path:
    out = folder / "campuses.kmz"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", kml_text())
        archive.writestr("files/icon.png", b"")
    return out


def gdal_kml(folder: Path) -> Path:
    return write_vector(folder / "gdal.kml", "LIBKML", "EPSG:4326")


def csv(folder: Path) -> Path:
    out = folder / "campuses.csv"
    rows = [
        f'{f["properties"]["code"]},"{f["properties"]["title"]}","{shape(f["geometry"]).wkt}"'
        for f in FEATURES
    ]
    out.write_text("code,title,the_geom\n" + "\n".join(rows), "utf-8")
    return out


EVERY: dict[str, Callable[[Path], Path]] = {
    "GeoJSON": geojson,
    "GeoJSON of 2008 in state plane feet": old_geojson,
    "zipped shapefile in WGS84": shapefile("EPSG:4326"),
    "zipped shapefile in NAD83": shapefile("EPSG:4269"),
    "zipped shapefile in state plane feet": shapefile("EPSG:3435"),
    "zipped shapefile in UTM": shapefile("EPSG:26916"),
    "GeoPackage in WGS84": geopackage("EPSG:4326"),
    "GeoPackage in Web Mercator": geopackage("EPSG:3857"),
    "KML in folders": kml,
    "KMZ": kmz,
    "KML by GDAL": gdal_kml,
    "TopoJSON": topojson(quantised=False),
    "TopoJSON, quantised": topojson(quantised=True),
    "ArcGIS JSON in Web Mercator": esri(102100),
    "ArcGIS JSON, quantised from the upper left": esri(102100, grid="upperLeft"),
    "ArcGIS JSON, quantised from the lower left": esri(4326, grid="lowerLeft"),
    "ArcGIS JSON in four pages": esri(4326, pages=4),
    "CSV with areas as text": csv,
}
