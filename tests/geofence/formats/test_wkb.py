"""Well-known binary is read as shapely reads it, and open rings stay open."""

import json
import struct

import pytest
import shapely
from shapely.geometry import shape

from geofence.formats.wkb import decode
from tests.geofence.formats.writers import FEATURES

OTHERS = [
    "POINT Z (1 2 3)",
    "LINESTRING (0 0, 1 1)",
    "GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((0 0, 1 0, 1 1, 0 0)))",
]


@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize("flavor", ["iso", "extended"])
def test_it_agrees_with_shapely(order: int, flavor: str) -> None:
    for each in [*(shape(f["geometry"]) for f in FEATURES), *map(shapely.from_wkt, OTHERS)]:
        data = shapely.to_wkb(each, byte_order=order, flavor=flavor)
        flat = shapely.force_2d(each)
        assert shape(decode(data)).equals(flat)
        assert decode(data)["type"] == json.loads(shapely.to_geojson(flat))["type"]


def test_an_open_ring_stays_open() -> None:
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]
    data = struct.pack("<BIII6d", 1, 3, 1, 3, *(number for corner in corners for number in corner))
    assert decode(data)["coordinates"] == [[list(corner) for corner in corners]]


@pytest.mark.parametrize(
    "data", [b"", b"\x01", b"\x01\x63\x00\x00\x00", b"\x01\x03\x00\x00\x00\xff\xff\xff\xff"]
)
def test_damaged_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        decode(data)
