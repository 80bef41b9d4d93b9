"""The loop of all four filters: a line out for a line in, in order, whatever comes."""

import io
import json
import os
import tempfile
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstbell import filters


def _echo(values: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": value["id"], "text": value.get("text")} for value in values]


def _run(data: bytes, *, text_required: bool = True) -> list[dict[str, Any]]:
    out = io.StringIO()
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        assert (
            filters.run(
                filters.objects(_echo, text_required=text_required), descriptor=file.fileno(), out=out
            )
            == 0
        )
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"[1]", "an array"),
        (b"null", "null"),
        (b"3", "a number"),
        (b'"x"', "a string"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"id": 1, "text": NaN}', "not JSON"),
        (b"[" * 5000, "not JSON"),
        (b'{"text": "x"}', "id:"),
        (b'{"id": true, "text": "x"}', "id:"),
        (b'{"id": 1.5, "text": "x"}', "id:"),
        (b'{"id": 1}', "text:"),
        (b'{"id": 1, "text": 7}', "text:"),
        (b'{"id": 1, "text": "x", "lang": 7}', "lang:"),
        (json.dumps({"id": 1, "text": "x" * (filters.MAX_TEXT + 1)}).encode(), "65536"),
    ],
)
def test_a_line_that_cannot_be_used_is_answered_and_the_rest_goes_on(line: bytes, named: str) -> None:
    replies = _run(b'{"id": 0, "text": "a"}\n' + line + b'\n{"id": 2, "text": "b"}\n')
    assert [reply.get("id") for reply in (replies[0], replies[2])] == [0, 2]
    assert named in replies[1]["error"]


def test_the_id_of_an_unusable_line_comes_back_when_it_can_be_read() -> None:
    assert _run(b'{"id": "p9"}\n') == [{"id": "p9", "error": "text: a string is required"}]


def test_odd_text_comes_back_as_it_came() -> None:
    text = "NUL \x00 surrogate \ud800 separator \u2028 emoji \U0001f9e1"
    assert _run(json.dumps({"id": 1, "text": text}).encode())[0]["text"] == text


def test_output_is_ascii_and_one_line_each() -> None:
    reader, writer = os.pipe()
    os.write(writer, '{"id": 1, "text": "ñ\u2028"}\n'.encode())
    os.close(writer)
    out = io.StringIO()
    filters.run(filters.objects(_echo, text_required=True), descriptor=reader, out=out)
    os.close(reader)
    assert out.getvalue().isascii()
    assert len(out.getvalue().splitlines()) == 1


def test_a_line_longer_than_the_limit_is_one_error_and_memory_stays_bounded(tmp_path: Any) -> None:
    path = tmp_path / "in"
    path.write_bytes(
        b'{"id": 0, "text": "a"}\n' + b"x" * (filters.MAX_LINE + 10) + b'\n{"id": 2, "text": "b"}'
    )
    out = io.StringIO()
    with path.open("rb") as file:
        filters.run(filters.objects(_echo, text_required=True), descriptor=file.fileno(), out=out)
    replies = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [reply.get("id") for reply in replies] == [0, None, 2]
    assert "longer than" in replies[1]["error"]


@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), max_size=30))
def test_one_line_out_for_each_line_in(lines: list[bytes]) -> None:
    assert len(_run(b"".join(line + b"\n" for line in lines))) == len(lines)


def test_a_slow_pipe_is_answered_line_by_line() -> None:
    reader, writer = os.pipe()
    given_lines = filters.batches(reader)
    os.write(writer, b"one\ntw")
    assert next(given_lines) == [b"one"]
    os.write(writer, b"o\n")
    assert next(given_lines) == [b"two"]
    os.close(writer)
    assert list(given_lines) == []
    os.close(reader)
