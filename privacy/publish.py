"""Takes signed checkpoints out of the operator's reach: to a folder, by mail. More ways implement Publisher.

Django-free. What was published when lies in one small file beside the signer's memory, so that a publisher
that failed is tried again and one that works is not repeated.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from privacy import letters
from privacy.letters import MailSettings
from privacy.signer_state import write_durably
from stream.errors import BadInput

FAULTS = (*letters.FAULTS, BadInput)
LATEST = "checkpoint"
PUBLIC = "public-key"
ALARM = "ALARM.txt"
ALARM_AGAIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Published:
    """A checkpoint on its way out. `key`: the public key by which it is checked."""

    text: str
    size: int
    key: str
    at: datetime

    @property
    def origin(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def hands_over(self) -> bool:
        """Signed by two keys: nobody should learn of the new one late."""
        return self.text.count("\n— ") > 1


class Publisher(Protocol):
    """`name` stands in the log of the process; `every` is how long the next checkpoint may wait at least."""

    @property
    def name(self) -> str: ...

    @property
    def every(self) -> timedelta: ...

    def publish(self, checkpoint: Published) -> None:
        """Raises one of FAULTS when it did not get out; it is tried again."""

    def alarm(self, text: str, now: datetime) -> None:
        """Say that the signer refuses. Raises one of FAULTS."""

    def calm(self) -> None:
        """It signs again. Raises one of FAULTS."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Each checkpoint as a file of its own that is never written again, under the day it was signed; the newest
    also as `checkpoint`. Let the folder be a share that another party keeps, append-only where it can be."""

    path: Path
    name: str = "folder"
    every: timedelta = timedelta(0)

    def publish(self, checkpoint: Published) -> None:
        day = self.path / f"{checkpoint.at:%Y-%m-%d}"
        day.mkdir(mode=0o755, parents=True, exist_ok=True)
        name = f"checkpoint-{checkpoint.size:012d}"
        kept = day / name
        number = 1
        while kept.exists() and kept.read_text("utf-8") != checkpoint.text:
            number += 1
            kept = day / f"{name}-{number}"
        if not kept.exists():
            write_durably(kept, checkpoint.text)
        write_durably(self.path / PUBLIC, checkpoint.key + "\n")
        write_durably(self.path / LATEST, checkpoint.text)

    def alarm(self, text: str, now: datetime) -> None:
        self.path.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not (self.path / ALARM).exists():
            write_durably(self.path / ALARM, f"{now:%Y-%m-%d %H:%M} UTC\n{text}\n")

    def calm(self) -> None:
        (self.path / ALARM).unlink(missing_ok=True)


def kept(folder: Path) -> Iterator[tuple[str, str]]:
    """(name, text) of the checkpoints that lie in `folder`: the newest, and the last of each day."""
    days = [sorted(day.glob("checkpoint-*")) for day in sorted(folder.glob("????-??-??"))]
    for path in [folder / LATEST, *(files[-1] for files in days if files)]:
        if path.is_file():
            yield str(path.relative_to(folder.parent)), path.read_text("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter to people outside the operator's control, with the checkpoint and the public key attached."""

    to: tuple[str, ...]
    server: MailSettings
    outbox: Path
    every: timedelta
    alarm_to: tuple[str, ...] = ()
    name: str = "mail"

    def publish(self, checkpoint: Published) -> None:
        if not self.to:
            return
        text = (
            f"The audit log {checkpoint.origin} had {checkpoint.size} entries at"
            f" {checkpoint.at:%Y-%m-%d %H:%M} UTC. Attached is its signed checkpoint.\n\n"
            "Please keep this letter. It holds no name and no post. With it anyone can find out later whether an"
            " entry was changed, removed or added behind the district's back:\n\n"
            "    firstbell audit verify --checkpoint checkpoint.txt --key public-key.txt\n"
        )
        subject = f"Firstbell: checkpoint of the audit log, {checkpoint.size} entries"
        made = letters.letter(self.server.sender, self.to, subject, text, checkpoint.at)
        for name, content in (("checkpoint.txt", checkpoint.text), ("public-key.txt", checkpoint.key + "\n")):
            # As bytes: a mail program that rewrites line ends or dashes would break the signature.
            made.add_attachment(
                content.encode(), maintype="application", subtype="octet-stream", filename=name
            )
        letters.send(self.server, self.outbox, made, "checkpoint", checkpoint.at)

    def alarm(self, text: str, now: datetime) -> None:
        to = tuple(dict.fromkeys((*self.alarm_to, *self.to)))
        if not to:
            raise BadInput("nobody to tell: set [coverage] privacy_officer in the district file")
        body = (
            f"The signer of the audit log refuses to sign since {now:%Y-%m-%d %H:%M} UTC:\n\n    {text}\n\n"
            "Either someone changed the log, or something is broken. Do not restore, repair or delete anything yet:"
            " keep a copy of the database and of the signer's folder, then run `firstbell audit verify` with the"
            " newest checkpoint that you received by mail. docs/audit.md says what to do next.\n"
        )
        subject = "Firstbell: ALARM, the audit log does not agree with its signer"
        made = letters.letter(self.server.sender, to, subject, body, now)
        letters.send(self.server, self.outbox, made, "alarm", now)

    def calm(self) -> None:
        """The letter is out; nothing takes it back."""


class Deliveries:
    """What went out by which publisher, in `file`."""

    def __init__(self, file: Path, publishers: Sequence[Publisher]) -> None:
        self._file = file
        self._publishers = publishers
        self._done: dict[str, dict[str, str]] = _read(file)

    def publish(self, checkpoint: Published) -> dict[str, str]:
        """Hand it to each publisher for which it is new and due. Returns faults: name -> type of error."""
        return self._each(lambda one: self._publish(one, checkpoint))

    def alarm(self, text: str, now: datetime) -> dict[str, str]:
        """Tell each publisher, again after a day while it lasts."""
        return self._each(lambda one: self._alarm(one, text, now))

    def calm(self) -> dict[str, str]:
        return self._each(self._calm)

    def _publish(self, one: Publisher, checkpoint: Published) -> None:
        done = self._done.setdefault(one.name, {})
        if done.get("text") == checkpoint.text:
            return
        if (
            "at" in done
            and not checkpoint.hands_over
            and checkpoint.at < datetime.fromisoformat(done["at"]) + one.every
        ):
            return
        one.publish(checkpoint)
        done |= {"text": checkpoint.text, "at": checkpoint.at.isoformat()}

    def _alarm(self, one: Publisher, text: str, now: datetime) -> None:
        done = self._done.setdefault(one.name, {})
        if "alarm" in done and now < datetime.fromisoformat(done["alarm"]) + ALARM_AGAIN:
            return
        one.alarm(text, now)
        done["alarm"] = now.isoformat()

    def _calm(self, one: Publisher) -> None:
        if self._done.get(one.name, {}).get("alarm"):
            one.calm()
            del self._done[one.name]["alarm"]

    def _each(self, act: Callable[[Publisher], None]) -> dict[str, str]:
        faults: dict[str, str] = {}
        before = json.dumps(self._done)
        for one in self._publishers:
            try:
                act(one)
            except FAULTS as error:
                faults[one.name] = type(error).__name__
        if json.dumps(self._done) != before:
            write_durably(self._file, json.dumps(self._done) + "\n", 0o600)
        return faults


def _read(file: Path) -> dict[str, dict[str, str]]:
    """Nothing when it is missing or damaged: then each publisher gets the newest checkpoint once more."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
