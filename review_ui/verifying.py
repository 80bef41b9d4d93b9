"""The verifier's answer in words, with the rows that our own tables hold as a second count."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from privacy.audit import Action
from privacy.verify import verify
from review_ui.models import Acknowledgement, Decision, Kind

HANDED_OVER = (Kind.SUPPORT_REFERRAL, Kind.THREAT_ASSESSMENT)


@dataclass(frozen=True)
class Verified:
    """`good` when the log is whole."""

    good: bool
    size: int
    root: str
    says: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def verify_in_words() -> Verified:
    """Reads every entry from storage, outside any transaction of ours."""
    expected = expected_rows()
    connection.ensure_connection()
    report = verify(connection.connection, expected=expected)
    problems = tuple(
        _("Entry %(seq)d: %(text)s") % {"seq": one.seq, "text": one.text} if one.seq is not None else one.text
        for one in report.problems
    )
    says = _("The audit log is whole.") if report.ok else _("The audit log was changed or is damaged.")
    notes = (*report.warnings, *((report.unprotected,) if report.unprotected else ()))
    return Verified(report.ok, report.size, report.root, says, problems, notes)


def expected_rows() -> dict[str, int]:
    """Rows of ours that must each have an entry. Counted first: what comes after only adds entries."""
    rows = Decision.objects
    return {
        Action.ITEM_ACKNOWLEDGED.value: Acknowledgement.objects.count(),
        Action.ITEM_REOPENED.value: rows.filter(kind=Kind.UNDONE).count(),
        Action.ITEM_REFERRED.value: rows.filter(kind__in=HANDED_OVER).count(),
        Action.ITEM_DECIDED.value: rows.exclude(kind__in=[*HANDED_OVER, Kind.UNDONE]).count(),
    }
