"""Between the vault and those who ask it: a socket for the owner alone, errors as they are, one vault a home."""

import os
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from privacy.vault_line import SOCKET, InPassing, Line, Server, runs
from stream.errors import BadInput, Fatal


class Answers:
    """A vault that says what it was asked."""

    def ready(self) -> None:
        return None

    def release(self, item: int, seq: int, field: str) -> str:
        if field == "wrong":
            raise BadInput("no such field")
        if field == "broken":
            raise ZeroDivisionError("secret words")
        return f"{item} {seq} {field}"

    def notes(self, item: int, seq: int, blobs: list[bytes]) -> list[str]:
        return [blob.hex() for blob in blobs]

    def embeddings(self, seq: int, items: list[int]) -> dict[int, bytes]:
        return {item: bytes(item) for item in items}

    def disclosed(self, disclosure: int, seq: int) -> dict[int, bytes]:
        return {disclosure: bytes(seq)}

    def copied(self, disclosure: int, seq: int) -> dict[str, tuple[bytes, str]]:
        return {"content": (bytes(seq), str(disclosure))}

    def request_words(self, request: int, seq: int) -> dict[str, bytes]:
        return {f"words/{request}": bytes(seq)}

    def matched(self, request: int, seq: int) -> int:
        return request + seq

    def gone(self) -> list[int]:
        raise Fatal("the key is missing: restore it")

    def passing(self, posts: list[InPassing]) -> list[str]:
        return [post.post_id for post in posts if post.received_at.year == 2026]

    def rotate(self) -> str:
        return "done"


@pytest.fixture(params=["short", "long" * 30])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A path longer than a socket's may be is no hindrance."""
    folder = tmp_path / str(request.param)
    folder.mkdir()
    return folder


@pytest.fixture
def line(home: Path) -> Iterator[Line]:
    server = Server(home, Answers())
    yield Line(home)
    server.close()
    assert not (home / SOCKET).exists()


def test_questions_and_answers_pass(line: Line) -> None:
    line.ready()
    assert line.release(1, 2, "content") == "1 2 content"
    assert line.notes(1, 2, [b"\x00\xff", b""]) == ["00ff", ""]
    assert line.embeddings(1, [3, 0]) == {3: bytes(3), 0: b""}
    assert line.disclosed(7, 2) == {7: b"\0\0"}
    assert line.copied(7, 1) == {"content": (b"\0", "7")}
    assert line.request_words(7, 2) == {"words/7": b"\0\0"}
    assert line.matched(7, 2) == 9
    assert line.passing([InPassing("a", "bluesky", datetime(2026, 1, 1, tzinfo=UTC), b"e")]) == ["a"]
    assert line.rotate() == "done"


def test_errors_come_as_they_are_and_faults_without_their_words(line: Line) -> None:
    with pytest.raises(BadInput, match="no such field"):
        line.release(1, 2, "wrong")
    with pytest.raises(Fatal, match="restore it"):
        line.gone()
    with pytest.raises(Fatal, match=r"the vault failed \(ZeroDivisionError\)$"):
        line.release(1, 2, "broken")
    assert line.release(1, 2, "content") == "1 2 content", "it answers on"


def test_the_socket_is_its_owner_s_and_there_is_one_vault(line: Line, home: Path) -> None:
    assert stat.S_IMODE((home / SOCKET).stat().st_mode) == 0o600
    assert runs(home)
    with pytest.raises(Fatal, match="another vault runs"):
        Server(home, Answers())
    line.ready()


def test_what_is_no_question_is_answered_and_harms_nothing(line: Line, home: Path) -> None:
    folder = os.open(home, os.O_RDONLY)
    for frame in (b"\x00\x00\x00\x02\x93\x01", b"\xff\xff\xff\xff", b"\x00\x00\x00\x05abcde"):
        with socket.socket(socket.AF_UNIX) as raw:
            raw.connect(f"/proc/self/fd/{folder}/{SOCKET}")
            raw.sendall(frame)
            raw.shutdown(socket.SHUT_WR)
            raw.recv(1000)
    os.close(folder)
    line.ready()


def test_without_a_vault_there_is_a_remedy(tmp_path: Path) -> None:
    assert not runs(tmp_path)
    with pytest.raises(Fatal, match=r"the vault does not answer .* `firstbell worker vault`"):
        Line(tmp_path).ready()
