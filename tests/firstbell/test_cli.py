"""The command line around boundaries: exit statuses, drawings, and a file that is refused."""

from pathlib import Path

import pytest

from firstbell.cli import main

DEMO = Path(__file__).parents[2] / "firstbell" / "demo_data"


def test_a_sound_file_is_described_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "map.html"
    given = ["boundaries", "check", str(DEMO / "boundaries.geojson"), "--id", "campus"]
    assert main([*given, "--district", str(DEMO / "district.toml"), "--draw", str(out)]) == 0
    said = capsys.readouterr().out
    assert "coordinate system: " in said
    assert "5 areas, 0 skipped, 0 refused" in said
    assert f"drawn: {out}" in said
    assert "<svg" in out.read_text("utf-8")


def test_a_refused_file_says_why_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "swapped.geojson"
    ring = "[[40,-75],[40.01,-75],[40.01,-75.01],[40,-75.01],[40,-75]]"
    file.write_text(f'{{"type":"Polygon","coordinates":[{ring}]}}', "utf-8")
    assert main(["boundaries", "check", str(file)]) == 1
    said = capsys.readouterr().out
    assert "1 refused" in said
    assert "axes swapped; write longitude first" in said
    assert main(["boundaries", "check", str(file), "--anywhere"]) == 0
    assert main(["boundaries", "check", str(file), "--district", str(DEMO / "district.toml")]) == 1


def test_locate_refuses_a_broken_file_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lines.geojson"
    file.write_text('{"type":"LineString","coordinates":[[-123,44],[-123,44.1]]}', "utf-8")
    assert main(["locate", "--boundaries", str(file), "--id", "id"]) == 2
    assert "lines.geojson" in capsys.readouterr().err
    assert main(["locate", "--district", str(DEMO / "district.toml"), "--radius", "5"]) == 2
    assert "go with --boundaries" in capsys.readouterr().err
