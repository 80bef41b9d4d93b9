"""A complete adoption record, for homes whose sources are read: `python -m tests.adoption HOME`.

Entered as people do it: one enters every part and asks, another one agrees.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

LEAD, OFFICER = ("user:9001", "lead"), ("user:9002", "privacy_officer")
LINK = "https://district.example/adoption"


def adopt() -> None:
    """Through the record's own functions, on Django's database."""
    from privacy.actors import Someone  # noqa: PLC0415 - after Django is set up
    from privacy.governance import record  # noqa: PLC0415 - as above
    from privacy.governance.rule import Part  # noqa: PLC0415 - as above

    today = datetime.now(UTC).date()
    lead, officer = Someone(*LEAD), Someone(*OFFICER)
    for part, days in (
        (Part.NOTICE_PUPILS, 60),
        (Part.NOTICE_PARENTS, 60),
        (Part.MEETING, 30),
        (Part.VOTE, 30),
    ):
        record.enter(lead, part, today - timedelta(days=days), LINK)
    record.enter(lead, Part.SUNSET, today + timedelta(days=365))
    record.ask_to_start(lead)
    record.start(officer)


def main(home: Path) -> int:
    os.environ["FIRSTBELL_HOME"] = str(home)
    from firstbell.database import migrate  # noqa: PLC0415 - after the environment is set
    from firstbell.settings import load  # noqa: PLC0415 - as above

    migrate(load(home))
    adopt()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
