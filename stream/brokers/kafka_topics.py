"""The topics on Kafka: what each must be, creating them, and saying what is wrong with them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import AuthorizationError, KafkaError, for_code

from stream.brokers.kafka_client import MAX_MESSAGE_BYTES, Cluster
from stream.errors import Fatal

LEASES = "leases"
SINGLE = frozenset({"dead", "gaps", "cursors", LEASES})
"""Topics that are created with one partition."""
MUST_BE_SINGLE = frozenset({"cursors", LEASES})
COMPACTED = frozenset({"cursors"})

_HOUR_MS = 3_600_000
_TOPIC_EXISTS = 36


@dataclass(frozen=True)
class Wanted:
    """A setting: `value` when we create the topic; found values in [low, high] or equal will do."""

    value: str
    low: float | None = None
    high: float | None = None

    def satisfied_by(self, found: str) -> bool:
        if self.low is None and self.high is None:
            return set(found.split(",")) == set(self.value.split(","))
        number = float(found)
        return (self.low or 0) <= number <= (math.inf if self.high is None else self.high)

    def __str__(self) -> str:
        if self.high is not None:
            return f"at most {self.high:.0f}"
        return self.value if self.low is None else f"at least {self.low:.0f}"


def wanted(topic: str, retention_hours: int) -> dict[str, Wanted]:
    """The settings of `topic` (our name). Retention only takes closed segments, so they are short."""
    retention = retention_hours * _HOUR_MS
    segment = min(_HOUR_MS, retention // 4)
    settings = {
        "cleanup.policy": Wanted("delete"),
        "retention.ms": Wanted(str(retention)),
        "retention.bytes": Wanted("-1"),
        "message.timestamp.type": Wanted("LogAppendTime"),
        "segment.ms": Wanted(str(segment), high=segment),
        "max.message.bytes": Wanted(str(MAX_MESSAGE_BYTES), low=MAX_MESSAGE_BYTES),
        "unclean.leader.election.enable": Wanted("false"),
    }
    if topic in COMPACTED:
        del settings["retention.ms"], settings["retention.bytes"]
        settings["cleanup.policy"] = Wanted("compact")
    return settings


def ensure(cluster: Cluster, topics: Sequence[str], partitions: int, retention_hours: int) -> dict[str, int]:
    """Create what is missing, verify what is there; partitions by topic. Fatal names each fault."""
    admin = cluster.admin()
    try:
        _create(cluster, admin, topics, partitions, retention_hours)
        counts = _counts(cluster, admin, topics)
        _verify(cluster, admin, counts, retention_hours)
    except KafkaError as error:
        raise cluster.error(error) from error
    finally:
        admin.close()
    return counts


def count_partitions(cluster: Cluster, topic: str) -> int:
    """Fatal when the topic does not exist."""
    admin = cluster.admin()
    try:
        found = _described(admin, [cluster.name(topic)])
    except KafkaError as error:
        raise cluster.error(error) from error
    finally:
        admin.close()
    if not found:
        raise Fatal(f"Kafka topic {cluster.name(topic)} does not exist: a worker creates it when it starts")
    return found[cluster.name(topic)]


def remove(cluster: Cluster, topics: Sequence[str]) -> None:
    """Delete topics with all they hold; one that is not there is no fault."""
    admin = cluster.admin()
    try:
        there = _described(admin, [cluster.name(topic) for topic in topics])
        if there:
            admin.delete_topics(list(there))
    except KafkaError as error:
        raise cluster.error(error) from error
    finally:
        admin.close()


def _create(
    cluster: Cluster, admin: Any, topics: Sequence[str], partitions: int, retention_hours: int
) -> None:
    there = _described(admin, [cluster.name(topic) for topic in topics])
    missing = {
        cluster.name(topic): {
            "num_partitions": 1 if topic in SINGLE else partitions,
            "configs": {name: setting.value for name, setting in wanted(topic, retention_hours).items()},
        }
        for topic in topics
        if cluster.name(topic) not in there
    }
    if not missing:
        return
    answer = admin.create_topics(missing, raise_errors=False)
    for topic in answer["topics"]:
        if topic["error_code"] not in (0, _TOPIC_EXISTS):
            error = for_code(topic["error_code"])
            if error.retriable or issubclass(error, AuthorizationError):
                raise error(topic["name"])
            raise Fatal(
                f"Kafka topic {topic['name']} cannot be created: {topic['error_message'] or error.__name__}"
            )
    admin.wait_for_topics(list(missing))


def _described(admin: Any, names: Sequence[str]) -> dict[str, int]:
    found = admin.describe_topics(list(names))
    return {topic["name"]: len(topic["partitions"]) for topic in found if topic["error_code"] == 0}


def _counts(cluster: Cluster, admin: Any, topics: Sequence[str]) -> dict[str, int]:
    found = _described(admin, [cluster.name(topic) for topic in topics])
    for topic in MUST_BE_SINGLE & set(topics):
        if found[cluster.name(topic)] != 1:
            raise Fatal(
                f"Kafka topic {cluster.name(topic)} has {found[cluster.name(topic)]} partitions and must have 1: "
                f"stop all workers and delete it with kafka-topics; they create it again"
            )
    return {topic: found[cluster.name(topic)] for topic in topics}


def _verify(cluster: Cluster, admin: Any, topics: Mapping[str, int], retention_hours: int) -> None:
    names = [ConfigResource(ConfigResourceType.TOPIC, cluster.name(topic)) for topic in topics]
    configs = admin.describe_configs(names, config_filter="all")["topic"]
    faults = []
    for topic in topics:
        found = configs[cluster.name(topic)]
        wrong = {
            name: setting
            for name, setting in wanted(topic, retention_hours).items()
            if not setting.satisfied_by(found[name]["value"])
        }
        if wrong:
            faults.append(_fault(cluster, topic, wrong, {name: found[name]["value"] for name in wrong}))
    if faults:
        raise Fatal("\n".join(faults))


def _fault(cluster: Cluster, topic: str, wrong: Mapping[str, Wanted], found: Mapping[str, str]) -> str:
    said = ", ".join(f"{name} is {found[name]}, wanted {setting}" for name, setting in wrong.items())
    values = ",".join(f"{name}={setting.value}" for name, setting in wrong.items())
    return (
        f"Kafka topic {cluster.name(topic)} has unusable settings: {said}. Remedy: kafka-configs "
        f"--bootstrap-server {cluster.servers[0]} --alter --entity-type topics "
        f"--entity-name {cluster.name(topic)} --add-config {values}"
    )
