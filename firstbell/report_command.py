"""`firstbell report`: the transparency report of some days as one HTML file."""

import argparse
import sys

from firstbell.database import setup_django
from firstbell.settings import Settings
from stream.errors import BadInput


def write(settings: Settings, options: argparse.Namespace) -> int:
    """The entry of its making is committed before the file is written. BadInput: the days, the file."""
    setup_django(settings)
    from privacy.actors import system
    from review_ui.reports import make, overlapping
    from review_ui.transparency_pages import as_file

    if not options.out.parent.is_dir():
        raise BadInput(f"{options.out.parent} is no folder: name a file in one that is there")
    figures = make(system("report"), options.since, options.until, options.k, file=True)
    options.out.write_text(as_file(figures), "utf-8")
    print(f"written: {options.out}, {options.since} to {options.until}, counts below {options.k} hidden")
    if (other := overlapping(options.since, options.until)) is not None:
        print(
            f"firstbell: days of it were published before ({other.since} to {other.until}); publishing both lets"
            " readers subtract what each hides",
            file=sys.stderr,
        )
    return 0
