"""Where topics live: `memory` for tests, `embedded` on one machine, `kafka` when that is outgrown."""

from pathlib import Path

from stream.broker import Broker
from stream.brokers.access import Access
from stream.errors import BadInput


def connect(
    url: str,
    home: Path,
    *,
    topic_prefix: str = "firstbell",
    partitions: int = 6,
    retention_hours: int = 24,
    access: Access | None = None,
) -> Broker:
    """The broker that `url` names: `embedded` (stream.db in `home`), or kafka://host:port[,host:port].

    `topic_prefix`, `partitions` and `access` are Kafka's; the embedded stream belongs to one home folder.
    """
    if url == "embedded":
        from stream.brokers.embedded import EmbeddedBroker  # noqa: PLC0415 - loads only what is used

        return EmbeddedBroker(home / "stream.db", retention_hours=retention_hours)
    if url.startswith("kafka://"):
        from stream.brokers.kafka import KafkaBroker  # noqa: PLC0415 - kafka-python loads only when used

        return KafkaBroker(
            url,
            prefix=topic_prefix,
            partitions=partitions,
            retention_hours=retention_hours,
            access=access,
        )
    raise BadInput(f"broker {url!r}: use `embedded` or kafka://host:port")
