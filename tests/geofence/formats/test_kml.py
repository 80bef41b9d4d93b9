"""KML: nothing outside the file is read, nothing expands, and odd geometries are told apart."""

from pathlib import Path

import pytest

from geofence.boundaries import inspect, read
from stream.errors import BadInput
from tests.geofence.formats.writers import kml_text


def write(folder: Path, text: str) -> Path:
    file = folder / "a.kml"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE kml SYSTEM "http://127.0.0.1:1/kml.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(tmp_path: Path, head: str) -> None:
    text = kml_text().replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{head}')
    with pytest.raises(BadInput, match="document type or an entity"):
        read(write(tmp_path, text), "code")


def placemark(geometry: str) -> str:
    return f'<kml><Document><Placemark id="p1"><name>One</name>{geometry}</Placemark></Document></kml>'


RING = "<LinearRing><coordinates>-87,41 -86.99,41 -86.99,41.01 -87,41.01 -87,41</coordinates></LinearRing>"
POLYGON = f"<Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon>"


def test_a_label_point_beside_a_polygon_is_left_out_and_told(tmp_path: Path) -> None:
    both = f"<MultiGeometry><Point><coordinates>-87,41</coordinates></Point>{POLYGON}</MultiGeometry>"
    found = inspect(write(tmp_path, placemark(both)), "id", "name")
    assert [(area.id, area.name) for area in found.areas] == [("p1", "One")]
    assert "1 parts of its collection" in found.repaired[0]


def test_a_drawn_line_is_no_area(tmp_path: Path) -> None:
    line = "<LineString><coordinates>-87,41 -86.99,41 -86.99,41.01</coordinates></LineString>"
    assert "LineString" in inspect(write(tmp_path, placemark(line)), "id").refused[0]


def test_an_open_ring_is_closed_or_refused_by_its_gap(tmp_path: Path) -> None:
    near = POLYGON.replace("-87,41.01 -87,41<", "-87,41.01 -87,41.0001<")
    assert "was closed" in inspect(write(tmp_path, placemark(near)), "id").repaired[0]
    far = POLYGON.replace(" -87,41<", "<")
    assert "a ring is open by" in inspect(write(tmp_path, placemark(far)), "id").refused[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "<kml><NetworkLink><Link><href>http://127.0.0.1/x.kml</href></Link></NetworkLink></kml>",
            "NetworkLink",
        ),
        (placemark(POLYGON.replace("-86.99,41 ", "a,b ")), "no numbers"),
        ("<kml>" + "<Folder>" * 300, "nested more than 200"),
        ("<kml></kml>", "no features"),
    ],
)
def test_what_cannot_be_used_says_why(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(write(tmp_path, text), "id")
