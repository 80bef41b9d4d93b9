"""What the runner costs: µs of worker CPU a record, against a bare loop and against quixstreams.

python -m bench.runner [--kafka HOST:PORT] [--records N] [--rounds N] [--quix-python PATH]

All three read posts of about 450 bytes from four partitions of one Kafka broker, set one field and
write them to another topic with acks=all, in a process of their own, in turns:

bare      kafka-python by hand: frames of 200 records as plain JSON Lines, futures checked, committed
runner    stream.runner with the same function: frames, encryption, metrics, dead letters, the lot
quix      quixstreams (librdkafka, in C), one JSON record a message, if PATH has it installed

CPU is time.process_time from the first record seen to the last one committed: all threads of the
worker, neither its start nor the broker. The sentence and the JSON on stdout give medians.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from kafka import KafkaConsumer, KafkaProducer
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.structs import OffsetAndMetadata

from stream import topics, wire
from stream.broker import Frame
from stream.brokers.kafka import KafkaBroker
from stream.contracts import Post, Record
from stream.keyring import KeyRing
from stream.metrics import Meter
from stream.retry import Flag
from stream.runner import run_stage
from stream.stage import Stage

FRAME = 200
PARTITIONS = 4
QUIX = Path(__file__).with_name("quix_worker.py")
TEXT = "invented words about an ordinary day, the weather and the way to the market; " * 3


def posts(count: int) -> list[Post]:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    envelope = bytes(48)
    return [
        Post(post_id=f"{i:032x}", version="1", source="bench", text=TEXT, received_at=now, envelope=envelope)
        for i in range(count)
    ]


def set_field(records: Sequence[Post]) -> list[Record]:
    return [msgspec.structs.replace(record, lang="en") for record in records]


class Clock:
    """CPU of this process from the first call of `start` on."""

    def __init__(self) -> None:
        self._at = 0.0

    def start(self) -> None:
        self._at = self._at or time.process_time()

    def spent(self) -> float:
        return time.process_time() - self._at


def fill(broker: KafkaBroker, count: int, *, ring: KeyRing | None) -> None:
    """Frames of FRAME records, each of one partition; sealed when there is a ring, else plain lines."""
    broker.open([*topics.ALL])
    encoder = msgspec.json.Encoder()
    by_partition: dict[int, list[Post]] = {p: [] for p in range(PARTITIONS)}
    for post in posts(count):
        by_partition[wire.partition_of(post.post_id, PARTITIONS)].append(post)
    for partition, mine in by_partition.items():
        for start in range(0, len(mine), FRAME):
            part = mine[start : start + FRAME]
            value = wire.encode(part, ring, topics.POSTS) if ring else encoder.encode_lines(part)
            broker.append([Frame(topics.POSTS, partition, value, len(part))])


def bare(server: str, prefix: str, count: int) -> float:
    fill(KafkaBroker(f"kafka://{server}", prefix=prefix, partitions=PARTITIONS), count, ring=None)
    decoder, encoder = msgspec.json.Decoder(Post), msgspec.json.Encoder()
    consumer = KafkaConsumer(
        f"{prefix}.posts",
        bootstrap_servers=server,
        group_id=f"{prefix}.bare",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        partition_assignment_strategy=[CooperativeStickyAssignor],
        metrics_enabled=False,
    )
    producer = KafkaProducer(bootstrap_servers=server, acks="all", metrics_enabled=False)
    clock, done = Clock(), 0
    while done < count:
        polled = consumer.poll(timeout_ms=500, max_records=5)
        if not polled:
            continue
        clock.start()
        futures, offsets = [], {}
        for at, messages in polled.items():
            for message in messages:
                records = set_field(decoder.decode_lines(message.value))
                value = encoder.encode_lines(records)
                futures.append(producer.send(f"{prefix}.located", value, partition=at.partition))
                done += len(records)
            offsets[at] = OffsetAndMetadata(messages[-1].offset + 1, "", -1)
        for future in futures:
            future.get(timeout=30)
        consumer.commit(offsets)
    spent = clock.spent()
    producer.close(timeout=5)
    consumer.close(autocommit=False, timeout_ms=3000)
    return spent


def runner(server: str, prefix: str, count: int) -> float:
    ring = KeyRing.throwaway()
    broker = KafkaBroker(f"kafka://{server}", prefix=prefix, partitions=PARTITIONS)
    fill(broker, count, ring=ring)
    clock, stop, done = Clock(), Flag(), 0

    def work(records: Sequence[Post]) -> list[Record]:
        nonlocal done
        clock.start()
        done += len(records)
        if done >= count:
            stop.set()  # the batch in hand is finished first
        return set_field(records)

    stage = Stage("bench", topics.POSTS, topics.LOCATED, work)
    run_stage(stage, broker, ring, meter=Meter(), stop=stop)
    spent = clock.spent()
    broker.close()
    return spent


def quix(python: str, server: str, prefix: str, count: int) -> dict[str, Any]:
    """quixstreams reads what suits it: a message a record."""
    KafkaBroker(f"kafka://{server}", prefix=prefix, partitions=PARTITIONS).open(["posts", "located"])
    producer = KafkaProducer(
        bootstrap_servers=server, linger_ms=50, batch_size=500_000, metrics_enabled=False
    )
    encoder = msgspec.json.Encoder()
    for post in posts(count):
        partition = wire.partition_of(post.post_id, PARTITIONS)
        producer.send(f"{prefix}.posts", encoder.encode(post), post.post_id.encode(), partition=partition)
    producer.flush(120)
    producer.close(timeout=5)
    command = [python, str(QUIX), server, prefix, str(count)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def child(kind: str, server: str, count: int) -> float:
    command = [
        sys.executable,
        "-m",
        "bench.runner",
        "--child",
        kind,
        "--kafka",
        server,
        "--records",
        str(count),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


@contextlib.contextmanager
def server_at(given: str | None) -> Iterator[str]:
    if given:
        yield given
        return
    from tests.kafka_server import KafkaServer, missing  # noqa: PLC0415 - only where none is given

    if reason := missing():
        raise SystemExit(reason)
    with KafkaServer() as server:
        yield server.address


def compare(server: str, count: int, rounds: int, quix_python: str | None) -> dict[str, Any]:
    micros: dict[str, list[float]] = {"bare": [], "runner": []}
    settings: dict[str, Any] = {}
    for _ in range(rounds):
        for kind in ("bare", "runner"):
            micros[kind].append(child(kind, server, count) / count * 1e6)
        if quix_python:
            found = quix(quix_python, server, f"b{uuid.uuid4().hex[:8]}", count)
            micros.setdefault("quix", []).append(found.pop("seconds") / count * 1e6)
            settings = found
    middle = {kind: round(median(values), 2) for kind, values in micros.items()}
    size = len(msgspec.json.encode(posts(1)[0]))
    return {
        "us_per_record": middle,
        "rounds": {kind: [round(value, 2) for value in values] for kind, values in micros.items()},
        "runner_to_bare": round(middle["runner"] / middle["bare"], 2),
        "runner_to_quix": round(middle["runner"] / middle["quix"], 2) if quix_python else None,
        "records": count,
        "bytes_a_record": size,
        "quix": settings,
        "cpus": os.cpu_count(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kafka", default=os.environ.get("FIRSTBELL_KAFKA"), metavar="HOST:PORT")
    parser.add_argument("--records", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quix-python", metavar="PATH", help="a Python that has quixstreams installed")
    parser.add_argument("--child", choices=("bare", "runner"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        prefix = f"b{uuid.uuid4().hex[:8]}"
        print({"bare": bare, "runner": runner}[given.child](given.kafka, prefix, given.records))
        return
    with server_at(given.kafka) as server:
        found = compare(server, given.records, given.rounds, given.quix_python)
    print(json.dumps(found, indent=2))
    cost = found["us_per_record"]
    said = (
        f"The runner costs {cost['runner']} µs of CPU a record, {found['runner_to_bare']} times a bare loop"
    )
    if given.quix_python:
        said += f" and {found['runner_to_quix']} times quixstreams"
    print(f"{said} (targets: at most 2, less than 0.5).", file=sys.stderr)


if __name__ == "__main__":
    main()
