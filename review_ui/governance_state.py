"""Whether sources are read, in words: for the page of adoption and for the operator's."""

from datetime import datetime, timedelta

from privacy.governance import record

WARN_BEFORE = timedelta(days=60)
"""So long before its end the page says that the board must vote again."""


def state(now: datetime) -> dict[str, object]:
    """What review_ui/governance_state.html shows."""
    found = record.verdict(now)
    return {
        "found": found,
        "why": sentence(found.why),
        "soon": found.until is not None and found.until - now.date() <= WARN_BEFORE,
    }


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "." if text else ""
