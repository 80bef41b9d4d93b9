import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from ingest.replay import ReplayServer
from stream.errors import BadInput
from tests.ingest.wires import account, commit, wire


def attach(server: ReplayServer, query: str) -> ClientConnection:
    return connect(f"{server.url}/subscribe?{query}", proxy=None, close_timeout=1)


def receive(connection: ClientConnection, count: int) -> list[dict[str, object]]:
    return [json.loads(connection.recv(timeout=20)) for _ in range(count)]


def test_times_rise_and_the_cursor_is_inclusive() -> None:
    with ReplayServer([commit() for _ in range(10)], rate=0) as server:
        with attach(server, "cursor=1") as connection:
            stamps = [event["time_us"] for event in receive(connection, 10)]
        assert stamps == sorted(set(stamps), key=str)
        with attach(server, f"cursor={stamps[4]}") as connection:
            assert [event["time_us"] for event in receive(connection, 6)] == stamps[4:]


def test_a_cursor_below_the_window_is_clamped() -> None:
    with ReplayServer([commit() for _ in range(95)], rate=0, window=10) as server:
        assert server.exhausted.wait(20)
        with attach(server, "cursor=1") as connection:
            held = receive(connection, 10)
        assert len(held) == 10
        assert server.produced == 95


def test_without_a_cursor_and_with_a_future_one_only_new_events_come() -> None:
    with ReplayServer([commit()], rate=0) as server:
        assert server.exhausted.wait(20)
        for query in ("", f"cursor={int(time.time() * 1e6) + 10**9}"):
            with attach(server, query) as connection:
                server.put(account(active=True) | {"mark": query})
                assert receive(connection, 1)[0]["mark"] == query


def test_wanted_collections_never_hold_back_account_events() -> None:
    like = commit()
    like["commit"]["collection"] = "app.bsky.feed.like"
    with ReplayServer([like, account(active=False), commit()], rate=0) as server:
        for wanted, kinds in (("app.bsky.feed.post", 2), ("app.bsky.feed.*", 3), ("app.bsky.graph.*", 1)):
            with attach(server, f"cursor=1&wantedCollections={wanted}") as connection:
                events = receive(connection, kinds)
                with pytest.raises(TimeoutError):
                    connection.recv(timeout=0.05)
                assert "account" in {event["kind"] for event in events}


@pytest.mark.parametrize(
    ("path", "status"), [("/subscribe?cursor=-4", 400), ("/subscribe?cursor=x", 400), ("/", 404)]
)
def test_wrong_requests_are_refused(path: str, status: int) -> None:
    with ReplayServer([], rate=0) as server, pytest.raises(InvalidStatus) as refused:
        connect(f"{server.url}{path}", proxy=None)
    assert refused.value.response.status_code == status


def test_a_cut_ends_in_the_middle_of_a_frame_once() -> None:
    with ReplayServer([commit() for _ in range(5)], rate=0) as server:
        server.faults.cut_after = 3
        with attach(server, "cursor=1") as connection:
            receive(connection, 2)
            with pytest.raises(ConnectionClosed):
                connection.recv(timeout=20)
        with attach(server, "cursor=1") as connection:
            assert len(receive(connection, 5)) == 5


def test_a_taken_port_is_named_with_the_remedy() -> None:
    with ReplayServer([], rate=0) as server:
        port = int(server.url.rpartition(":")[2])
        with pytest.raises(BadInput, match=rf"port {port} .*choose another"):
            ReplayServer([], port=port).start()


@pytest.mark.system
def test_the_command_serves_a_file_and_stops_when_told(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_bytes(wire(commit(text="From a file.")) + b"\n")
    command = [sys.executable, "-m", "ingest.replay", "--file", str(file), "--rate", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            with connect(f"{url}?cursor=1", proxy=None, close_timeout=1) as connection:
                assert "From a file." in str(connection.recv(timeout=20))
        finally:
            process.terminate()
        assert process.wait(20) == 0
    missing = subprocess.run(
        [*command[:3], "--file", str(tmp_path / "none")], capture_output=True, text=True, check=False
    )
    assert missing.returncode == 2
    assert "none" in missing.stderr
