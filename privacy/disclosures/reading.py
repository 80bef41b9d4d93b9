"""Reading a disclosure's record: an entry first, then its words, each compared with its hash in the audit log."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.conf import settings

from privacy import audit
from privacy.actors import Actor
from privacy.disclosures.models import COPIES, Disclosure, Name, Part
from privacy.disclosures.opening import found
from privacy.models import AuditEntry

_SALT = 32


@dataclass(frozen=True, repr=False)
class Text:
    """A part in clear. `text` is None when it was destroyed with the item, or when it is `withheld`: a copy of what
    the reader never had revealed. `true`: it is what the log vouches for."""

    name: Name
    text: str | None
    at: datetime
    actor_id: str
    true: bool = True
    withheld: bool = False


@dataclass(frozen=True, repr=False)
class Opened:
    """A record, read against entry `seq`. `parts` has the newest of each name, `additions` all, oldest first."""

    seq: int
    row: Disclosure
    parts: dict[Name, Text]
    additions: list[Text]

    @property
    def altered(self) -> list[Name]:
        """Parts whose words are not those that were written into the log."""
        return [one.name for one in (*self.parts.values(), *self.additions) if not one.true]


def read(disclosure: int, actor: Actor, *, printed: bool = False) -> Opened:
    """BadInput: no such disclosure, or its record was destroyed. Fatal: the vault is away."""
    settings.VAULT.ready()
    action = audit.Action.DISCLOSURE_PRINTED if printed else audit.Action.DISCLOSURE_READ
    with audit.act(durable=True):
        row = found(disclosure)
        seq = audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=action,
            object_type=audit.ObjectType.ITEM,
            object_key=row.item.post_id,
            payload={"disclosure": row.pk},
        )
    clear: dict[int, bytes] = settings.VAULT.disclosed(row.pk, seq)
    rows = list(row.parts.all())
    hashes = _hashes(rows)
    texts = [_text(part, clear.get(part.pk), hashes) for part in rows]
    return Opened(
        seq,
        row,
        {one.name: one for one in texts if one.name != Name.ADDITION},
        [one for one in texts if one.name == Name.ADDITION],
    )


def _text(part: Part, clear: bytes | None, hashes: dict[tuple[int, str], str]) -> Text:
    name = Name(part.name)
    if clear is None:
        return Text(name, None, part.at, part.actor_id, withheld=bool(part.blob) and name in COPIES)
    vouched = hashes.get((part.seq, part.name))
    return Text(
        name,
        clear[_SALT:].decode("utf-8"),
        part.at,
        part.actor_id,
        hashlib.sha256(clear).hexdigest() == vouched,
    )


def _hashes(parts: list[Part]) -> dict[tuple[int, str], str]:
    """(entry, part's name) to the salted hash that the entry holds."""
    entries = AuditEntry.objects.filter(seq__in={part.seq for part in parts})
    found_: dict[tuple[int, str], str] = {}
    for entry in entries:
        payload = msgspec.json.decode(bytes(entry.payload_canonical))["payload"]
        found_.update({(entry.seq, str(name)): str(value) for name, value in payload.items()})
    return found_
