"""How the signer of the audit log does, from its heartbeat: for the privacy officer and the operator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from privacy.models import AuditHead, Heartbeat
from privacy.publish import ALARM

REFUSES = "refuses"
SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class Signing:
    """`refuses`: the alarm, `why` in the signer's words when they can be read here. `silent`: nobody signs."""

    entries: int
    signed: int
    refuses: bool
    silent: bool
    seen_at: datetime | None
    why: str = ""

    @property
    def waiting(self) -> int:
        """Entries that no checkpoint covers yet."""
        return max(0, self.entries - self.signed)


def signing(now: datetime) -> Signing:
    """As the newest signer says it. Several machines may each have run one."""
    beat = Heartbeat.objects.filter(stage="signer").order_by("-seen_at").first()
    entries = AuditHead.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    if beat is None:
        return Signing(entries, 0, refuses=False, silent=True, seen_at=None)
    refuses = beat.state == REFUSES
    return Signing(
        entries,
        int(beat.counters.get("firstbell_checkpoint_entries", 0)),
        refuses=refuses,
        silent=beat.state == "stopped" or now - beat.seen_at > SILENT_AFTER,
        seen_at=beat.seen_at,
        why=_why() if refuses else "",
    )


def _why() -> str:
    given = settings.FIRSTBELL
    try:
        text: str = (given.path(given.checkpoints.folder) / ALARM).read_text("utf-8")
    except OSError:
        return ""
    return text.strip()
