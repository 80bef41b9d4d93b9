"""`firstbell worker STAGE`: one stage as one process, from its broker to its counters."""

import os
from pathlib import Path

from firstbell.clock_worker import run_clock
from firstbell.heartbeat import Heart
from firstbell.keyring_command import ring_file
from firstbell.keys import KEYS, id_key
from firstbell.logs import configure, logger
from firstbell.numbers import serve_metrics
from firstbell.pipeline import STAGES
from firstbell.settings import BlueskySource, ImportSource, Settings, Source
from firstbell.supervisor import RESTARTS
from stream import retry
from stream.broker import Broker
from stream.brokers import connect
from stream.errors import BadInput, FirstbellError
from stream.journal import Journal
from stream.metrics import Meter
from stream.pump import run_source
from stream.runner import run_stage, stop_on_signals
from stream.source import Connector, Parser
from stream.topics import ALL


def work(settings: Settings, stage: str, source: str | None = None) -> int:
    """Run until SIGTERM. Returns the exit status."""
    name = f"{stage}-{source}" if source else stage
    configure(name)
    try:
        return _work(settings, stage, source, name)
    except FirstbellError:
        raise
    except Exception:  # noqa: BLE001 - the process's own boundary
        # A traceback as Python prints it may quote a post; the log has type and places only.
        logger("worker").error("crashed", exc_info=True)
        return 1


def _work(settings: Settings, stage: str, source: str | None, name: str) -> int:
    if stage == "console":
        from firstbell.console import serve

        return serve(settings)
    stop = stop_on_signals()
    meter = Meter()
    meter.restarted(stage, int(os.environ.get(RESTARTS, "0")))
    heart = Heart(settings, stage, meter.snapshot)
    serve_metrics(settings, meter, name)
    if stage == "clock":
        heart.start()
        run_clock(settings, meter, lambda seconds: retry.wait(seconds, stop))
    elif stage == "ingest":
        _ingest(settings, _source(settings, source), meter, stop, heart)
    else:
        _stage(settings, stage, meter, stop, heart)
    heart.stop()
    logger("worker").info("stopped")
    return 0


def open_broker(settings: Settings) -> Broker:
    """Connect, and create or verify all topics."""
    broker = connect(
        settings.broker,
        home=settings.home,
        topic_prefix=settings.topic_prefix,
        partitions=settings.partitions,
        retention_hours=settings.retention_hours,
    )
    broker.open(ALL)
    return broker


def patiently(settings: Settings, stop: retry.Stop) -> Broker | None:
    """open_broker, again and again while the broker is away. None when stopped meanwhile."""
    attempt = 0
    while True:
        try:
            return open_broker(settings)
        except Exception as error:
            attempt += 1
            delay = retry.decide(error, attempt)
            if delay is None:
                raise
            logger("worker").warning("broker_away", exc_info=True, again_in_s=round(delay, 1))
            if retry.wait(delay, stop):
                return None


def _stage(settings: Settings, name: str, meter: Meter, stop: retry.Stop, heart: Heart) -> None:
    stage = STAGES[name](settings, meter)
    broker = patiently(settings, stop)
    if broker is None:
        return
    journal = Journal.claim(settings.path("state"), name)
    heart.start()
    try:
        run_stage(stage, broker, ring_file(settings), meter=meter, stop=stop, journal=journal)
    finally:
        journal.close()
        broker.close()


def _ingest(settings: Settings, source: Source, meter: Meter, stop: retry.Stop, heart: Heart) -> None:
    connector, parser = _connector(settings, source)
    broker = patiently(settings, stop)
    if broker is None:
        return
    heart.start()
    switch = settings.path("state", f"pause-{source.name}")
    try:
        run_source(
            connector,
            parser,
            broker,
            ring_file(settings),
            meter=meter,
            stop=stop,
            enabled=lambda: not switch.exists(),
        )
    finally:
        broker.close()


def _source(settings: Settings, name: str | None) -> Source:
    known = {source.name: source for source in settings.sources}
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name not in known:
        named = ", ".join(sorted(known)) or "none: add [[sources]] to firstbell.toml"
        raise BadInput(f"--source {name!r}: configured are {named}")
    return known[name]


def _connector(settings: Settings, source: Source) -> tuple[Connector, Parser]:
    from privacy.keys import load_public
    from privacy.sealing import sealer

    seal, key = sealer(load_public(settings.path(KEYS))), id_key(settings)
    match source:
        case BlueskySource():
            from ingest import bluesky
            from ingest.jetstream import JetstreamConnector

            return JetstreamConnector(source.url, name=source.name), bluesky.parser(seal, key)
        case ImportSource():
            from ingest import importer
            from ingest.files import FileConnector

            path = settings.home / Path(source.path)
            return FileConnector(path, name=source.name, follow=source.follow), importer.parser(
                seal, key, source.name
            )
