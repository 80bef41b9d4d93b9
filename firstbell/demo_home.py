"""The demo's place: a home folder, and on shared services a topic prefix and a schema of its own."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

from firstbell.console import port_in_use
from firstbell.database import connect_arguments
from firstbell.initialise import SAMPLE, initialise
from firstbell.settings import Settings, load
from stream.errors import BadInput, Retriable
from stream.topics import ALL

HOST = "127.0.0.1"


@contextmanager
def demo_home(
    home: Path | None, *, broker: str | None, database: str | None, port: int, replay_url: str
) -> Iterator[Settings]:
    """An initialised home with the invented district; removed afterwards unless `home` was named."""
    folder = Path(tempfile.mkdtemp(prefix="firstbell-demo-")) if home is None else home.absolute()
    if home is not None and folder.exists() and any(folder.iterdir()):
        raise BadInput(f"{folder} is not empty: name a new folder for the demo, or leave --home out")
    mark = f"demo{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLE / "import.jsonl", folder / "import.jsonl")
        (folder / "firstbell.toml").write_text(_configuration(free_port(port), replay_url, mark), "utf-8")
        initialise(folder, sample=True)
        if database is not None:
            database = _own_schema(load(folder, database=database), mark)
        settings = load(folder, broker=broker, database=database)
        yield settings
        if home is None:
            _remove_shared(settings, mark)
    finally:
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)


def free_port(first: int) -> int:
    """`first`, or the next port on loopback that nobody uses."""
    for port in range(first, min(first + 100, 65536)):
        if not port_in_use(HOST, port):
            return port
    raise BadInput(f"ports {first} to {first + 99} are in use: choose another with --port")


def _configuration(port: int, replay_url: str, mark: str) -> str:
    return f"""\
# Made by `firstbell demo`: invented schools, invented posts.
demo = true
district = "district.toml"
listen = "{HOST}:{port}"
topic_prefix = "firstbell-{mark}"

[tips]
listen = "{HOST}:{free_port(port + 1)}"

[[sources]]
kind = "bluesky"
url = "{replay_url}"

[[sources]]
kind = "import"
path = "import.jsonl"
"""


def _own_schema(settings: Settings, mark: str) -> str:
    """Make a schema for this demo; the address that uses it."""
    if settings.database == "sqlite":
        return settings.database
    _execute(settings, f'CREATE SCHEMA "{mark}"')
    url = urlsplit(settings.database)
    return urlunsplit(url._replace(query=urlencode({"options": f"-csearch_path={mark}"})))


def _remove_shared(settings: Settings, mark: str) -> None:
    if settings.database != "sqlite":
        _execute(settings, f'DROP SCHEMA "{mark}" CASCADE')
    if settings.broker != "embedded":
        from stream.brokers.kafka import KafkaBroker

        broker = KafkaBroker(settings.broker, prefix=settings.topic_prefix, access=settings.access)
        broker.delete(ALL)
        broker.close()


def _execute(settings: Settings, statement: str) -> None:
    import psycopg

    try:
        with psycopg.connect(**connect_arguments(settings), autocommit=True) as connection:
            connection.execute(statement.encode())
    except psycopg.Error as error:
        where = settings.masked()["database"]
        raise Retriable(
            f"{where}: {type(error).__name__}: is PostgreSQL running, may this user create a schema?"
        ) from error
