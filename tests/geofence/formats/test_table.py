"""CSV of points, as NCES EDGE writes them: ids stay text, unknown places are skipped, a radius is a guess."""

from pathlib import Path

import pytest

from geofence.boundaries import inspect, read
from geofence.fences import Fences
from stream.errors import BadInput

EDGE = (
    "NCESSCH,LEAID,NAME,STREET,CITY,STATE,ZIP,NMCNTY,LOCALE,LAT,LON,SCHOOLYEAR\n"
    '010000500870,0100005,"Sample, Elementary",1 Main St,Town,AL,35950,County,32,34.2602,-86.2062,2023-2024\n'
    "010000500871,0100005,Sample Middle,2 Main St,Town,AL,35950,County,32,0,0,2023-2024\n"
)


def write(folder: Path, text: str | bytes, name: str = "edge.csv") -> Path:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder / name


def test_ids_keep_their_zeros_and_unknown_places_are_skipped(tmp_path: Path) -> None:
    found = inspect(write(tmp_path, EDGE), "NCESSCH", "NAME", radius_m=200)
    assert [(area.id, area.name) for area in found.areas] == [("010000500870", "Sample, Elementary")]
    assert (found.skipped, found.points) == (1, 1)
    assert any("is a guess" in note for note in found.notes)


def test_a_radius_in_metres_is_exact_and_without_one_there_is_no_fence(tmp_path: Path) -> None:
    file = write(tmp_path, EDGE)
    fences = Fences.of_boundaries(file, "ncessch", radius_m=200)
    north = 200 / 110_930
    assert [
        len(hits) for hits in fences.inside([-86.2062] * 2, [34.2602 + north * f for f in (0.99, 1.01)])
    ] == [1, 0]
    with pytest.raises(BadInput, match="give --radius METRES"):
        Fences.of_boundaries(file, "NCESSCH")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("LAT,LON\n1\n", "as many fields as the header"),
        ("LAT,LON\nx,y\n", "is no number"),
        ("id,the_geom\n1,CIRCLE\n", "no well-known text"),
        ("id,LAT,LON\n1,-86.2,34.2\n", "swapped"),
        ("", "no columns for a place"),
    ],
)
def test_what_cannot_be_used_says_why(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(write(tmp_path, text), None, radius_m=100)


def test_other_separators_and_encodings_are_read_and_told(tmp_path: Path) -> None:
    text = "id\tname\tlatitude\tlongitude\n1\tEscuela Niños\t34.2\t-86.2\n".encode("cp1252")
    found = inspect(write(tmp_path, text, "a.tsv"), "id", "name", radius_m=100)
    assert found.areas[0].name == "Escuela Niños"
    assert "Windows-1252" in found.notes[0]
