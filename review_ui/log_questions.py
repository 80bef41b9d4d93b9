"""What the privacy officer can ask the audit log: who saw this item, what did this person see, what left the team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BinaryField, BooleanField, Func, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.audit import Action, Ident, ObjectType, Outcome, object_key_of
from privacy.canonical import Payload, stamp
from privacy.models import AuditEntry, HeldItem
from review_ui.history import LOOKS
from review_ui.models import User
from review_ui.watching import zone

_REVEALED = (Action.ITEM_REVEALED, Action.EMERGENCY_REVEALED)
_DISCLOSED = (
    Action.EMERGENCY_REVEALED,
    Action.EMERGENCY_COMPLETED,
    Action.ITEM_REFERRED,
    Action.NOTIFICATION_ATTEMPTED,
    Action.NOTIFICATION_FAILED,
)


@dataclass(frozen=True)
class Question:
    label: str
    entries: Q


QUESTIONS: dict[str, Question] = {
    "seen": Question("What was seen", Q(action__in=[*LOOKS, Action.CALL_SHEET_SHOWN])),
    "revealed": Question(
        "What was revealed, asked for and approved",
        Q(action__in=_REVEALED) | Q(action__startswith="identity."),
    ),
    "disclosed": Question(
        "What was disclosed, handed over or sent",
        Q(action__in=_DISCLOSED) | Q(action__startswith="disclosure.") | Q(action="tip.answered"),
    ),
    "exported": Question("What was exported", Q(action__endswith=".exported")),
    "decided": Question(
        "What was decided and what became of it",
        Q(
            action__in=[
                Action.ITEM_DECIDED,
                Action.ITEM_REFERRED,
                Action.ITEM_ACKNOWLEDGED,
                Action.ITEM_REOPENED,
                Action.ITEM_ESCALATED,
                Action.ITEM_DESTROYED,
            ]
        ),
    ),
    "rights": Question("Requests about someone's own data", Q(action__startswith="rights.")),
    "refused": Question("What was refused or failed", ~Q(outcome=Outcome.OK)),
    "accounts": Question("Sign-ins and accounts", Q(action__startswith="user.")),
    "upkeep": Question(
        "The log itself, keys and settings",
        Q(action__startswith="audit.")
        | Q(action__startswith="signer.")
        | Q(action__startswith="keys.")
        | Q(action__startswith="settings."),
    ),
}


@dataclass(frozen=True)
class Asked:
    """The filters as they were typed; wrong ones say so in `problem`, and then nothing is found."""

    what: str = ""
    item: str = ""
    person: str = ""
    since: str = ""
    until: str = ""
    problem: str = ""

    @property
    def any(self) -> bool:
        return bool(self.what or self.item or self.person or self.since or self.until)

    def payload(self) -> Payload:
        """For the entry that says what was read."""
        return {
            "what": Ident(self.what) if self.what in QUESTIONS else None,
            "item": int(self.item) if self.item.isdecimal() and len(self.item) < 12 else None,
            "person": Ident(f"user:{int(self.person)}") if self.person.isdecimal() else None,
            "since": Ident(self.since) if _day(self.since) else None,
            "until": Ident(self.until) if _day(self.until) else None,
        }


def ask(given: Mapping[str, str]) -> tuple[Asked, QuerySet[AuditEntry]]:
    """The filters and the entries that they leave, newest first."""
    values = {name: given.get(name, "").strip() for name in ("what", "item", "person", "since", "until")}
    asked = Asked(**values)
    entries = AuditEntry.objects.order_by("-seq")
    for narrow in (_what, _item, _person, _days):
        found = narrow(asked, entries)
        if isinstance(found, str):
            return Asked(**values, problem=found), entries.none()
        entries = found
    return asked, entries


def sentence(asked: Asked) -> str:
    """The question in words, as the page's caption."""
    question = QUESTIONS.get(asked.what)
    parts = [_(question.label) if question else _("Everything")]
    if asked.item:
        parts.append(_("about item %(n)s") % {"n": asked.item})
    if asked.person.isdecimal() and not asked.problem:
        user = User.objects.filter(pk=int(asked.person)).first()
        parts.append(_("by %(name)s") % {"name": user.shown_name if user else asked.person})
    if asked.since:
        parts.append(_("since %(day)s") % {"day": asked.since})
    if asked.until:
        parts.append(_("until %(day)s") % {"day": asked.until})
    return " ".join(parts)


_Entries = QuerySet[AuditEntry]


def _what(asked: Asked, entries: _Entries) -> _Entries | str:
    if not asked.what:
        return entries
    if asked.what not in QUESTIONS:
        return _("There is no such question.")
    return entries.filter(QUESTIONS[asked.what].entries)


def _item(asked: Asked, entries: _Entries) -> _Entries | str:
    if not asked.item:
        return entries
    known = asked.item.isdecimal() and len(asked.item) < 12
    rows = HeldItem.objects.filter(pk=int(asked.item)).values_list("post_id", flat=True) if known else ()
    post_id = next(iter(rows), None)
    if post_id is None:
        return _("There is no item %(n)s. Use the number that its page shows.") % {"n": asked.item}
    key = object_key_of(ObjectType.ITEM, post_id)
    listed = entries.annotate(lists=_Holds(Value(key.encode(), BinaryField()), "payload_canonical"))
    return listed.filter(Q(object_key=key) | Q(object_type=ObjectType.NOTIFICATION, lists=True))


def _person(asked: Asked, entries: _Entries) -> _Entries | str:
    if not asked.person:
        return entries
    if not asked.person.isdecimal() or not User.objects.filter(pk=int(asked.person[:12])).exists():
        return _("There is no such person.")
    return entries.filter(actor_id=f"user:{int(asked.person)}")


def _days(asked: Asked, entries: _Entries) -> _Entries | str:
    since, until = _day(asked.since), _day(asked.until)
    if (asked.since and since is None) or (asked.until and until is None):
        return _("Write a day such as 2026-03-02.")
    if since:
        entries = entries.filter(ts_utc__gte=stamp(_midnight(since)))
    if until:
        entries = entries.filter(ts_utc__lt=stamp(_midnight(until + timedelta(days=1))))
    return entries


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 9000 and len(text) == 10 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), zone())


class _Holds(Func):
    """Whether bytes (the first) lie within a column of bytes (the second), on both databases."""

    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        turned = self.copy()
        turned.set_source_expressions(self.get_source_expressions()[::-1])
        return turned.as_sql(compiler, connection, template="instr(%(expressions)s) > 0", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="position(%(expressions)s) > 0", arg_joiner=" IN ", **extra
        )
