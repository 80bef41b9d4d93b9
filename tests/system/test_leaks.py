"""What was planted in a post and its profile is found in clear nowhere: files, tables, logs, metrics."""

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import kafka_server, postgres_server
from tests.kafka_server import KafkaServer
from tests.system.harness import CRY, System

pytestmark = [pytest.mark.system, pytest.mark.model]

WORDS = "zebrafinch lanternfish"
"""Ordinary words, in the flagged post's text: no file may hold them in clear, not even redacted."""
PLANTED = (b"plantedhandle", b"Planted Q. Name", b"zebrafinch", b"everyone at Marrow Bay High")
POSTS = (
    f"{CRY}, from {WORDS}",
    f"@plantedhandle {WORDS}: {CRY}",
    f"just {WORDS} on the beach today",
    f"{WORDS} club meets at Marrow Bay High on friday",
)


def _files(folders: Iterable[Path], source: Path) -> Iterable[Path]:
    return (path for folder in folders for path in folder.rglob("*") if path.is_file() and path != source)


def _search(folders: Iterable[Path], source: Path) -> list[tuple[str, bytes]]:
    found = []
    for path in _files(folders, source):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        found += [
            (str(path), word) for word in PLANTED if word in data or word.decode().encode("utf-16-le") in data
        ]
    return found


def _check(system: System, *more: Path) -> None:
    folders = (system.home, *more)
    for post in POSTS:
        system.send(post)
        assert _search(folders, system.posts) == []
    found = system.settled()
    assert found["queued"] >= 1
    assert _search(folders, system.posts) == []
    system.stop()
    assert _search(folders, system.posts) == []


def test_embedded(tmp_path: Path) -> None:
    with System(tmp_path) as system:
        _check(system)


@pytest.mark.kafka
@pytest.mark.postgres
def test_kafka_and_postgresql(tmp_path: Path) -> None:
    if (missing := kafka_server.missing()) and not kafka_server.required():
        pytest.skip(missing)
    if postgres_server.find_binaries() is None and not postgres_server.required():
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    with ExitStack() as stack:
        broker = stack.enter_context(KafkaServer())
        folder = Path(tempfile.mkdtemp(prefix="firstbell-postgres-"))
        database = stack.enter_context(postgres_server.postgres(folder))
        home = tmp_path / "home"
        home.mkdir()
        system = stack.enter_context(System(home, broker=broker.url, database=database))
        _check(system, broker.data, folder)
