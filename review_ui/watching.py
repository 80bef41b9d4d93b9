"""Whether anybody is watching, and whom to call: from the district file and from who was here."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.conf import settings
from django.utils import timezone

from privacy import items, notify
from review_ui.models import Role, User

QUIET_FOR = timedelta(minutes=30)
"""Outside coverage hours, somebody who did something within this time is watching."""
REVIEWERS = (Role.ANALYST, Role.COUNSELLOR, Role.LEAD)


@dataclass(frozen=True)
class Call:
    """A line of the call sheet; `dial` is the number as a tel: link has it."""

    who: str
    phone: str
    dial: str
    when: str


@dataclass(frozen=True)
class Unwatched:
    """Nobody is watching: how many items wait unopened, who is on call and when coverage begins."""

    unopened: int
    on_call: tuple[str, ...]
    next_open: datetime | None


def calls() -> list[Call]:
    """The call sheet. Needs neither a person nor a database."""
    sheet = settings.COVERAGE.call_sheet
    return [Call(line.who, line.phone, re.sub(r"[^\d+]", "", line.phone), line.when) for line in sheet]


def zone() -> tzinfo:
    """The district's time zone, in which every page shows times."""
    found: tzinfo = settings.COVERAGE.zone
    return found


def unwatched(now: datetime | None = None) -> Unwatched | None:
    """None when somebody watches: within coverage hours, or a reviewer did something lately."""
    now = now or timezone.now()
    coverage = settings.COVERAGE
    if coverage.watching(now):
        return None
    if User.objects.filter(role__in=REVIEWERS, is_active=True, active_at__gt=now - QUIET_FOR).exists():
        return None
    on_call = tuple(person.role for person in coverage.on_call)
    return Unwatched(items.counts(None, now).unopened, on_call, coverage.next_open(now))


def unreached(user: User) -> int:
    """How many of this person's items wait unopened while nobody on call could be told."""
    ids = notify.unreached(timezone.now())
    return items.visible(user.school_ids()).filter(pk__in=ids).count() if ids else 0
