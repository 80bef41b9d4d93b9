"""The options of `firstbell report`."""

import argparse
from datetime import date
from pathlib import Path


def report_options(report: argparse.ArgumentParser) -> None:
    report.add_argument(
        "--from", dest="since", type=_day, required=True, metavar="DAY", help="first day, such as 2026-01-01"
    )
    report.add_argument(
        "--to", dest="until", type=_day, required=True, metavar="DAY", help="last day, one that has passed"
    )
    report.add_argument("--out", type=Path, required=True, metavar="FILE", help="the HTML file to write")
    report.add_argument(
        "--k", type=int, default=10, metavar="N", help="hide counts below N (default 10, at least 5)"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: write a day such as 2026-06-30") from None
