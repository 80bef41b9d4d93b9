"""Drawings: a real PNG of the areas, and a page that loads nothing."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from geofence.boundaries import read
from geofence.district import load
from geofence.draw import draw
from geofence.fences import Fences
from stream.errors import BadInput
from tests.geofence.formats.writers import DATA

AREAS = list(read(DATA / "golden_areas.geojson", "code", "title").areas)
DEMO = Path(__file__).parents[2] / "firstbell" / "demo_data" / "district.toml"


def test_a_png_shows_areas_and_holes(tmp_path: Path) -> None:
    draw(AREAS[1:2], tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    size = struct.unpack(">I", data[33:37])[0]
    rows = np.frombuffer(zlib.decompress(data[41 : 41 + size]), dtype=np.uint8).reshape(height, 1 + 3 * width)
    pixels = rows[:, 1:].reshape(height, width, 3)
    assert (pixels[2, 2] == 255).all()
    assert not (pixels[height // 8, width // 8] == 255).all()
    hole = (round(20 + (width - 40) * 130 / 260), round(20 + (height - 40) * (1 - 75 / 200)))
    assert (pixels[hole[1], hole[0]] == 255).all()


def test_a_page_names_areas_escaped_and_loads_nothing(tmp_path: Path) -> None:
    draw(AREAS, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert page.count("<path") == 9
    assert "0102 Copperfield High" in page
    assert not any(word in page for word in ("http", "src=", "<script", "url("))
    draw(Fences.of_district(load(DEMO)).fences, tmp_path / "b.html")
    assert "marrow-bay-high" in (tmp_path / "b.html").read_text("utf-8")


def test_what_cannot_be_drawn_says_why(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.png or \.html"):
        draw(AREAS, tmp_path / "a.gif")
    with pytest.raises(BadInput, match="no area"):
        draw([], tmp_path / "a.png")
    with pytest.raises(BadInput, match="cannot be written"):
        draw(AREAS, tmp_path / "none" / "a.png")
