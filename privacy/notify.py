"""Telling people that an item waits: who is due to be told, and what could not be delivered."""

from datetime import datetime, timedelta

from privacy.models import HeldItem


def emergency(item: HeldItem, now: datetime) -> None:
    """Tell the privacy officer that identity was revealed in an emergency; in the caller's transaction."""


def unreached(now: datetime, after: timedelta = timedelta(minutes=2)) -> list[int]:
    """Ids of items that wait unopened and of which nobody could be told for longer than `after`."""
    return []
