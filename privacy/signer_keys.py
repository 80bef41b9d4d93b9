"""The signing keys in the audit log: which key signs from which entry on."""

import json
from pathlib import Path

from privacy import audit, signer
from privacy.actors import Someone, system
from privacy.canonical import Payload, PublicKey, Signature
from privacy.models import AuditEntry
from privacy.note import SigningKey, public_of

_ACTIONS = (audit.Action.SIGNER_KEY_CREATED, audit.Action.SIGNER_KEY_ROTATED)
SIGNER = system("signer")


def record_created(verifier: str, by: Someone = SIGNER) -> bool:
    """Name this public key in the log. False when the log names it already, now or as an earlier one."""
    origin, public = public_of(verifier)
    with audit.act():
        if public.hex() in _named():
            return False
        _record(
            audit.Action.SIGNER_KEY_CREATED, by, {"origin": audit.Ident(origin), "public": PublicKey(public)}
        )
    return True


def rotate(folder: Path, by: Someone = SIGNER) -> SigningKey:
    """Make the next key and let the log hand over to it: an entry that both keys have signed. The signer takes
    the key over with its next checkpoint, which bears both signatures. Again after a crash: goes on where it was.
    """
    old, new = signer.prepare_rotation(folder)
    statement = rotation_statement(old.origin, old.public, new.public)
    with audit.act():
        if new.public.hex() not in _named():
            _record(
                audit.Action.SIGNER_KEY_ROTATED,
                by,
                {
                    "origin": audit.Ident(old.origin),
                    "old": PublicKey(old.public),
                    "new": PublicKey(new.public),
                    "signed_by_old": Signature(old.sign(statement)),
                    "signed_by_new": Signature(new.sign(statement)),
                },
            )
    return new


def rotation_statement(origin: str, old: bytes, new: bytes) -> bytes:
    """What both keys sign (docs/audit.md)."""
    return f"firstbell audit key rotation\n{origin}\n{old.hex()}\n{new.hex()}\n".encode()


def _named() -> list[str]:
    """Public keys that the log names, in its order."""
    entries = AuditEntry.objects.filter(action__in=_ACTIONS).order_by("seq")
    payloads = [json.loads(bytes(entry.payload_canonical))["payload"] for entry in entries]
    return [payload.get("new") or payload["public"] for payload in payloads]


def _record(action: audit.Action, by: Someone, payload: Payload) -> None:
    audit.record(
        actor_id=by.id,
        actor_role=by.role,
        action=action,
        object_type=audit.ObjectType.KEYS,
        object_key="signer",
        payload=payload,
    )
