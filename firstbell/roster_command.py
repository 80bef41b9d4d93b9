"""`firstbell roster import FILE.csv`."""

from pathlib import Path

from firstbell.database import setup_django
from firstbell.settings import Settings
from stream.errors import BadInput


def import_roster(settings: Settings, file: Path) -> int:
    """Put the file's dates in the place of those before. BadInput names the line and column, never a pupil."""
    setup_django(settings)
    from privacy import roster
    from privacy.actors import system

    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            pupils, items = roster.load(lines, system("roster"))
    except BadInput as error:
        raise BadInput(f"{file}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file}: {type(error).__name__}: a CSV file in UTF-8 is needed") from None
    print(
        f"{pupils} pupils; {items} held items have their date from it. Delete {file} when you need it no more."
    )
    return 0
