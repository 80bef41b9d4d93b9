"""The command line as a newcomer meets it: help that helps, errors that name thing and remedy."""

import os
import socket
import stat
from pathlib import Path

import pytest

from tests.system.harness import firstbell

pytestmark = pytest.mark.system

COMMANDS = (
    "init",
    "demo",
    "run",
    "worker",
    "keys",
    "account",
    "audit",
    "boundaries",
    "person",
    "report",
    "doctor",
    "parse",
    "score",
    "locate",
    "redact",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home") / "h"
    done = firstbell("init", "--sample", home=home)
    assert done.returncode == 0, done.stderr
    return home


def test_help_lists_every_command() -> None:
    text = firstbell("--help").stdout
    assert all(f"  {command}" in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    done = firstbell(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 3


def test_an_unknown_command_says_where_help_is() -> None:
    done = firstbell("fly")
    assert done.returncode == 2
    assert "--help" in done.stderr


def test_init_makes_private_keys_and_may_be_repeated(made: Path) -> None:
    keys = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (made / "keys").iterdir()}
    assert {name for name, mode in keys.items() if mode != 0o600} == {"tips.pub", "vault.pub"}
    before = (made / "keys" / "vault.key").read_text()
    assert firstbell("init", home=made).returncode == 0
    assert (made / "keys" / "vault.key").read_text() == before


def test_keys_are_listed_and_rotated(made: Path) -> None:
    assert firstbell("keys", "list", home=made).stdout.count("writes from") == 2
    assert "already" in firstbell("keys", "rotate", home=made).stdout


def test_an_empty_log_verifies(made: Path) -> None:
    done = firstbell("audit", "verify", home=made)
    assert done.returncode == 0
    assert "whole" in done.stdout


def test_a_person_is_made_once(made: Path) -> None:
    first = firstbell("person", "casey", "--role", "lead", home=made)
    assert first.returncode == 0, first.stderr
    assert "First password" in first.stdout
    again = firstbell("person", "casey", "--role", "lead", home=made)
    assert again.returncode == 2
    assert "casey" in again.stderr


def test_an_unknown_school_is_named_with_those_there_are(made: Path) -> None:
    done = firstbell("person", "kim", "--role", "analyst", "--school", "hogwarts", home=made)
    assert done.returncode == 2
    assert "hogwarts" in done.stderr
    assert "marrow-bay-high" in done.stderr


def test_a_home_that_was_never_made_is_named(tmp_path: Path) -> None:
    done = firstbell("run", home=tmp_path / "nowhere")
    assert done.returncode == 3
    assert "firstbell init" in done.stderr


def test_a_port_in_use_is_named_with_the_remedy(made: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (made / "firstbell.toml").write_text(f'listen = "127.0.0.1:{port}"\n', "utf-8")
        done = firstbell("run", home=made)
    assert done.returncode == 2
    assert str(port) in done.stderr
    assert "listen" in done.stderr
    (made / "firstbell.toml").write_text("", "utf-8")


@pytest.mark.parametrize("name", ["vault.pub", "id.key", "django.key"])
def test_a_missing_key_is_named_with_the_remedy(made: Path, name: str) -> None:
    key = made / "keys" / name
    aside = key.rename(made / "aside")
    done = firstbell("doctor", home=made)
    aside.rename(key)
    assert done.returncode in {1, 3}
    assert name in done.stdout + done.stderr
    assert "init" in done.stdout + done.stderr


def test_a_key_that_others_can_read_is_refused(made: Path) -> None:
    key = made / "keys" / "id.key"
    key.chmod(0o644)
    done = firstbell("doctor", home=made)
    key.chmod(0o600)
    assert f"chmod 600 {key}" in done.stdout


def test_swapped_axes_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "swapped.geojson"
    ring = "[[44.62,-124.9],[44.63,-124.9],[44.63,-124.91],[44.62,-124.9]]"
    file.write_text(
        f'{{"type":"Feature","properties":{{"id":"x"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}',
        "utf-8",
    )
    done = firstbell("boundaries", "check", str(file), "--id", "id")
    assert done.returncode == 1
    assert "swapped.geojson" in done.stdout
    assert "longitude first" in done.stdout


def test_a_home_fresh_from_init_is_healthy(made: Path) -> None:
    done = firstbell("doctor", home=made)
    assert done.returncode == 0, done.stdout
    assert "WRONG" not in done.stdout


def test_a_broker_that_is_away_is_named_by_doctor(made: Path) -> None:
    done = firstbell("doctor", "--broker", "kafka://127.0.0.1:1", home=made)
    assert done.returncode == 1
    assert "127.0.0.1:1" in done.stdout


def test_a_database_that_is_away_is_named_without_its_password(made: Path) -> None:
    done = firstbell("doctor", "--database", "postgresql://me:hunter2@127.0.0.1:1/x", home=made)
    assert done.returncode == 1
    assert "me:***@127.0.0.1:1" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr


def test_a_traceback_is_never_shown(made: Path) -> None:
    runs = [
        firstbell("worker", "ingest", home=made),
        firstbell("worker", "ingest", "--source", "x", home=made),
        firstbell("boundaries", "check", "/nowhere"),
    ]
    for done in runs:
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    os.close(writer)
    assert firstbell("parse", "bluesky", stdin="").returncode == 0
