"""Posts over a real socket, through a real pump, into a broker in memory."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import Any

import pytest

from ingest import importer
from ingest.push import PushConnector
from ingest.push_server import MAX_BODY, PATH, Door, PushServer, token_hash
from stream import topics
from stream.brokers.memory import MemoryBroker
from stream.contracts import Post, key_of
from stream.keyring import KeyRing
from stream.metrics import Meter
from stream.pump import run_source
from stream.retry import Flag
from tests.ingest.wires import KEY, seal, wire
from tests.stream.records import held

RING = KeyRing.throwaway()
PARSE = importer.parser(seal, KEY, "push")
TYPE = "application/x-ndjson"


@contextmanager
def pumped(connector: PushConnector, broker: MemoryBroker) -> Iterator[Flag]:
    stop = Flag()
    thread = threading.Thread(
        target=run_source,
        args=(connector, PARSE, broker, RING),
        kwargs={"meter": Meter(), "stop": stop, "await_s": 0.01},
    )
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(20)


@contextmanager
def served(connector: PushConnector, **limits: float) -> Iterator[PushServer]:
    door = Door(connector, PARSE, lambda: token_hash("secret"))
    closed = Door(PushConnector("closed"), PARSE, lambda: "")
    with PushServer([closed, door], **limits) as server:  # type: ignore[arg-type]  # limits are numbers by name
        yield server


def send(
    server: PushServer, body: bytes, *, path: str = PATH, **headers: str
) -> tuple[int, list[Any], dict[str, str]]:
    connection = HTTPConnection(server.url.removeprefix("http://"), timeout=30)
    given = {"Authorization": "Bearer secret", "Content-Type": TYPE} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    connection.request("POST", path, body, given)
    answer = connection.getresponse()
    lines = [json.loads(line) for line in answer.read().splitlines()]
    connection.close()
    return answer.status, lines, dict(answer.headers.items())


def body(*numbers: int) -> bytes:
    return b"\n".join(wire({"id": number, "text": "The bus is late."}) for number in numbers)


@pytest.mark.parametrize("persisted", [False, True])
def test_a_batch_is_answered_line_by_line_once_it_is_durable_whatever_write_fails(persisted: bool) -> None:
    broker = MemoryBroker(fail_at=1, persist_on_fail=persisted)
    connector = PushConnector("push")
    with pumped(connector, broker), served(connector) as server:
        whole = body(*range(1500)) + b"\n\nnonsense\n" + wire({"id": 1, "deleted": True})
        status, lines, _ = send(server, whole)
        assert status == 200
        assert len(lines) == 1502
        assert [line["status"] for line in lines[-2:]] == ["error", "taken"]
        assert [line["line"] for line in lines[-2:]] == [1502, 1503]
        assert len({key_of(one) for one in held(broker, RING, topics.POSTS)}) == 1500
        # The same again changes nothing.
        assert send(server, body(*range(2, 1500)))[0] == 200
    posts = [one.post_id for one in held(broker, RING, topics.POSTS) if isinstance(one, Post)]
    assert len(posts) == len(set(posts)) or persisted


def test_who_may_not_come_in_and_what_is_too_much_is_refused_with_the_remedy() -> None:
    connector = PushConnector("push")
    with pumped(connector, MemoryBroker()), served(connector) as server:
        assert send(server, body(1))[0] == 200
        for headers, status in (
            ({"Authorization": "Bearer wrong"}, 401),
            ({"Authorization": "Bearer "}, 401),
            ({"Authorization": "Basic secret"}, 401),
            ({"Content_Type": "text/html"}, 415),
            ({"Content_Length": str(MAX_BODY + 1)}, 413),
            ({"Content_Length": "many"}, 411),
        ):
            got, lines, _ = send(server, body(1), **headers)
            assert (got, "error" in lines[0]) == (status, True), headers
            assert "secret" not in json.dumps(lines)
        assert send(server, b"\n\n")[0] == 400
        assert send(server, b"{}\n" * 5001)[0] == 413
        assert send(server, body(1), path="/other")[0] == 404


def test_a_slow_client_is_cut_off_and_nothing_of_it_is_taken() -> None:
    connector = PushConnector("push")
    broker = MemoryBroker()
    with pumped(connector, broker), served(connector, request_s=0.2) as server:
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as slow:
            slow.sendall(
                f"POST {PATH} HTTP/1.1\r\nAuthorization: Bearer secret\r\nContent-Type: {TYPE}\r\nContent-Length: 900\r\n\r\n".encode()
                + body(1)
            )
            assert slow.recv(100) == b"" or slow.recv(100) == b""
    assert held(broker, RING, topics.POSTS) == []


def test_idle_connections_are_bounded_and_end() -> None:
    """Each holds a thread, and needs no token."""
    with served(PushConnector("push"), request_s=1.0, connections=2) as server:
        host, port = server.url.removeprefix("http://").split(":")
        idle = [socket.create_connection((host, int(port)), 10) for _ in range(2)]
        for one in idle:
            one.sendall(b"POST /ingest")
        with socket.create_connection((host, int(port)), 10) as more:
            assert more.recv(10) == b"", "closed without an answer"
        for one in idle:
            with one:
                assert one.recv(10) == b""
        deadline = time.monotonic() + 10
        status = 0
        while not status and time.monotonic() < deadline:  # their threads end a moment later
            with suppress(OSError, HTTPException):
                status = send(server, b"")[0]
        assert status == 400


def test_a_paused_source_and_a_full_queue_say_when_to_come_again() -> None:
    connector = PushConnector("push", queued=0)
    with served(connector, durable_s=0.05) as server:
        status, _, headers = send(server, body(1))
        assert (status, headers["Retry-After"]) == (503, "30")
        connector.open(None)
        status, _, headers = send(server, body(1))
        assert (status, headers["Retry-After"]) == (429, "5")


def test_what_is_not_durable_in_time_is_not_said_to_be() -> None:
    connector = PushConnector("push")
    connector.open(None)
    with served(connector, durable_s=0.05) as server:
        assert send(server, body(1))[0] == 429
        assert connector.poll(0.0, 10).records == ()
        ended: list[str] = []
        sender = threading.Thread(target=lambda: ended.append(connector.offer([b"1", b"2"], 20)))
        sender.start()
        while not connector.poll(0.05, 1).records:
            pass
        connector.close()  # handed out in part, and then the process stops
        sender.join(20)
        assert ended == ["stopped"]
