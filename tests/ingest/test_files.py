import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import importer
from ingest.files import FileConnector
from stream.contracts import Cursor
from stream.errors import BadInput
from stream.source import Wires
from tests.ingest.wires import KEY, NOW, seal


def reader(path: Path, cursor: Cursor | None = None, *, follow: bool = False) -> FileConnector:
    connector = FileConnector(path, follow=follow)
    connector.open(cursor)
    return connector


def drain(connector: FileConnector, size: int = 100) -> list[bytes]:
    records: list[bytes] = []
    while True:
        wires = connector.poll(0, size)
        records += wires.records
        if wires.finished:
            connector.close()
            return records


def test_a_file_is_read_to_its_end_once(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b'{"id":1}\r\n\n{"id":2}\n{"id":3}')
    assert drain(reader(file)) == [b'{"id":1}', b'{"id":2}', b'{"id":3}']


@settings(max_examples=40)
@given(
    st.lists(
        st.binary(min_size=1, max_size=20).filter(
            lambda line: line.strip() and b"\n" not in line and b"\r" not in line
        )
    ),
    st.integers(1, 4),
)
def test_stopping_anywhere_and_going_on_loses_and_repeats_nothing(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], size: int
) -> None:
    file = tmp_path_factory.mktemp("import") / "posts.jsonl"
    file.write_bytes(b"".join(line + b"\n" for line in lines))
    cursor: Cursor | None = None
    seen: list[bytes] = []
    finished = False
    while not finished:
        connector = reader(file, cursor)
        wires = connector.poll(0, size)
        connector.close()
        seen += wires.records
        cursor, finished = wires.cursor or cursor, wires.finished
    assert seen == lines


def test_what_was_not_polled_is_not_covered_by_the_cursor(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b"one\ntwo\n")
    connector = reader(file)
    wires = connector.poll(0, 1)
    connector.close()
    assert wires.cursor is not None
    assert (wires.records, wires.cursor.value) == ([b"one"], "4")
    assert drain(reader(file, wires.cursor)) == [b"two"]


def test_another_file_under_the_name_is_read_from_its_beginning(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b"one\ntwo\n")
    connector = reader(file)
    cursor = connector.poll(0, 2).cursor
    connector.close()
    for other in (b"six\nten\nnew\n", b"one\n"):
        file.write_bytes(other)
        connector = reader(file, cursor)
        wires = connector.poll(0, 9)
        assert wires.records == other.split()
        assert "beginning" in wires.notes[0].text
        connector.close()


def test_a_connector_opened_again_looks_at_the_file_again(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b"one\ntwo\n")
    connector = reader(file)
    cursor = connector.poll(0, 1).cursor
    connector.close()
    connector.open(cursor)
    assert connector.poll(0, 9).records == [b"two"]
    connector.close()
    file.write_bytes(b"six\nten\n")
    connector.open(cursor)
    assert connector.poll(0, 9).records == [b"six", b"ten"]
    connector.close()


def test_a_line_without_end_costs_itself_only(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b'{"id":1,"text":""}\n' + b"x" * (3 * importer.MAX_LINE) + b'\n{"id":2,"text":""}\n')
    parse = importer.parser(seal, KEY)
    parsed = [parse(line, NOW) for line in drain(reader(file))]
    assert [outcome.error is None for outcome in parsed] == [True, False, True]
    assert str(importer.MAX_LINE) in (parsed[1].error or "")


def test_follow_waits_for_whole_lines_and_for_more(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b"one\nha")
    connector = reader(file, follow=True)
    assert connector.poll(0, 9).records == [b"one"]
    quiet = connector.poll(0, 9)
    assert (quiet.records, quiet.finished) == ([], False)
    with file.open("ab") as more:
        more.write(b"lf\n")
    assert connector.poll(0, 9).records == [b"half"]
    connector.close()


def test_follow_goes_on_with_a_new_file_under_the_name(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b"one\n")
    connector = reader(file, follow=True)
    assert connector.poll(0, 9).records == [b"one"]
    (tmp_path / "new").write_bytes(b"two\nsix\n")
    os.replace(tmp_path / "new", file)
    wires: Wires = connector.poll(0, 9)
    records = [*wires.records, *connector.poll(0, 9).records]
    assert records == [b"two", b"six"]
    connector.close()


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.jsonl: no such file; correct `path`"):
        reader(tmp_path / "none.jsonl")
    with pytest.raises(BadInput, match=r"regular file|cannot be read"):
        reader(tmp_path)
