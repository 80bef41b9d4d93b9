"""What time brings to rights requests: what was written about a closed one is destroyed in the end."""

from datetime import datetime

from privacy import audit
from privacy.actors import Actor
from privacy.rights import keyring
from privacy.rights.models import RequestKey, RightsRequest
from privacy.rights.record import entry


def expire(now: datetime, actor: Actor) -> int:
    """Destroy the records of closed requests whose schedule has ended. How many."""
    due = RightsRequest.objects.filter(keep_until__lte=now, destroyed_at=None)
    done = 0
    for pk in list(due.values_list("pk", flat=True)):
        with audit.act():
            row = due.select_for_update().filter(pk=pk).first()
            if row is None:
                continue
            entry(row, actor, audit.Action.RIGHTS_DESTROYED)
            row.words.update(blob=b"")
            row.matches.all().delete()  # that several items are of one person is not kept
            keyring.destroy(row, RequestKey.Use.RECORD, now)
            row.destroyed_at = now
            row.save(update_fields=["destroyed_at"])
            done += 1
    return done
