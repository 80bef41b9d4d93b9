"""Services that system tests share: started once, when they are installed here."""

from collections.abc import Iterator

import pytest

from tests import kafka_server, postgres_server
from tests.kafka_server import KafkaServer


@pytest.fixture(scope="session")
def kafka_url() -> Iterator[str]:
    if (missing := kafka_server.missing()) and not kafka_server.required():
        pytest.skip(missing)
    with KafkaServer() as server:
        yield server.url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if postgres_server.find_binaries() is None and not postgres_server.required():
        pytest.skip("no PostgreSQL: apt-get install postgresql, or set FIRSTBELL_POSTGRES")
    with postgres_server.postgres() as url:
        yield url
