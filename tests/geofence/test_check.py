"""`boundaries check`: what a person reads about a file."""

from pathlib import Path

from geofence.check import check

DATA = Path(__file__).parents[2] / "firstbell" / "demo_data"


def test_a_boundary_file_in_words() -> None:
    said = "\n".join(check(DATA / "boundaries.geojson", id_field="campus", name_field="name").lines)
    assert "5 features, 5 areas, 0 skipped, 0 refused" in said
    assert "bounds: longitude -124.92" in said
    assert "lincoln-high (Lincoln High School): " in said


def test_a_district_in_words(tmp_path: Path) -> None:
    said = "\n".join(check(DATA / "district.toml").lines)
    assert "6 schools, 6 with a place" in said
    assert "north-jetty-charter (high): circle of about 260 m" in said
    assert "warning" not in said
    (tmp_path / "d.toml").write_text(
        '[district]\nname = "D"\ncity = "C"\nstate = "OR"\n'
        '[[schools]]\nid = "a"\nname = "A School"\naliases = ["Owl"]\n'
        '[[schools]]\nid = "b"\nname = "B School"\naliases = ["owl"]\n'
    )
    said = "\n".join(check(tmp_path / "d.toml").lines)
    assert "no boundary and no point: found by name only" in said
    assert "'owl' is an alias of a and b" in said
    assert "988" in said


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.geojson").write_text("{}")
    report = check(tmp_path / "x.geojson")
    assert report.refused
    assert "x.geojson" in report.lines[-1]
