from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import csv_import
from ingest.files import FileConnector
from stream.contracts import Deletion, Point, Post
from stream.errors import BadInput
from tests.ingest.wires import HANDLE, KEY, NAME, NOW, opened, seal

COLUMNS = {
    "id": "Post ID",
    "text": "Message",
    "created_at": "When",
    "lon": "Longitude",
    "lat": "Latitude",
    "deleted": "Gone",
    "author.handle": "User",
}
HEADER = "Post ID,Message,When,Latitude,Longitude,User,Gone,Other\n"
ROWS = (
    f'1,"The bus is late,\nagain ""they"" say.",2026-09-01T10:00:00Z,44.6,-124.9,{HANDLE},,x\n'
    f"2,Short.,,,,{NAME},,\n\n"
    "3,,,,,,yes,\n"
)
PARSE = csv_import.parser(seal, KEY, "sheet", COLUMNS)


def read(connector: FileConnector) -> list[bytes]:
    records: list[bytes] = []
    while True:
        wires = connector.poll(0.05, 2)
        records += wires.records
        if wires.finished or not wires.records:
            connector.close()
            return records


def test_rows_become_posts_by_the_map_of_columns(tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    file.write_bytes(b"\xef\xbb\xbf" + (HEADER + ROWS).encode())
    connector = FileConnector(file, name="sheet", rows=True)
    connector.open(None)
    first, second, third = (PARSE(record, NOW) for record in read(connector))
    post = first.events[0]
    assert isinstance(post, Post)
    assert (post.text, post.point) == ('The bus is late,\nagain "they" say.', Point(lon=-124.9, lat=44.6))
    assert opened(post.envelope)["handle"] == HANDLE
    assert isinstance(second.events[0], Post)
    assert second.events[0].point is None
    assert isinstance(third.events[0], Deletion)


def test_a_row_that_is_still_being_written_waits_and_a_cursor_goes_on_after_the_last(tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    whole = (HEADER + ROWS).encode()
    half = whole.index(b"again")
    file.write_bytes(whole[:half])
    connector = FileConnector(file, name="sheet", rows=True, follow=True)
    connector.open(None)
    assert connector.poll(0.01, 10).records == []
    file.write_bytes(whole)
    wires = connector.poll(5, 1)
    assert len(wires.records) == 1
    connector.close()
    again = FileConnector(file, name="sheet", rows=True)
    again.open(wires.cursor)
    assert len(read(again)) == 2


@pytest.mark.parametrize(
    ("wire", "says"),
    [
        (b"Post ID,Message\n1", "as many fields"),
        (b"Number,Message\n1,x", "no column is called 'Post ID'"),
        (HEADER.encode() + b'1,"x', "quotes"),
        (HEADER.encode() + b"1,x,,north,1,,,", "lat: not a number"),
        (HEADER.encode() + b"1,\xff,,,,,,", "not utf-8"),
        (b"", "not CSV"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_column(wire: bytes, says: str) -> None:
    assert says in (PARSE(wire, NOW).error or "")


def test_a_row_without_an_id_is_known_by_what_it_says() -> None:
    parse = csv_import.parser(seal, KEY, "sheet", {"text": "Message"}, delimiter=";", encoding="cp1252")
    one, two, three = (
        parse("Message;N\nSeñal;".encode("cp1252") + mark, NOW).events[0].post_id
        for mark in (b"1", b"1", b"2")
    )
    assert one == two != three


@pytest.mark.parametrize(
    ("columns", "more"),
    [({"body": "x"}, {}), ({"text": "x"}, {"delimiter": "||"}), ({"text": "x"}, {"encoding": "latin-99"})],
)
def test_a_wrong_map_is_refused(columns: dict[str, str], more: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        csv_import.parser(seal, KEY, "sheet", columns, **more)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    parsed = PARSE(HEADER.encode() + data, NOW)
    assert parsed.error is not None or parsed.events
