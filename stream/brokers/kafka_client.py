"""What the parts of the Kafka broker share: address, names, limits, clients and errors."""

import re
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.errors import (
    AuthorizationError,
    IncompatibleBrokerVersion,
    KafkaConfigurationError,
    KafkaError,
    MessageSizeTooLargeError,
    SaslAuthenticationFailedError,
    UnsupportedVersionError,
)
from kafka.structs import TopicPartition as KafkaPartition

from stream.broker import Message
from stream.brokers.access import Access
from stream.errors import BadInput, Fatal, FirstbellError, Retriable

COUNT_HEADER = "count"
MAX_FRAME_BYTES = 1_000_000
"""Largest frame. Kafka's own bound, max.message.bytes, stands above it by more than the overhead of
a message, because one refused message makes an idempotent producer useless."""
MAX_MESSAGE_BYTES = 1_048_588

CONNECT_S = 3.0
BOOTSTRAP_MS = 10_000
REQUEST_MS = 10_000
DELIVERY_MS = 20_000
SESSION_MS = 10_000
"""A member that died gives up its partitions after this time."""
HEARTBEAT_MS = 2_000
ANSWER_MS = 3_000
"""How long a question (offsets, commits) may take before we ask again."""
CLOSE_MS = 3_000

_SERVER = re.compile(r"(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?):(\d{1,5})")
_WANTED = "use kafka://host:port, with more servers after commas: kafka://a:9092,b:9092"


def servers_of(address: str) -> tuple[str, ...]:
    """The servers in kafka://host:port[,host:port]. BadInput says which part is wrong."""
    if not address.startswith("kafka://"):
        raise BadInput(f"broker address {_masked(address)!r} does not begin with kafka://: {_WANTED}")
    rest = address.removeprefix("kafka://")
    if "@" in rest:
        raise BadInput(
            "broker address: user and password go into the table [kafka], not into the address; " + _WANTED
        )
    servers = tuple(rest.split(","))
    for server in servers:
        match = _SERVER.fullmatch(server)
        if match is None:
            raise BadInput(f"broker address {address!r}: {server!r} is not host:port; {_WANTED}")
        if not 1 <= int(match[2]) <= 65535:
            raise BadInput(f"broker address {address!r}: port {match[2]} is not between 1 and 65535")
    return servers


def _masked(address: str) -> str:
    return re.sub(r"//[^@]*@", "//***@", address)


@dataclass(frozen=True)
class Cluster:
    """One Kafka cluster as one deployment sees it: `prefix` stands before every name of ours."""

    servers: tuple[str, ...]
    prefix: str
    access: Access = field(default_factory=Access)
    away: str = field(init=False)

    def __post_init__(self) -> None:
        shown = ",".join(self.servers)
        hint = "is it running, and may this machine reach it?"
        if self.access.user:
            # kafka-python tries a refused password again until its time is over, and tells a time-out.
            hint += " Are user, password and mechanism in [kafka] right?"
        object.__setattr__(self, "away", f"Kafka at {shown} does not answer: {hint} (docs/kafka.md)")

    def name(self, ours: str) -> str:
        return f"{self.prefix}.{ours}"

    def at(self, ours: str, partition: int) -> KafkaPartition:
        return KafkaPartition(self.name(ours), partition)

    def message(self, record: Any) -> Message:
        """Our message from kafka-python's record; a message without a count holds one record."""
        count = next((int(value) for key, value in record.headers if key == COUNT_HEADER), 1)
        topic = record.topic.removeprefix(f"{self.prefix}.")
        value = record.value or b""
        return Message(topic, record.partition, record.offset, record.timestamp, bytes(value), count)

    def admin(self) -> Any:
        return self._client(KafkaAdminClient, {})

    def producer(self) -> Any:
        options = {
            "acks": "all",
            "enable_idempotence": True,
            "max_request_size": MAX_FRAME_BYTES + 10_000,
            "batch_size": MAX_FRAME_BYTES // 2,
            "delivery_timeout_ms": DELIVERY_MS,
            "max_block_ms": REQUEST_MS,
            "allow_auto_create_topics": False,
            "metrics_enabled": False,
        }
        return self._client(KafkaProducer, options)

    def consumer(self, **options: Any) -> Any:
        """A kafka-python consumer that commits and creates nothing by itself."""
        fixed = {"enable_auto_commit": False, "allow_auto_create_topics": False, "metrics_enabled": False}
        return self._client(KafkaConsumer, {**fixed, **options})

    def _client(self, kind: Callable[..., Any], options: Mapping[str, Any]) -> Any:
        self.probe()
        common = {
            "bootstrap_servers": list(self.servers),
            "client_id": self.prefix,
            "request_timeout_ms": REQUEST_MS,
            "reconnect_backoff_max_ms": 2_000,
            "bootstrap_timeout_ms": BOOTSTRAP_MS,
            **self.access.options(),
        }
        try:
            return kind(**common, **options)
        except (KafkaError, OSError) as error:
            raise self.error(error) from error

    def probe(self) -> None:
        """Fail at once when no server accepts a connection: kafka-python would block, and leave
        a thread behind for each attempt."""
        for server in self.servers:
            host, _, port = server.rpartition(":")
            try:
                with socket.create_connection((host.strip("[]"), int(port)), CONNECT_S) as found:
                    self.access.greet(found, host.strip("[]"))
            except ssl.SSLCertVerificationError as error:
                raise Fatal(
                    f"Kafka at {server}: its certificate is not trusted ({error.verify_message}): "
                    "name a file with the right one as `ca` in [kafka] (docs/kafka.md)"
                ) from error
            except OSError:
                continue
            return
        raise Retriable(self.away)

    def error(self, error: Exception) -> FirstbellError:
        """kafka-python's error as ours: what a person must change is Fatal, all else may pass."""
        kind = type(error).__name__
        shown = ",".join(self.servers)
        match error:
            case AuthorizationError() | SaslAuthenticationFailedError():
                return Fatal(
                    f"Kafka at {shown} refuses us ({kind}): give this client the rights in docs/kafka.md"
                )
            case MessageSizeTooLargeError():
                return Fatal(
                    f"Kafka at {shown} refuses a frame as too large: a topic's max.message.bytes was lowered; "
                    f"set it to {MAX_MESSAGE_BYTES} or more with kafka-configs (docs/kafka.md)"
                )
            case KafkaConfigurationError() | UnsupportedVersionError() | IncompatibleBrokerVersion():
                return Fatal(f"Kafka at {shown} cannot be used ({kind}): Kafka 3.0 or newer is needed")
            case _:
                return Retriable(f"{self.away} [{kind}]")
