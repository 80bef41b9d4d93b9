"""`firstbell worker signer`: signs the audit log's head, publishes it, and raises the alarm when it must refuse.

It only reads the database (its heartbeat apart) and loads no Django. Refusing never stops the rest: calls for
help go on, the alarm stands on the privacy officer's and the operator's pages until someone acts.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from firstbell.heartbeat import Heart
from firstbell.logs import logger
from firstbell.settings import Settings
from firstbell.signing import DELIVERIES, publishers, signer_folder
from privacy.publish import Deliveries, Published
from privacy.signer import Signer, alone
from privacy.verify_source import connected
from stream.errors import BadInput, Fatal, Retriable
from stream.metrics import Meter

POLL_S = 3.0
REFUSED_POLL_S = 30.0
REFUSES = "refuses"
"""The heartbeat's state while the alarm stands."""


def run_signer(settings: Settings, meter: Meter, heart: Heart, stopping: Callable[[float], bool]) -> None:
    """Look every few seconds until `stopping(seconds)` says so; then sign once more what is left."""
    work = SignerWork(settings, meter, heart)
    while True:
        with suppress(Fatal), alone(signer_folder(settings)):
            while not stopping(work.pause_s):
                work.step(datetime.now(UTC))
            work.step(datetime.now(UTC), last=True)
            return
        work.refuse(
            f"no signer can work in {signer_folder(settings)}: another one runs, or it is missing",
            datetime.now(UTC),
        )
        if stopping(POLL_S):
            return


class SignerWork:
    """One look at a time."""

    def __init__(self, settings: Settings, meter: Meter, heart: Heart) -> None:
        self._settings = settings
        self._meter = meter
        self._heart = heart
        self._signer: Signer | None = None
        self._log = logger("signer")
        self._told = ""
        self._faults: dict[str, str] = {}
        meter.signer(0, refuses=False)

    @property
    def pause_s(self) -> float:
        """Until the next look. A log that is refused may have to be read as a whole each time."""
        return REFUSED_POLL_S if self._heart.state == REFUSES else POLL_S

    def step(self, now: datetime, *, last: bool = False) -> None:
        """Sign when it is due (or `last`), publish what is signed. A database away costs this look only."""
        try:
            signer = self._signer or self._load()
            with connected(self._target()) as connection:
                if (last or signer.due(connection, now)) and signer.sign(connection, now):
                    self._log.info("checkpoint", entries=signer.last.size)
        except (Retriable, BadInput):
            self._say("the database cannot be read; it is tried again", alarm=False)
            return
        except Fatal as error:
            self.refuse(str(error), now)
            return
        self._well(signer)

    def refuse(self, why: str, now: datetime) -> None:
        """Say it in the log, by the heartbeat, in metrics and through every publisher."""
        self._say(why, alarm=True)
        self._heart.state = REFUSES
        self._meter.signer(self._signer.last.size if self._signer else 0, refuses=True)
        self._note(self._deliveries().alarm(why, now))

    def _well(self, signer: Signer) -> None:
        if self._told:
            self._log.info("signs_again", entries=signer.last.size)
        self._told = ""
        self._heart.state = "running"
        self._meter.signer(signer.last.size, refuses=False)
        deliveries, last = self._deliveries(), signer.last
        faults = deliveries.calm()
        if last.checkpoint:
            at = datetime.fromisoformat(last.at)
            faults |= deliveries.publish(Published(last.checkpoint, last.size, signer.key.verifier, at))
        self._note(faults)

    def _load(self) -> Signer:
        given = self._settings.checkpoints
        self._signer = Signer(
            signer_folder(self._settings),
            every=timedelta(minutes=given.every_minutes),
            entries=given.every_entries,
        )
        return self._signer

    def _target(self) -> str:
        settings = self._settings
        return str(settings.path("records.db")) if settings.database == "sqlite" else settings.database

    def _deliveries(self) -> Deliveries:
        return Deliveries(signer_folder(self._settings) / DELIVERIES, publishers(self._settings))

    def _say(self, text: str, *, alarm: bool) -> None:
        """Once a text: a look comes every few seconds."""
        if text != self._told:
            (self._log.error if alarm else self._log.warning)("refuses" if alarm else "waits", why=text)
        self._told = text

    def _note(self, faults: dict[str, str]) -> None:
        if faults != self._faults and faults:
            self._log.warning(
                "not_published",
                **faults,
                remedy="it is tried again; is the folder there, the mail server up?",
            )
        self._faults = faults
