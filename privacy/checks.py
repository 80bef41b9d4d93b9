"""Whether a post still stands at its source, asked by a person and looked up by a process without keys.

The question is an audit entry before the link is opened; the link then lies in the table sealed to the key
of the checker that runs now, which that process made itself and keeps in its memory alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
from django.conf import settings
from nacl.public import PrivateKey, PublicKey

from privacy import audit, items, purge
from privacy.actors import Actor, system
from privacy.models import Cause, Checker, HeldItem, State, Verification
from privacy.sealing import opener, sealer
from privacy.vault_line import Vault
from stream.errors import BadInput

CLOCK = system("clock")
ANSWER_WITHIN = timedelta(seconds=60)
"""A question that nobody has answered by then could not be checked."""
CHECKER_FRESH = timedelta(seconds=20)
KEEP = timedelta(days=7)
Result = Verification.Result


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What the checker gets of one post: no text, no item, no name but what the link itself holds."""

    source: str
    link: str
    uri: str = ""
    cid: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest question about an item; `result` is "" while it waits."""

    pk: int
    result: str
    asked_at: datetime
    checked_at: datetime | None


def latest(item_id: int) -> Latest | None:
    row = Verification.objects.filter(item=item_id).order_by("-pk").first()
    return Latest(row.pk, row.result, row.asked_at, row.checked_at) if row else None


def ask(item_id: int, actor: Actor) -> Latest:
    """Write the entry, then hand the link over. A question that waits already is returned as it is.

    BadInput: no such item, or destroyed. Where no checker runs, or the source carried no link, the answer
    is "could not be checked" at once.
    """
    now = datetime.now(UTC)
    with audit.act(durable=True):
        item = items.locked(item_id)
        waiting = latest(item_id)
        if waiting is not None and not waiting.result and now - waiting.asked_at < ANSWER_WITHIN:
            return waiting
        seq = audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=audit.Action.ITEM_VERIFY_ASKED,
            object_type=audit.ObjectType.ITEM,
            object_key=item.post_id,
        )
        row = Verification.objects.create(item=item, seq=seq, actor_id=actor.id, asked_at=now)
    vault: Vault = settings.VAULT
    row.task = bytes.fromhex(vault.release(item.pk, seq, "whereabouts"))
    if not row.task:
        row.result, row.checked_at = Result.UNCHECKED, now
    row.save(update_fields=["task", "result", "checked_at"])
    return Latest(row.pk, row.result, row.asked_at, row.checked_at)


def sealed_task(item: HeldItem, said: dict[str, str]) -> bytes:
    """What the opened envelope says of the post's address, sealed to the checker that runs now; empty without a link
    or a checker. The vault's process calls it, so that nobody between sees the link."""
    link = said.get("link", "")
    checker = Checker.objects.filter(seen_at__gt=datetime.now(UTC) - CHECKER_FRESH).first()
    if not link or checker is None:
        return b""
    task = Task(
        source=item.source,
        link=link,
        uri=said.get("uri", ""),
        cid=said.get("cid", ""),
        version=item.version,
    )
    return sealer(PublicKey(bytes(checker.public_key)))(msgspec.json.encode(task))


class Desk:
    """The checker's side: it holds a key of its own and nothing else of ours."""

    def __init__(self, check: Callable[[Task], str]) -> None:
        """`check` gives one of Result's values, whatever happens; an unknown one counts as unchecked."""
        self._key = PrivateKey.generate()
        self._check = check

    def here(self) -> None:
        """Say that we run, and with which key. Call it every few seconds."""
        given = {"public_key": bytes(self._key.public_key), "seen_at": datetime.now(UTC)}
        Checker.objects.update_or_create(pk=1, defaults=given)

    def work(self) -> int:
        """Answer what waits; how many."""
        open_ = opener(self._key)
        rows = [row for row in Verification.objects.filter(result="").order_by("pk") if row.task]
        for row in rows:
            self.here()  # several that are slow must not make us look away to who asks next
            try:
                result = self._check(msgspec.json.decode(open_(bytes(row.task)), type=Task))
            except (BadInput, msgspec.MsgspecError):
                result = Result.UNCHECKED  # sealed to the checker that ran before
            found = result if result in Result.values else Result.UNCHECKED
            Verification.objects.filter(pk=row.pk, result="").update(
                result=found, checked_at=datetime.now(UTC), task=b""
            )
        return len(rows)


def settle(now: datetime) -> int:
    """The clock's part: answer what nobody answered, write results into the log, and treat a post that is
    gone at its source as deleted there. How many results were logged."""
    late = Verification.objects.filter(result="", asked_at__lte=now - ANSWER_WITHIN)
    late.update(result=Result.UNCHECKED, checked_at=now, task=b"")
    Verification.objects.filter(asked_at__lt=now - KEEP, logged=True).delete()
    done = list(Verification.objects.filter(logged=False).exclude(result="").values_list("pk", flat=True))
    for pk in done:
        with audit.act():
            row = Verification.objects.select_for_update().filter(pk=pk, logged=False).first()
            if row is None:
                continue
            item = HeldItem.objects.select_for_update().get(pk=row.item_id)
            audit.record(
                actor_id=CLOCK.id,
                actor_role=CLOCK.role,
                action=audit.Action.ITEM_VERIFIED,
                object_type=audit.ObjectType.ITEM,
                object_key=item.post_id,
                payload={"result": Result(row.result), "question": row.seq},
            )
            if row.result == Result.DELETED and item.state != State.DESTROYED:
                purge.bury([item.post_id], Cause.DELETE, now)
                purge.withdraw(item, Cause.DELETE, actor=CLOCK, now=now)
            row.logged = True
            row.save(update_fields=["logged"])
    return len(done)
