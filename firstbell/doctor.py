"""`firstbell doctor`: look at every part and say what is wrong, each with its remedy."""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from firstbell.console import address, port_in_use
from firstbell.district import coverage, district
from firstbell.keyring_command import ring_file
from firstbell.keys import KEYS, django_secret, id_key
from firstbell.settings import Settings
from stream.errors import BadInput, Fatal, FirstbellError

MIN_FREE = 2**30
"""Bytes on the home folder's disk below which we warn."""


def examine(settings: Settings) -> int:
    """Print one line a check. Returns 0 when all passed, else 1."""
    failures = 0
    for name, check in _checks(settings):
        try:
            found = check()
        except FirstbellError as error:
            failures += 1
            print(f"  WRONG  {name}: {error}")
        else:
            print(f"  ok     {name}: {found}")
    print("\nAll is well." if not failures else f"\n{failures} to mend; each line above names the remedy.")
    return 1 if failures else 0


def _checks(settings: Settings) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "home folder", lambda: _home(settings)
    yield "keys", lambda: _keys(settings)
    yield "signer of the audit log", lambda: _signer(settings)
    yield "vault", lambda: _vault(settings)
    yield "district file", lambda: _district(settings)
    yield "coverage and on-call list", lambda: _coverage(settings)
    yield "risk model", _model
    yield "language model", _language
    yield "stream", lambda: _stream(settings)
    yield "records database", lambda: _database(settings)
    yield "adoption record", lambda: _adoption(settings)
    yield "console", lambda: _console(settings)
    yield "disk", lambda: _disk(settings)


def _home(settings: Settings) -> str:
    if not settings.path("firstbell.toml").exists():
        raise Fatal(f"{settings.home} has no firstbell.toml: run `firstbell init --home {settings.home}`")
    return str(settings.home)


def _keys(settings: Settings) -> str:
    from privacy.keys import load_audit_key, load_public

    folder = settings.path(KEYS)
    django_secret(settings)
    id_key(settings)
    load_public(folder)
    load_audit_key(folder)
    ring = ring_file(settings).reload()
    return f"{len(ring.keys)} stream keys"


def _vault(settings: Settings) -> str:
    from privacy import vault_line
    from privacy.keys import VAULT_KEY
    from privacy.vault_keys import KEY_ENV

    if vault_line.runs(settings.home):
        vault_line.Line(settings.home).ready()
        return "answers, with its key"
    key = settings.path(KEYS, VAULT_KEY)
    if not key.exists() and not os.environ.get(KEY_ENV):
        raise Fatal(
            f"{key} is missing: restore it from the keys' own backup; nothing that is held opens without it"
        )
    if key.exists() and key.stat().st_mode & 0o077:
        raise Fatal(f"{key} can be read by others: chmod 600 {key}")
    return "does not run now; its key is there"


def _signer(settings: Settings) -> str:
    from firstbell.signing import signer_folder
    from privacy import signer, signer_state
    from privacy.note import load_key

    if not settings.checkpoints.run_signer:
        return "runs under a user of its own"
    folder = signer_folder(settings)
    key = load_key(folder / signer.KEY)
    return f"{key.verifier}, {signer_state.load(folder / signer.STATE).size} entries signed"


def _district(settings: Settings) -> str:
    loaded = district(settings.path(settings.district))
    return f"{loaded.name}, {len(loaded.schools)} schools"


def _coverage(settings: Settings) -> str:
    found = coverage(settings.path(settings.district))
    if not found.on_call:
        raise BadInput(
            f"{settings.district} has no [[on_call]]: nobody would be told of a flagged post; docs/district.md shows how"
        )
    return f"{len(found.on_call)} on call"


def _model() -> str:
    from classify.scorer import load

    scorer = load()
    return f"{scorer.model[:19]}… on {scorer.engine}"


def _language() -> str:
    from privacy.redact.ner import MODEL

    if find_spec(MODEL) is None:
        raise Fatal(f"spaCy's English model {MODEL} is missing: `make demo` installs it with everything else")
    return MODEL


def _stream(settings: Settings) -> str:
    from firstbell.worker import open_broker

    broker = open_broker(settings)
    broker.close()
    return str(settings.masked()["broker"])


def _database(settings: Settings) -> str:
    from firstbell.database import setup_django

    setup_django(settings)
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise Fatal(
            f"{settings.masked()['database']} does not answer ({type(error).__name__}): is it running, are user and password right?"
        ) from error
    if waiting:
        raise Fatal(f"{len(waiting)} table changes are due: `firstbell run` or `firstbell init` makes them")
    return str(settings.masked()["database"])


def _adoption(settings: Settings) -> str:
    from firstbell.adoption import read, where

    if settings.demo:
        return "not needed: demo mode, invented posts"
    found = read(settings)
    if found.live:
        return f"complete; monitoring runs until {found.until}"
    says = f"no source is read: {found.why}; {where(settings)}"
    if settings.sources and not found.stopped:
        raise Fatal(says)
    return says


def _console(settings: Settings) -> str:
    host, port = address(settings)
    return f"{settings.address}{' (in use: running, or another program)' if port_in_use(host, port) else ''}"


def _disk(settings: Settings) -> str:
    free = shutil.disk_usage(settings.home if settings.home.exists() else settings.home.parent).free
    if free < MIN_FREE:
        raise Fatal(
            f"{free // 2**20} MiB free for {settings.home}: make room, at least {MIN_FREE // 2**20} MiB"
        )
    return f"{free // 2**30} GiB free"
