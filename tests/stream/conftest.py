"""One Apache Kafka for all tests of this run; each test has topics of its own."""

import os
import uuid
from collections.abc import Iterator

import pytest

from tests import kafka_server


@pytest.fixture(scope="session")
def kafka_url() -> Iterator[str]:
    """kafka://host:port of FIRSTBELL_KAFKA, or of a broker started for this run; skips without one."""
    if given := os.environ.get("FIRSTBELL_KAFKA"):
        yield f"kafka://{given}"
        return
    if reason := kafka_server.missing():
        if kafka_server.required():
            pytest.fail(f"CI must run these tests: {reason}")
        pytest.skip(reason)
    with kafka_server.KafkaServer() as server:
        yield server.url


@pytest.fixture
def prefix() -> str:
    return f"t{uuid.uuid4().hex[:8]}"
