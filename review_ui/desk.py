"""What every page about an item asks first: may this person see it, who has it open, what is decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.models import Clock, HeldItem, State
from review_ui.middleware import refused
from review_ui.models import Decision, Presence, User

HERE_FOR = timedelta(seconds=60)
"""A page says every twenty seconds that it is still open."""


def person(request: HttpRequest) -> User:
    """Who is signed in. The permission middleware has made sure that someone is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def item_for(request: HttpRequest, item_id: int, page: str) -> HeldItem:
    """The item, without content. 404 when there is none; 403, written to the log, when it is another school's."""
    item = (
        HeldItem.objects.defer("content_blob", "original_blob", "envelope_blob", "embedding_blob")
        .filter(pk=item_id)
        .first()
    )
    if item is None:
        raise Http404
    if not person(request).may_see(frozenset(item.school_ids)):
        refused(person(request), item_id, page)
        raise PermissionDenied
    return item


def school_names(ids: Iterable[str]) -> str:
    """The schools' names; an id that left the district file is shown as it is."""
    return ", ".join(settings.SCHOOLS[one].name if one in settings.SCHOOLS else one for one in ids)


def here(user: User, item: HeldItem) -> None:
    """Write that `user` has the item open now."""
    Presence.objects.update_or_create(item=item, user=user, defaults={"at": timezone.now()})


def gone(user: User, item: HeldItem) -> None:
    Presence.objects.filter(item=item, user=user).delete()


def others_at(items: Iterable[int], user: User) -> dict[int, list[str]]:
    """Item id to the names of other people who have it open."""
    rows = Presence.objects.filter(item__in=list(items), at__gt=timezone.now() - HERE_FOR).exclude(user=user)
    found: dict[int, list[str]] = {}
    for row in rows.select_related("user").order_by("at"):
        found.setdefault(row.item_id, []).append(row.user.shown_name)
    return found


def standing(item: HeldItem) -> Decision | None:
    """The decision that stands: the newest."""
    return item.decisions.select_related("actor").order_by("pk").last()


@dataclass(frozen=True)
class Status:
    """An item's state in words, with the style of its tag."""

    label: str
    style: str


def status(item: HeldItem, now: datetime) -> Status:
    """Where the item stands; waiting longer than it may is said first."""
    late = item.due_at is not None and item.due_at < now
    if item.clock == Clock.EMERGENCY and item.state != State.DESTROYED:
        return _of_emergency(late or item.state == State.ESCALATED)
    match item.state:
        case State.ESCALATED | State.NEW:
            long = late or item.state == State.ESCALATED
            return Status(_("waited too long"), "alarm") if long else Status(_("not opened"), "warn")
        case State.OPENED:
            return (
                Status(_("decision overdue"), "alarm") if late else Status(_("opened, not decided"), "open")
            )
        case State.REFERRED:
            return Status(_("handed over"), "good")
        case State.DECIDED:
            return Status(_("no concern"), "good")
        case _:
            return Status(_("destroyed"), "good")


def _of_emergency(late: bool) -> Status:
    """Red until somebody has decided what happens next."""
    return Status(_("emergency: overdue") if late else _("emergency: to be completed"), "alarm")
