"""The district file: what it takes, and what it says when something is wrong."""

from pathlib import Path

import pytest
import yaml

from geofence.district import load
from stream.errors import BadInput

DEMO = Path(__file__).parents[2] / "firstbell" / "demo_data" / "district.toml"
HEAD = '[district]\nname = "D"\ncity = "C"\nstate = "OR"\n'
SCHOOL = '[[schools]]\nid = "a-high"\nname = "A High School"\n'


def write(folder: Path, text: str, name: str = "district.toml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def fault(folder: Path, text: str, name: str = "district.toml") -> str:
    file = write(folder, text, name)
    with pytest.raises(BadInput) as caught:
        load(file)
    assert str(file) in str(caught.value)
    return str(caught.value)


def test_the_demo_district_loads_with_all_its_parts() -> None:
    district = load(DEMO)
    assert district.name == "Marrow Bay Unified School District"
    assert district.state == "Oregon"
    assert len(district.schools) == 6
    assert district.school("north-jetty-charter").radius_m == 130
    assert district.coverage["time_zone"] == "America/Los_Angeles"
    assert [entry["order"] for entry in district.on_call] == [1, 2, 3]
    assert any(entry["phone"] == "988" for entry in district.call_sheet)


def test_yaml_says_the_same_as_toml(tmp_path: Path) -> None:
    raw = {
        "district": {"name": "D", "city": "C", "state": "Oregon"},
        "schools": [{"id": "a-high", "name": "A High School", "lon": -123.0, "lat": 44.0, "radius_m": 200}],
    }
    from_yaml = load(write(tmp_path, yaml.safe_dump(raw), "d.yaml"))
    from_toml = load(write(tmp_path, HEAD + SCHOOL + "lon = -123.0\nlat = 44.0\nradius_m = 200\n"))
    assert from_yaml.schools == from_toml.schools
    assert from_yaml.state == from_toml.state == "Oregon"
    assert from_yaml.centre() == (-123.0, 44.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD, "schools: expected at least one"),
        (SCHOOL, "[district]"),
        (HEAD + SCHOOL + 'mascot = ["Owls"]\n', "did you mean 'mascots'?"),
        ("colour = 1\n" + HEAD + SCHOOL, "unknown field 'colour'"),
        (HEAD + SCHOOL + 'level = "upper"\n', "schools[1] (a-high).level"),
        (HEAD + SCHOOL + 'level = "upper"\n', "one of preschool, elementary, middle, high"),
        (HEAD + SCHOOL + 'level = "upper"\n', "found 'upper'"),
        (HEAD + SCHOOL + SCHOOL, "schools[2].id: 'a-high' is already schools[1]"),
        (HEAD + SCHOOL.replace("a-high", "A High"), "lower-case letters, digits and dashes"),
        (HEAD.replace("OR", "Oregano") + SCHOOL, "Oregano"),
        (HEAD + SCHOOL + "lon = -223.0\nlat = 44.0\nradius_m = 5\n", "between -180 and 180"),
        (HEAD + SCHOOL + "lon = -123.0\nradius_m = 5\n", "lat is missing"),
        (HEAD + SCHOOL + "lon = -123.0\nlat = 44.0\n", "without radius_m"),
        (HEAD + SCHOOL + "radius_m = 20\n", "radius_m without lon and lat"),
        (HEAD + SCHOOL + 'boundary = "x"\n', "no [boundaries]"),
        (HEAD + SCHOOL + "aliases = [3]\n", "aliases"),
        (HEAD + SCHOOL + 'on_call = "me"\n', "unknown field 'on_call'"),
        ("on_call = 3\n" + HEAD + SCHOOL, "on_call: found int"),
        ("not toml", "not valid TOML"),
    ],
)
def test_a_fault_names_file_field_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    assert says in fault(tmp_path, text)


def test_other_suffixes_and_missing_files_are_refused(tmp_path: Path) -> None:
    assert ".toml, .yaml or .yml" in fault(tmp_path, "{}", "district.json")
    with pytest.raises(BadInput, match="no such district file"):
        load(tmp_path / "none.toml")


SCOPE = "[scope]\nattendance_areas = true\n"
WHY = 'reason = "Board resolution 12"\ndecided_by = "the board"\ndecided_on = 2026-08-01\n'


def test_attendance_areas_need_a_recorded_reason(tmp_path: Path) -> None:
    assert not load(DEMO).scope.attendance_areas
    said = fault(tmp_path, HEAD + SCHOOL + SCOPE)
    assert "attendance areas cover family homes" in said
    assert "reason, decided_by and decided_on" in said
    scope = load(write(tmp_path, HEAD + SCHOOL + SCOPE + WHY)).scope
    assert (scope.attendance_areas, scope.reason) == (True, "Board resolution 12")
    assert "no [attendance]" in fault(tmp_path, HEAD + SCHOOL + 'attendance = "x"\n')


def test_boundaries_of_several_school_years(tmp_path: Path) -> None:
    years = "".join(
        f'[[boundaries]]\nfile = "{year}.geojson"\nid = "id"\nschool_year = "{year}"\n'
        for year in ("2026-27", "2025-26")
    )
    found = load(write(tmp_path, HEAD + years + SCHOOL)).boundaries
    assert [(source.school_year, str(source.starts), str(source.ends)) for source in found] == [
        ("2025-26", "2025-07-01", "2026-06-30"),
        ("2026-27", "2026-07-01", "2027-06-30"),
    ]
    assert "begin on the same day" in fault(
        tmp_path, HEAD + years.replace("2025", "2026").replace("26-26", "26-27") + SCHOOL
    )
    assert "such as 2026-27" in fault(tmp_path, HEAD + years.replace("2025-26", "2025") + SCHOOL)


def test_an_unknown_school_is_named_with_what_is_near() -> None:
    with pytest.raises(BadInput, match=r"no school 'lincoln'; did you mean 'lincoln-high'\?"):
        load(DEMO).school("lincoln")
