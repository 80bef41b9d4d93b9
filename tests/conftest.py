"""One throw-away home folder for the whole run, made before Django reads its settings."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import kafka_server, postgres_server

_home = Path(tempfile.mkdtemp(prefix="firstbell-tests-"))
os.environ["FIRSTBELL_HOME"] = str(_home)
# Not in pyproject.toml: pytest-django would read the settings there before this home folder is made.
os.environ["DJANGO_SETTINGS_MODULE"] = "firstbell.django_settings"
os.environ.pop("FIRSTBELL_DATABASE", None)
os.environ.pop("FIRSTBELL_BROKER", None)
if postgres := os.environ.get("FIRSTBELL_TEST_DATABASE"):
    os.environ["FIRSTBELL_DATABASE"] = postgres


# Timing never decides a test, least of all on a busy machine.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--seconds", type=float, default=0.0, help="how long the kill and soak tests go on; 0 skips them"
    )


def pytest_configure() -> None:
    from firstbell.initialise import initialise  # noqa: PLC0415 - the environment must be set first

    initialise(_home, sample=True)
    from django.conf import settings  # noqa: PLC0415 - as above

    from privacy.vault_line import Here  # noqa: PLC0415 - as above

    # pytest-django sets Django up after this hook when its settings have been read.
    assert settings.DATABASES
    settings.VAULT = Here()


def pytest_unconfigure() -> None:
    shutil.rmtree(_home, ignore_errors=True)


def pytest_runtest_setup() -> None:
    from pytest_socket import socket_allow_hosts  # noqa: PLC0415 - a plugin, loaded by pytest

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _log_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits for real leaves no entries to the next."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if mark and mark.kwargs.get("transaction"):
        from tests.privacy.signed_log import empty_log  # noqa: PLC0415 - needs Django

        with request.getfixturevalue("django_db_blocker").unblock():
            empty_log()


@pytest.fixture(scope="session")
def home() -> Path:
    """The initialised home folder that the settings of this run point to."""
    return _home


@pytest.fixture(scope="session")
def kafka_url() -> Iterator[str]:
    if (missing := kafka_server.missing()) and not kafka_server.required():
        pytest.skip(missing)
    with kafka_server.KafkaServer() as server:
        yield server.url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if postgres_server.find_binaries() is None and not postgres_server.required():
        pytest.skip("no PostgreSQL: apt-get install postgresql, or set FIRSTBELL_POSTGRES")
    with postgres_server.postgres() as url:
        yield url
