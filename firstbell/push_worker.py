"""`firstbell worker ingest-push`: one process that takes the posts pushed to us, for all pushed sources."""

import threading
from pathlib import Path

from firstbell.adoption import Lock, where
from firstbell.console import host_port
from firstbell.keyring_command import ring_file
from firstbell.keys import KEYS
from firstbell.logs import logger
from firstbell.settings import Settings
from firstbell.source_settings import Source, is_pushed, refusal
from firstbell.source_wiring import parser_of, show_terms, switch
from ingest.push import PushConnector
from ingest.push_server import Door, PushServer
from stream import retry
from stream.broker import Broker
from stream.errors import BadInput, FirstbellError
from stream.metrics import Meter
from stream.pump import run_source
from stream.source import Parser


def token_file(settings: Settings, name: str) -> Path:
    """Where a source's token is kept, as a hash."""
    return settings.path(KEYS, f"push-{name}.sha256")


def pushed(settings: Settings) -> list[Source]:
    """The pushed sources that may be read."""
    return [source for source in settings.sources if is_pushed(source) and refusal(source) is None]


def run_push(settings: Settings, meter: Meter, stop: retry.Stop, brokers: list[Broker], lock: Lock) -> None:
    """Serve until the stop. One of `brokers` for each pushed source. While locked, senders are told why."""
    sources = pushed(settings)
    if not sources:
        raise BadInput(
            'no source is pushed: add [[sources]] kind = "push" to firstbell.toml (docs/sources.md)'
        )
    ended = threading.Event()
    pumps = [
        _Pump(settings, source, broker, meter, ended, lock)
        for source, broker in zip(sources, brokers, strict=True)
    ]
    host, port = host_port(settings.push_listen)
    for pump in pumps:
        pump.thread.start()
    try:
        with PushServer([pump.door for pump in pumps], host=host, port=port) as server:
            logger("worker").info("listening", address=server.url)
            while not stop.is_set() and not ended.wait(0.2):
                pass
    finally:
        unforeseen = ended.is_set()
        ended.set()
        for pump in pumps:
            pump.thread.join(20.0)
    if unforeseen:
        raise FirstbellError("a pushed source stopped; its message stands above")


class _Pump:
    """One source's connector, and the thread that makes what it takes durable."""

    def __init__(  # noqa: PLR0917 - called once, above
        self,
        settings: Settings,
        source: Source,
        broker: Broker,
        meter: Meter,
        ended: threading.Event,
        lock: Lock,
    ) -> None:
        self._settings = settings
        self._name = source.name
        self._broker = broker
        self._meter = meter
        self._ended = ended
        self._lock = lock
        self._connector = PushConnector(source.name)
        show_terms(meter, source)
        self._parse: Parser = parser_of(settings, source)
        self.door = Door(self._connector, self._parse, self._hash, self._shut)
        self.thread = threading.Thread(target=self._run, name=f"push-{source.name}", daemon=True)

    def _hash(self) -> str:
        """As it is now, so that a new token needs no restart."""
        try:
            return token_file(self._settings, self._name).read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def _shut(self) -> str:
        """What a sender is told while nothing may be taken."""
        why = self._lock.why()
        return f"locked: {why}. For the district: {where(self._settings)}" if why else ""

    def _run(self) -> None:
        try:
            run_source(
                self._connector,
                self._parse,
                self._broker,
                ring_file(self._settings),
                meter=self._meter,
                stop=self._ended,
                enabled=lambda: not switch(self._settings, self._name).exists() and self._lock.open(),
            )
        except Exception:  # noqa: BLE001 - the thread's own boundary: the process ends with it
            logger("worker").error("crashed", exc_info=True)
        finally:
            self._ended.set()
