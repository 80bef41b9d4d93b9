"""Fences by school year and by scope: what counts when, and what never counts unasked."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from geofence.boundaries import circle
from geofence.check import check
from geofence.district import load
from geofence.fence import Fence
from geofence.fences import Fences
from geofence.stage import locate
from stream.contracts import LocatedPost, Point, Post
from stream.errors import BadInput

HEAD = '[district]\nname = "D"\ncity = "C"\nstate = "Oregon"\n'
SCHOOL = '[[schools]]\nid = "a"\nname = "A High School"\nlevel = "high"\n'


def areas(folder: Path, name: str, **boxes: tuple[float, float]) -> None:
    """Squares by id, at (longitude of the west side, width in degrees)."""
    features = []
    for area, (x, size) in boxes.items():
        ring = [[x, 44.0], [x + size, 44.0], [x + size, 44.0 + size], [x, 44.0 + size], [x, 44.0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"id": area}, "geometry": shape})
    (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def district(folder: Path, text: str) -> Fences:
    (folder / "d.toml").write_text(HEAD + text, "utf-8")
    return Fences.of_district(load(folder / "d.toml"), date(2026, 9, 1))


def test_a_post_is_held_against_the_boundaries_of_its_own_day(tmp_path: Path) -> None:
    areas(tmp_path, "old.geojson", a=(-123.0, 0.002))
    areas(tmp_path, "new.geojson", a=(-122.9, 0.002))
    years = (
        '[[boundaries]]\nfile = "old.geojson"\nid = "id"\nschool_year = "2025-26"\n'
        '[[boundaries]]\nfile = "new.geojson"\nid = "id"\nschool_year = "2026-27"\n'
    )
    fences = district(tmp_path, years + SCHOOL + 'boundary = "a"\n')
    assert fences.version.startswith("2026-27 sha256:")
    days = [(2025, 9, 1), (2026, 6, 30), (2026, 7, 1), (2030, 1, 1), (2020, 1, 1)]
    posts = [
        Post(post_id="p", version="1", source="t", text="hi", point=Point(lon=-122.999, lat=44.001),
             received_at=datetime(*day, tzinfo=UTC))
        for day in days
    ]  # fmt: skip
    outcomes = locate(posts, fences)
    assert [isinstance(outcome, LocatedPost) for outcome in outcomes] == [True, True, False, False, True]
    [ground] = outcomes[0].grounds if isinstance(outcomes[0], LocatedPost) else []
    assert ground.version == fences.on(date(2025, 9, 1)).version != fences.version
    assert outcomes == [locate([post], fences)[0] for post in posts]


def test_a_hash_follows_the_area_and_not_the_order_of_its_corners() -> None:
    shape = circle(-123.0, 44.0, 100)
    turned = shape.reverse()
    assert Fence("a", "a", shape).hash == Fence("a", "a", turned).hash
    assert Fence("a", "a", shape).hash != Fence("a", "a", shape, buffer_m=1).hash
    assert Fence("a", "a", shape).hash != Fence("a", "a", circle(-123.0, 44.0, 101)).hash


ZONES = '[boundaries]\nfile = "campus.geojson"\nid = "id"\n[attendance]\nfile = "zones.geojson"\nid = "id"\n'
TURNED_ON = (
    '[scope]\nattendance_areas = true\nreason = "Resolution 12"\ndecided_by = "the board"\n'
    "decided_on = 2026-08-01\n"
)


def test_attendance_areas_count_only_when_turned_on_and_are_called_so(tmp_path: Path) -> None:
    areas(tmp_path, "campus.geojson", a=(-123.0, 0.002))
    areas(tmp_path, "zones.geojson", z=(-123.05, 0.1))
    school = SCHOOL + 'boundary = "a"\nattendance = "z"\n'
    assert [fence.kind for fence in district(tmp_path, ZONES + school).fences] == ["campus"]
    assert "scope: campuses only" in check(tmp_path / "d.toml").lines
    fences = district(tmp_path, ZONES + TURNED_ON + school)
    home = Post(post_id="p", version="1", source="t", text="hi", point=Point(lon=-122.98, lat=44.05),
                received_at=datetime(2026, 9, 1, tzinfo=UTC))  # fmt: skip
    [outcome] = locate([home], fences)
    assert isinstance(outcome, LocatedPost)
    [ground] = outcome.grounds
    assert (ground.school, ground.boundary) == ("a", "z")
    assert "where families live" in ground.because[0]
    assert "decided by the board on 2026-08-01: Resolution 12" in "\n".join(check(tmp_path / "d.toml").lines)


def test_an_area_larger_than_any_campus_is_no_campus(tmp_path: Path) -> None:
    areas(tmp_path, "campus.geojson", a=(-123.0, 0.1))
    (tmp_path / "d.toml").write_text(
        HEAD + '[boundaries]\nfile = "campus.geojson"\nid = "id"\n' + SCHOOL + 'boundary = "a"\n'
    )
    with pytest.raises(BadInput, match=r"km²\) is larger than any campus; an attendance area"):
        Fences.of_district(load(tmp_path / "d.toml"))
    report = check(tmp_path / "d.toml")
    assert report.refused


def test_a_file_of_points_makes_circles_that_say_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "edge.csv").write_text("NCESSCH,LAT,LON\n0100,44.0,-123.0\n", "utf-8")
    source = '[boundaries]\nfile = "edge.csv"\nid = "NCESSCH"\nradius_m = 150\nbuffer_m = 10\n'
    fences = district(tmp_path, source + SCHOOL + 'boundary = "0100"\n')
    assert fences.fences[0].round_at == pytest.approx((-123.0, 44.0, 160))
    assert fences.fences[0].kind == "point"


def test_all_that_overlap_are_told_with_their_level(tmp_path: Path) -> None:
    areas(tmp_path, "campus.geojson", a=(-123.0, 0.004), b=(-122.999, 0.002))
    two = (
        SCHOOL
        + 'boundary = "a"\n'
        + SCHOOL.replace('"a"', '"b"').replace('"high"', '"middle"')
        + 'boundary = "b"\n'
    )
    fences = district(tmp_path, '[boundaries]\nfile = "campus.geojson"\nid = "id"\n' + two)
    hits = fences.inside([-122.998], [44.001])[0]
    assert [(fences.fences[h.fence].school, fences.fences[h.fence].level) for h in hits] == [
        ("a", "high"),
        ("b", "middle"),
    ]
