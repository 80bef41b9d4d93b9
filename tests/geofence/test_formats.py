"""The same areas give the same answers in every format: those that geopandas gave, in a golden file.

golden_points.jsonl was made by geopandas alone (sjoin, covered_by), without a line of ours.
"""

import json
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry import shape

from geofence.boundaries import inspect, read
from geofence.fences import Fences
from geofence.formats import open_source
from geofence.where import Where
from stream.errors import BadInput
from tests.geofence.formats import writers

POINTS = [json.loads(line) for line in (writers.DATA / "golden_points.jsonl").read_text("utf-8").splitlines()]
CHICAGO = Where(centre=(-87.7, 41.85))


@pytest.mark.parametrize("name", writers.EVERY)
def test_every_format_gives_the_golden_answers(tmp_path: Path, name: str) -> None:
    fences = Fences.of_boundaries(writers.EVERY[name](tmp_path), "code", "title")
    found = fences.inside([p["lon"] for p in POINTS], [p["lat"] for p in POINTS])
    answers = [sorted(fences.fences[hit.fence].boundary for hit in hits) for hits in found]
    assert answers == [p["areas"] for p in POINTS]
    assert sum(map(bool, answers)) > 100
    assert [fence.name for fence in fences.fences][:2] == ["Ashbury Elementary", "Birchwood Middle"]


def test_the_same_areas_have_the_same_hash_in_every_format_that_keeps_their_numbers(tmp_path: Path) -> None:
    names = ("GeoJSON", "GeoPackage in WGS84", "KML in folders", "TopoJSON", "CSV with areas as text")
    versions = {Fences.of_boundaries(writers.EVERY[name](tmp_path), "code").version for name in names}
    assert len(versions) == 1


def fault(file: Path, where: Where | None = None) -> str:
    with pytest.raises(BadInput) as caught:
        read(file, "code", where=where)
    assert file.name in str(caught.value)
    return str(caught.value)


def test_a_shapefile_without_its_system_is_taken_as_degrees_only_if_it_fits(tmp_path: Path) -> None:
    writers.write_vector(tmp_path / "a.shp", "ESRI Shapefile", "EPSG:4326")
    (tmp_path / "a.prj").unlink()
    found = inspect(writers.zipped(tmp_path, "a.zip", "a.*"), "code")
    assert len(found.areas) == 8
    assert "states no coordinate system" in found.notes[0]
    writers.write_vector(tmp_path / "b.shp", "ESRI Shapefile", "EPSG:3435")
    (tmp_path / "b.prj").unlink()
    said = fault(writers.zipped(tmp_path, "b.zip", "b.*"), CHICAGO)
    assert "are no degrees" in said
    assert "EPSG:3435" in said
    assert "state plane feet" in fault(tmp_path / "b.zip")


@pytest.mark.parametrize(
    ("stated", "true", "says"),
    [
        ("EPSG:4326", "EPSG:3435", "do not fit"),
        ("EPSG:3435", "EPSG:4326", "looks like degrees"),
        ("EPSG:3435", "EPSG:3857", "looks like EPSG:3857"),
        ("EPSG:26971", "EPSG:3435", "EPSG:3435"),  # metres stated, feet in the file
    ],
)
def test_a_lying_projection_is_refused_with_a_guess(
    tmp_path: Path, stated: str, true: str, says: str
) -> None:
    writers.write_vector(tmp_path / "a.shp", "ESRI Shapefile", stated, writers.projected(true))
    assert says in fault(writers.zipped(tmp_path, "a.zip", "a.*"), CHICAGO)


def test_swapped_axes_are_refused_in_binary_formats_too(tmp_path: Path) -> None:
    turned = [
        shapely.transform(shape(f["geometry"]), lambda c: np.ascontiguousarray(c[:, ::-1]))
        for f in writers.FEATURES
    ]
    file = writers.write_vector(tmp_path / "a.gpkg", "GPKG", "EPSG:4326", turned)
    assert "swapped" in fault(file)
    assert "swapped" in fault(file, CHICAGO)


def test_lines_are_refused_in_binary_formats_too(tmp_path: Path) -> None:
    lines = [shapely.boundary(shape(f["geometry"])) for f in writers.FEATURES[:1]]
    pyogrio.raw.write(
        tmp_path / "a.gpkg",
        geometry=np.array(shapely.to_wkb(lines), dtype=object),
        field_data=[np.array(["1"], dtype=object)],
        fields=["code"],
        driver="GPKG",
        geometry_type="LineString",
        crs="EPSG:4326",
    )
    assert "found LineString, expected Polygon" in fault(tmp_path / "a.gpkg")


def test_an_archive_with_two_layers_names_them_or_takes_the_one_with_the_field(tmp_path: Path) -> None:
    for name in ("a", "b"):
        writers.write_vector(tmp_path / f"{name}.shp", "ESRI Shapefile", "EPSG:4326")
    assert "2 layers (a, b)" in fault(writers.zipped(tmp_path, "both.zip", "[ab].*"))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.shp", b"<OGRVRTDataSource/>", "without its .shx"),
        ("a.gpkg", b"<OGRVRTDataSource/>", "no GeoPackage"),
        ("a.zip", b"no zip", "no archive"),
        ("a.kml", b"<kml", "not KML"),
        ("a.csv", b"a,b\n1,2\n", "no columns for a place"),
        ("a.xlsx", b"", "boundary files end in"),
        ("a.json", b"[1]", "neither GeoJSON"),
        ("a.geojson", b'{"type":"Nothing"}', "not GeoJSON"),
    ],
)
def test_what_is_not_its_format_is_refused(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert says in fault(tmp_path / name)


def test_an_archive_is_looked_into_before_gdal_sees_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for ext in ("shp", "shx", "dbf"):
            archive.writestr(f"a.{ext}", "<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>")
    assert "is no shapefile" in fault(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert "but readme.txt" in fault(tmp_path / "b.zip")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such boundary file"):
        open_source(tmp_path / "none.kml")
