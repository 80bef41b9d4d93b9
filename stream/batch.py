"""One batch of a stage: from messages to records, and from outcomes to frames."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from stream import topics, wire
from stream.broker import Broker, Frame, Message, Missed, TopicPartition
from stream.contracts import Cleared, DeadLetter, Drop, Gap, Post, Reason, Record, ReviewItem, key_of
from stream.errors import Fatal
from stream.journal import Place
from stream.keyring import KeyDestroyed, Ring
from stream.stage import PASSED_ON, Outcome, Poison, Stage


class _Run(NamedTuple):
    """Consecutive records of one frame: `records[start:]` are the frame's from `first` on."""

    start: int
    first: int
    message: Message


@dataclass(slots=True)
class Batch:
    """Messages in hand. `records` are all that could be read, in order."""

    stage: Stage
    now: datetime
    careful: bool = False
    messages: list[Message] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    unread: int = 0
    """Records in frames, or parts of frames, that could not be read."""
    letters: list[DeadLetter] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    skipped: dict[TopicPartition, int] = field(default_factory=dict)
    """Where reading goes on after what retention took, so that the same gap is not met again."""
    _runs: list[_Run] = field(default_factory=list)

    def add(self, message: Message, ring: Ring) -> None:
        """Open one message. What cannot be read becomes a dead letter or a gap; KeyMissing is raised."""
        self.messages.append(message)
        try:
            self._take(0, message, wire.decode(message.value, ring, message.topic))
        except wire.BadRecords as error:
            self._take_readable(message, error)
        except wire.BadFrame as error:
            self.unread += message.count
            self.letters.append(self._letter(message, 0, type(error).__name__))
        except KeyDestroyed:
            missed = Missed(message.topic, message.partition, message.offset, message.offset + 1)
            self.gaps.append(gap(missed, self.now))

    def weight(self) -> int:
        return sum(self.weights)

    def count(self) -> int:
        return sum(message.count for message in self.messages)

    def places(self) -> list[Place]:
        return [place_of(message) for message in self.messages]

    def offsets(self) -> dict[TopicPartition, int]:
        read = {TopicPartition(m.topic, m.partition): m.offset + 1 for m in self.messages}
        return self.skipped | read

    def where(self, position: int) -> tuple[Message, int]:
        """The message, and the index in it, of `records[position]`."""
        run = self._runs[bisect_right(self._runs, position, key=lambda run: run.start) - 1]
        return run.message, run.first + position - run.start

    def letter(self, position: int, error: str) -> DeadLetter:
        message, index = self.where(position)
        record = self.records[position]
        return self._letter(message, index, error, key_of(record), version_of(record))

    def _take(self, index: int, message: Message, records: Sequence[Record]) -> None:
        self._runs.append(_Run(len(self.records), index, message))
        self.records.extend(records)
        if self.stage.weigh is not None:
            self.weights.extend(self._weigh(record) for record in records)

    def _take_readable(self, message: Message, error: wire.BadRecords) -> None:
        for index, record in enumerate(error.records):
            if record is None:
                self.unread += 1
                self.letters.append(self._letter(message, index, type(error).__name__))
            else:
                self._take(index, message, [record])

    def _weigh(self, record: Record) -> int:
        if self.stage.weigh is None or isinstance(record, PASSED_ON):
            return 0
        try:
            return self.stage.weigh(record)
        except Exception:  # noqa: BLE001 - the poison boundary: the stage's function will meet the record and say so
            return 0

    def _letter(
        self, message: Message, index: int, error: str, post_id: str = "", version: str = ""
    ) -> DeadLetter:
        return DeadLetter(
            stage=self.stage.name,
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            index=index,
            error=error,
            at=self.now,
            post_id=post_id,
            version=version,
        )


@dataclass(slots=True)
class Settled:
    """What a batch came to. `done + drops + poisoned` is the number of its records."""

    outputs: list[Record] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    letters: list[DeadLetter] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    done: int = 0

    def frames(self, stage: Stage, broker: Broker, ring: Ring) -> list[Frame]:
        made: list[Frame] = []
        lots: tuple[tuple[str | None, Sequence[Record]], ...] = (
            (stage.sink, self.outputs),
            (topics.DROPS, self.drops),
            (topics.DEAD, self.letters),
            (topics.GAPS, self.gaps),
        )
        for topic, records in lots:
            if topic is not None and records:
                made += wire.frames(records, broker.partitions(topic), topic, ring)
        return made


def settle(batch: Batch, outcomes: Sequence[Outcome]) -> Settled:
    """Sort the outcomes. Fatal when the stage broke its promise of one fitting outcome a record."""
    stage, settled = batch.stage, Settled(letters=list(batch.letters), gaps=list(batch.gaps))
    for position, outcome in enumerate(outcomes):
        match outcome:
            case Drop() if stage.sink is not None and (post := _edited(batch.records[position])) is not None:
                # Further on, an older version may be held: the queue must hear of its end.
                settled.outputs.append(_cleared(post, outcome, stage))
                settled.done += 1
            case Drop():
                settled.drops.append(_signed(outcome, stage))
            case Poison(error):
                settled.letters.append(letter := batch.letter(position, error))
                settled.drops.append(_dead(letter))
            case None if stage.sink is None:
                settled.done += 1
            case None:
                raise Fatal(f"stage {stage.name} gave no outcome for a record: this is a mistake in its code")
            case _ if stage.sink is None:
                raise Fatal(
                    f"stage {stage.name} is a sink but passed a record on: this is a mistake in its code"
                )
            case _:
                settled.outputs.append(outcome)
                settled.done += 1
    return settled


def without_unwritable(outcomes: Sequence[Outcome], ring: Ring, topic: str) -> list[Outcome]:
    """The same outcomes, with each that wire cannot write turned into a Poison."""
    return [Poison("BadOutput") if _unwritable(outcome, ring, topic) else outcome for outcome in outcomes]


def gap(missed: Missed, now: datetime) -> Gap:
    """Retention took [first, last) away. The same gap has the same id, whoever records it."""
    where = f"{missed.topic}/{missed.partition}"
    name = f"{where}:{missed.first}-{missed.last}".encode()
    return Gap(
        post_id=hashlib.blake2b(name, digest_size=16).hexdigest(),
        where=where,
        first=str(missed.first),
        last=str(missed.last),
        at=now,
        why="retention",
    )


def place_of(message: Message) -> Place:
    return Place(message.topic, message.partition, message.offset)


def version_of(record: Record) -> str:
    if isinstance(record, Post | ReviewItem | Cleared | Drop | DeadLetter):
        return record.version
    post = getattr(record, "post", None)
    return post.version if isinstance(post, Post) else ""


def chunks(weights: Sequence[int], count: int, stage: Stage) -> Iterator[slice]:
    """Slices of `count` records within the stage's bounds; `weights` is empty when it weighs nothing."""
    start, weight = 0, 0
    for position in range(count) if weights and stage.max_weight else ():
        if position > start and (
            position - start >= stage.max_records or weight + weights[position] > stage.max_weight
        ):
            yield slice(start, position)
            start, weight = position, 0
        weight += weights[position]
    for begin in range(start, count, stage.max_records):
        yield slice(begin, min(begin + stage.max_records, count))


def _edited(record: Record) -> Post | None:
    post = record if isinstance(record, Post) else getattr(record, "post", None)
    return post if isinstance(post, Post) and post.edited else None


def _cleared(post: Post, drop: Drop, stage: Stage) -> Cleared:
    return Cleared(
        post_id=post.post_id,
        version=post.version,
        source=post.source,
        received_at=post.received_at,
        reason=drop.reason,
        stage=stage.name,
    )


def _signed(drop: Drop, stage: Stage) -> Drop:
    if drop.stage == stage.name:
        return drop
    return Drop(post_id=drop.post_id, version=drop.version, reason=drop.reason, stage=stage.name)


def _dead(letter: DeadLetter) -> Drop:
    return Drop(post_id=letter.post_id, version=letter.version, reason=Reason.DEAD_LETTER, stage=letter.stage)


def _unwritable(outcome: Outcome, ring: Ring, topic: str) -> bool:
    if outcome is None or isinstance(outcome, Poison):
        return False
    try:
        wire.frames([outcome], 1, topic, ring)
    except wire.BadOutput:
        return True
    return False
