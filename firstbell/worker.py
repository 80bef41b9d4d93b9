"""`firstbell worker STAGE`: one stage as one process, from its broker to its counters."""

import os
from collections.abc import Callable

from firstbell.adoption import Lock
from firstbell.clock_worker import run_clock
from firstbell.heartbeat import Heart
from firstbell.keyring_command import ring_file
from firstbell.logs import configure, logger
from firstbell.numbers import serve_metrics
from firstbell.pipeline import STAGES
from firstbell.settings import Settings
from firstbell.supervisor import RESTARTS
from stream import retry
from stream.broker import Broker
from stream.brokers import connect
from stream.errors import FirstbellError
from stream.journal import Journal
from stream.metrics import Meter
from stream.pump import run_source
from stream.runner import run_stage, stop_on_signals
from stream.source import Connector, Parser
from stream.topics import ALL

TIP_SOURCES = ("tip", "tip-mail")
"""Sources that stand in [tips]; firstbell.tips makes them."""


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
    if stage == "tips":
        from firstbell.tips import serve_tips

        return serve_tips(settings)
    stop = stop_on_signals()
    meter = Meter()
    meter.restarted(stage, int(os.environ.get(RESTARTS, "0")))
    heart = Heart(settings, "ingest" if stage == "ingest-push" else stage, meter.snapshot)
    serve_metrics(settings, meter, name)
    if stage == "clock":
        heart.start()
        run_clock(settings, meter, lambda seconds: retry.wait(seconds, stop))
    elif stage == "vault":
        from firstbell.vault_worker import run_vault

        heart.start()
        run_vault(settings, lambda seconds: retry.wait(seconds, stop))
    elif stage == "verify":
        from firstbell.verify_worker import run_verifier

        heart.start()
        run_verifier(settings, lambda seconds: retry.wait(seconds, stop))
    elif stage == "ingest" and source in TIP_SOURCES:
        from firstbell.tips import tip_source

        _ingest(settings, tip_source(settings, source), meter, stop, heart, unlocked=lambda: True)
    elif stage == "signer":
        from firstbell.signer_worker import run_signer

        heart.start()
        run_signer(settings, meter, heart, lambda seconds: retry.wait(seconds, stop))
    elif stage == "ingest":
        from firstbell.source_wiring import made, named, show_terms

        given = named(settings, source)
        show_terms(meter, given)
        _ingest(settings, made(settings, given), meter, stop, heart, unlocked=lock(settings, heart).open)
    elif stage == "ingest-push":
        _push(settings, meter, stop, heart)
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
        access=settings.access,
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


def lock(settings: Settings, heart: Heart) -> Lock:
    """The lock of adoption; while it is shut the worker's heartbeat says "locked"."""

    def told(why: str) -> None:
        heart.state = "locked" if why else "running"

    return Lock(settings, told)


def _ingest(
    settings: Settings,
    made: tuple[Connector, Parser],
    meter: Meter,
    stop: retry.Stop,
    heart: Heart,
    *,
    unlocked: Callable[[], bool],
) -> None:
    connector, parser = made
    broker = patiently(settings, stop)
    if broker is None:
        return
    heart.start()
    switch = settings.path("state", f"pause-{connector.name}")
    try:
        run_source(
            connector,
            parser,
            broker,
            ring_file(settings),
            meter=meter,
            stop=stop,
            enabled=lambda: not switch.exists() and unlocked(),
        )
    finally:
        broker.close()


def _push(settings: Settings, meter: Meter, stop: retry.Stop, heart: Heart) -> None:
    from firstbell.push_worker import pushed, run_push

    brokers: list[Broker] = []
    try:
        for _ in pushed(settings):
            broker = patiently(settings, stop)
            if broker is None:
                return
            brokers.append(broker)
        heart.start()
        run_push(settings, meter, stop, brokers, lock(settings, heart))
    finally:
        for broker in brokers:
            broker.close()
