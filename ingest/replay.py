"""A local server that speaks Jetstream's v1 and v2 wires: for the demo, for trying out, for fault tests.

    python -m ingest.replay --file events.jsonl --rate 25 --port 6008

The file holds one event a line, as v1 sends them. Each is stamped with the time at which it is
sent. The server honours `cursor` (inclusive; v1 clamps it to what is still held, v2 refuses) and the
wanted collections, packs with zstd when it was given a dictionary, and on demand misbehaves as real
servers do (`Faults`).
"""

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from ingest.replay_jetstream import WINDOW, Faults, ReplayServer
from stream.errors import BadInput

__all__ = ["Faults", "ReplayServer"]
_LOOK_S = 0.05


def _lines(path: Path, stop: threading.Event | None = None) -> Iterator[bytes]:
    """The file's lines; with `stop`, also those that are appended until it is set."""
    try:
        with path.open("rb") as file:
            rest = b""
            while True:
                rest += file.readline()
                if rest.endswith(b"\n") or (rest and stop is None):
                    yield rest
                    rest = b""
                elif stop is None or stop.wait(_LOOK_S):
                    return
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}; --file is one Jetstream event a line") from None


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(
        prog="python -m ingest.replay", description=(__doc__ or "").partition("\n")[0]
    )
    options.add_argument("--file", type=Path, required=True, help="events in Jetstream's v1 wire, one a line")
    options.add_argument(
        "--rate", type=float, default=25.0, help="events a second (default 25; 0: all at once)"
    )
    options.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: a free one)")
    options.add_argument("--window", type=int, default=WINDOW, help=f"events held (default {WINDOW})")
    options.add_argument(
        "--follow", action="store_true", help="keep reading the file; events keep the time_us they have"
    )
    given = options.parse_args(arguments)
    stop = threading.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: stop.set())
    try:
        events = _lines(given.file, stop) if given.follow else list(_lines(given.file))
        with ReplayServer(
            events, rate=given.rate, port=given.port, window=given.window, keep_times=given.follow
        ) as server:
            sys.stdout.write(f"{server.url}/subscribe\n")
            sys.stdout.flush()
            stop.wait()
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
