"""The verifier's answer in words, with the rows that our own tables hold as a second count."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from privacy.audit import Action
from privacy.disclosures.models import Disclosure
from privacy.governance.models import PublishedReport, Recorded, SwitchTurn
from privacy.governance.rule import Act
from privacy.models import IdentityAsk
from privacy.publish import kept
from privacy.rights.models import Correction, Given, RightsRequest
from privacy.verify import Held, Problem, Report, verify
from review_ui.models import Acknowledgement, Decision, Kind
from stream.errors import BadInput

HANDED_OVER = (Kind.SUPPORT_REFERRAL, Kind.THREAT_ASSESSMENT)


@dataclass(frozen=True)
class Verified:
    """`good` when the log is whole. `wrong_input`: what was pasted is no checkpoint; the rest was checked."""

    good: bool
    size: int
    root: str
    says: str
    checked: tuple[str, ...]
    protected: tuple[str, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    wrong_input: str = ""


def verify_in_words(given: str = "") -> Verified:
    """Reads every entry from storage, outside any transaction of ours, and compares with the checkpoints of
    the folder and with `given`, one that the reader kept."""
    outside = [Held(given.strip() + "\n", _("the checkpoint that you pasted"))] if given.strip() else []
    try:
        return _verified(outside)
    except BadInput as error:
        return replace(_verified([]), wrong_input=str(error))


def _verified(outside: list[Held]) -> Verified:
    expected = expected_rows()
    connection.ensure_connection()
    folder = settings.FIRSTBELL.path(settings.FIRSTBELL.checkpoints.folder)
    local = [Held(text, name, local=True) for name, text in kept(folder)]
    report = verify(connection.connection, expected=expected, checkpoints=[*outside, *local])
    return _in_words(report)


def _in_words(report: Report) -> Verified:
    says = _("The audit log is whole.") if report.ok else _("The audit log was changed or is damaged.")
    return Verified(
        good=report.ok,
        size=report.size,
        root=report.root,
        says=says,
        checked=tuple(report.checked),
        protected=tuple(report.protected),
        problems=tuple(map(_problem, report.problems)),
        notes=(*report.warnings, *((report.unprotected,) if report.unprotected else ())),
    )


def _problem(one: Problem) -> str:
    return one.text if one.seq is None else _("Entry %(seq)d: %(text)s") % {"seq": one.seq, "text": one.text}


def expected_rows() -> dict[str, int]:
    """Rows of ours that must each have an entry. Counted first: what comes after only adds entries."""
    rows, turns = Decision.objects, SwitchTurn.objects
    return {
        Action.IDENTITY_ASKED.value: IdentityAsk.objects.count(),
        Action.IDENTITY_APPROVED.value: IdentityAsk.objects.filter(approved=True).count(),
        Action.RIGHTS_OPENED.value: RightsRequest.objects.count(),
        Action.RIGHTS_CONFIRMED.value: RightsRequest.objects.exclude(confirmed_seq=None).count(),
        Action.RIGHTS_GIVEN.value: Given.objects.count(),
        Action.RIGHTS_CORRECTED.value: Correction.objects.count(),
        Action.GOVERNANCE_RECORDED.value: Recorded.objects.count(),
        Action.GOVERNANCE_STOPPED.value: turns.filter(act=Act.STOPPED).count(),
        Action.GOVERNANCE_STARTED.value: turns.filter(act=Act.STARTED).count(),
        Action.REPORT_PUBLISHED.value: PublishedReport.objects.count(),
        Action.ITEM_ACKNOWLEDGED.value: Acknowledgement.objects.count(),
        Action.ITEM_REOPENED.value: rows.filter(kind=Kind.UNDONE).count(),
        Action.ITEM_REFERRED.value: rows.filter(kind__in=HANDED_OVER).count(),
        Action.DISCLOSURE_RECORDED.value: Disclosure.objects.count(),
        Action.DISCLOSURE_COMPLETED.value: Disclosure.objects.filter(completed_at__isnull=False).count(),
        Action.ITEM_DECIDED.value: rows.exclude(kind__in=[*HANDED_OVER, Kind.UNDONE]).count(),
    }
