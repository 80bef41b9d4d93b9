"""Apache Kafka for tests: one broker as a child process, to be killed and started again."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

HOME = Path(__file__).resolve().parents[2] / "shared" / "kafka"
"""A folder with `broker PORT DATA [NAME=VALUE …]` beside the repository."""
START_S = 150
"""Generous: on a machine that is busy with other tests Java takes its time."""


def missing() -> str | None:
    """What is needed to start a broker here and is not there; None when all is."""
    if not (HOME / "broker").exists():
        return f"no Apache Kafka: set FIRSTBELL_KAFKA=host:port, or put Kafka's start script into {HOME}"
    if shutil.which("java") is None:
        return "no Java: apt-get install openjdk-17-jre-headless, or set FIRSTBELL_KAFKA=host:port"
    return None


def required() -> bool:
    """In CI a broker that could be there must be there."""
    return os.environ.get("CI") == "true" and HOME.exists()


def free_pair() -> int:
    """A port P on loopback with P and P + 1 free: the broker's and its controller's."""
    for _ in range(100):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise OSError("no two neighbouring ports are free on 127.0.0.1")


class KafkaServer:
    """`with KafkaServer() as server:` starts it; data lives in a temporary folder until the end."""

    def __init__(self, *settings: str) -> None:
        """`settings` go to the broker; @PORT@ and @CONTROLLER@ in them are its ports."""
        self.port = free_pair()
        self.data = Path(tempfile.mkdtemp(prefix="firstbell-kafka-"))
        ports = {"@PORT@": str(self.port), "@CONTROLLER@": str(self.port + 1)}
        self._settings = [re.sub("@[A-Z]+@", lambda found: ports[found[0]], one) for one in settings]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"kafka://{self.address}"

    def start(self) -> None:
        """Start, or start again on the same data; returns when the port answers."""
        with (self.data / "broker.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(HOME / "broker"), str(self.port), str(self.data), *self._settings],
                stdout=log,
                stderr=log,
                env={**os.environ, "KAFKA_HEAP": os.environ.get("KAFKA_HEAP", "384m")},
                start_new_session=True,
            )
        try:
            wait_for(self.address, self._process, self.data / "broker.log")
        except RuntimeError:
            self.kill9()
            raise

    def kill9(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def close(self) -> None:
        self.kill9()
        shutil.rmtree(self.data, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            os.killpg(process.pid, how)
        if process is not None:
            process.wait(30)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def wait_for(address: str, process: subprocess.Popen[bytes] | None = None, log: Path | None = None) -> None:
    """Wait until a client gets an answer: an open port is not yet a ready broker."""
    from kafka import KafkaAdminClient  # noqa: PLC0415 - only who starts a broker pays for the import
    from kafka.errors import KafkaError  # noqa: PLC0415 - likewise

    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process is not None and process.poll() is not None:
            break
        host, port = address.split(":")
        try:
            socket.create_connection((host, int(port)), 1).close()
            admin = KafkaAdminClient(bootstrap_servers=address, bootstrap_timeout_ms=5_000)
        except (OSError, KafkaError):
            time.sleep(0.2)
            continue
        admin.close()
        return
    tail = log.read_text(errors="replace")[-2000:] if log else ""
    raise RuntimeError(f"Kafka at {address} did not start within {START_S} s\n{tail}")
