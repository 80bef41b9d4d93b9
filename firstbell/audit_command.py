"""`firstbell audit verify`: read the log from storage and say in words what holds."""

import json

from firstbell.settings import Settings


def verify(settings: Settings, *, as_json: bool) -> int:
    """Returns 0 when the log is whole, 1 when it is not."""
    from privacy.verify import verify as check

    report = check(target(settings))
    if as_json:
        print(json.dumps(report.as_dict()))
    else:
        print("\n".join(report.lines()))
    return 0 if report.ok else 1


def target(settings: Settings) -> str:
    """What the verifier reads: a path of SQLite, or PostgreSQL's address."""
    return str(settings.path("records.db")) if settings.database == "sqlite" else settings.database
