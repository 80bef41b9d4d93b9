"""The history of the signing keys as the log tells it: each is named by an entry that the one before has signed."""

from typing import Any, NamedTuple

from privacy.verify_note import Key
from privacy.verify_report import Report

CREATED = "signer.key_created"
ROTATED = "signer.key_rotated"


class Link(NamedTuple):
    """`before` handed over to `key`; None where a key began without one before it."""

    seq: int
    key: Key
    before: Key | None


class KeyHistory:
    """The links in the order of the log. The last one's key signs now."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.links: list[Link] = []

    def take(self, seq: int, members: dict[str, Any]) -> None:
        """Look at an entry; only those about signing keys count."""
        action, payload = members.get("action"), members.get("payload")
        if action not in (CREATED, ROTATED):
            return
        try:
            self._created(seq, payload) if action == CREATED else self._rotated(seq, payload)
        except (KeyError, TypeError, ValueError, AttributeError):
            self.report.problem(seq, "keys", "it names a signing key in a form that no version has")

    def trusted(self, given: list[Key]) -> list[Key]:
        """Keys whose signature counts: `given` and those to which the log leads from them by hand-overs that
        both keys signed. Without any given, all that the log names."""
        if not given:
            return [link.key for link in self.links]
        chosen = list(given)
        for link in self.links:
            if link.before in chosen and link.key not in chosen:
                chosen.append(link.key)
        return chosen

    def told(self) -> None:
        """Put what a person must know of the history into the report."""
        began = [link for link in self.links if link.before is None]
        if not began:
            self.report.warnings.append("the log names no signing key: was `firstbell init` run?")
        for link in began[1:]:
            self.report.warnings.append(
                f"entry {link.seq} begins anew with the signing key {link.key}, which no earlier key vouches for:"
                " ask why, and compare with a checkpoint of the earlier key"
            )

    def _created(self, seq: int, payload: Any) -> None:
        self.links.append(Link(seq, Key(payload["origin"], _bytes(payload["public"], 32)), None))

    def _rotated(self, seq: int, payload: Any) -> None:
        origin = payload["origin"]
        old, new = (Key(origin, _bytes(payload[name], 32)) for name in ("old", "new"))
        statement = (
            f"firstbell audit key rotation\n{origin}\n{old.public.hex()}\n{new.public.hex()}\n".encode()
        )
        signed = all(
            key.signed(statement, _bytes(payload[name], 64))
            for key, name in ((old, "signed_by_old"), (new, "signed_by_new"))
        )
        if not signed or not self.links or self.links[-1].key != old:
            text = f"it exchanges the signing key for {new}, but the key before it did not sign that"
            self.report.problem(seq, "keys", text)
            return
        self.links.append(Link(seq, new, old))


def _bytes(text: str, length: int) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != length:
        raise ValueError("a key or signature of another length")
    return found
