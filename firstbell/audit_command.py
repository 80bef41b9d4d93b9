"""`firstbell audit verify`: read the log from storage and say in words what holds."""

import json
from typing import TYPE_CHECKING

from firstbell.database import setup_django
from firstbell.settings import Settings

if TYPE_CHECKING:
    from privacy.verify import Report


def verify(settings: Settings, *, as_json: bool) -> int:
    """Returns 0 when the log is whole, 1 when it is not."""
    report = check(settings)
    if as_json:
        print(json.dumps(report.as_dict()))
    else:
        print("\n".join(report.lines()))
    return 0 if report.ok else 1


def check(settings: Settings) -> "Report":
    """The verifier's report, with our own tables as a second count: an act without an entry shows."""
    from privacy.verify import verify as verify_log

    setup_django(settings)
    from django.db import DatabaseError

    from review_ui.verifying import expected_rows

    try:
        expected = expected_rows()
    except DatabaseError:
        expected = None  # the verifier opens the database itself and says what is wrong with it
    target = str(settings.path("records.db")) if settings.database == "sqlite" else settings.database
    return verify_log(target, expected=expected)
