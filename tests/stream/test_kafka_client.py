"""Addresses of Kafka, right, wrong and dead. Needs no Kafka."""

import socket

import pytest

from stream.brokers.kafka import KafkaBroker
from stream.brokers.kafka_client import servers_of
from stream.errors import BadInput, Retriable


@pytest.mark.parametrize(
    ("address", "servers"),
    [
        ("kafka://localhost:9092", ("localhost:9092",)),
        ("kafka://a.example:9092,10.0.0.7:9093", ("a.example:9092", "10.0.0.7:9093")),
        ("kafka://[::1]:9092", ("[::1]:9092",)),
    ],
)
def test_addresses_are_read(address: str, servers: tuple[str, ...]) -> None:
    assert servers_of(address) == servers


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("localhost:9092", "does not begin with kafka://"),
        ("kafka://", "not host:port"),
        ("kafka://localhost", "not host:port"),
        ("kafka://localhost:9092,", "not host:port"),
        ("kafka://localhost:9092/topic", "not host:port"),
        ("kafka://local host:9092", "not host:port"),
        ("kafka://localhost:0", "between 1 and 65535"),
        ("kafka://localhost:70000", "between 1 and 65535"),
        ("kafka://me:secret@localhost:9092", "user and password"),
        ("http://me:secret@localhost:9092", "does not begin with kafka://"),
    ],
)
def test_a_wrong_address_is_told_with_the_right_form(address: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as raised:
        KafkaBroker(address)
    assert "kafka://" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_broker_that_is_not_there_is_named_and_may_be_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        broker = KafkaBroker(f"kafka://{address}")
        with pytest.raises(Retriable, match=address) as raised:
            broker.open(["posts"])
    assert "is it running" in str(raised.value)
