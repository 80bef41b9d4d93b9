"""Checkpoints that somebody keeps, held against the log as it stands now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from privacy.verify_keys import KeyHistory
from privacy.verify_note import Checkpoint, Forged, Key, parse_checkpoint, parse_key, signers
from privacy.verify_report import Report
from stream.errors import BadInput


class Held(NamedTuple):
    """The text of a checkpoint, and where it was found, for messages. `local`: on this machine itself."""

    text: str
    where: str
    local: bool = False


@dataclass(slots=True)
class _Claim:
    """That the log's first `size` entries have this root."""

    size: int
    root: bytes
    where: str
    local: bool
    checkpoint: Checkpoint | None = None


class Outside:
    """`sizes` are those at which the log's root must be noted while it is read; `judge` compares."""

    def __init__(self, checkpoints: Sequence[Held], known: Mapping[int, str], keys: Iterable[str]) -> None:
        """BadInput names the checkpoint or key that is none."""
        self.given: list[Key] = [parse_key(key) for key in keys]
        self.claims = [_claim(held) for held in checkpoints]
        self.claims += [_known(size, root) for size, root in sorted(known.items())]
        self.sizes = {claim.size for claim in self.claims}

    def judge(self, report: Report, history: KeyHistory, roots: Mapping[int, bytes]) -> None:
        """`roots`: size -> root of the log as it stands, for every one of `sizes` that it reaches."""
        history.told()
        trusted = history.trusted(self.given)
        believed = [claim for claim in self.claims if self._signed(report, claim, trusted)]
        self._forks(report, believed)
        reach = {True: 0, False: 0}
        for claim in believed:
            if self._holds(report, claim, roots):
                reach[claim.local] = max(reach[claim.local], claim.size)
        _say(report, outside=reach[False], local=reach[True])
        if believed and not self.given and any(claim.checkpoint for claim in believed):
            names = ", ".join(sorted({str(key) for key in trusted}))
            report.warnings.append(
                f"signatures were checked with the keys that the log itself names ({names}): compare them with the"
                " public key that you were given, or name that one with --key"
            )

    def _signed(self, report: Report, claim: _Claim, trusted: list[Key]) -> bool:
        if claim.checkpoint is None:
            return True
        try:
            found = signers(claim.checkpoint, trusted)
        except Forged as error:
            report.problem(None, "signature", f"{claim.where}: {error}")
            return False
        if not found:
            report.problem(
                None,
                "signature",
                f"{claim.where}: signed by no key of this log"
                f" ({', '.join(map(str, trusted)) or 'which names none'}): it is of another log, or the log was made anew",
            )
        return bool(found)

    def _forks(self, report: Report, claims: list[_Claim]) -> None:
        first: dict[int, _Claim] = {}
        for claim in claims:
            other = first.setdefault(claim.size, claim)
            if other.root != claim.root:
                report.problem(
                    None,
                    "fork",
                    f"{other.where} and {claim.where} both show {claim.size} entries, with different roots:"
                    " two logs were shown to two readers",
                )

    def _holds(self, report: Report, claim: _Claim, roots: Mapping[int, bytes]) -> bool:
        if claim.size > report.size:
            text = f"{claim.where} saw {claim.size} entries, there are {report.size}: the end was cut off"
            report.problem(None, "truncated", text)
            return False
        if roots[claim.size] != claim.root:
            text = f"its first {claim.size} entries are not those that {claim.where} saw"
            report.problem(None, "checkpoint", f"the log was rewritten: {text}")
            return False
        report.checked.append(f"the first {claim.size} entries are those that {claim.where} saw")
        return True


def _claim(held: Held) -> _Claim:
    try:
        checkpoint = parse_checkpoint(held.text)
    except BadInput as error:
        raise BadInput(f"{held.where}: {error}") from None
    return _Claim(checkpoint.size, checkpoint.root, held.where, held.local, checkpoint)


def _known(size: int, root: str) -> _Claim:
    try:
        found = bytes.fromhex(root)
    except ValueError:
        found = b""
    if len(found) != 32 or size < 0:
        raise BadInput("a root is SIZE:ROOT, as `firstbell audit verify` prints them: 64 hexadecimal digits")
    return _Claim(size, found, f"the root of {size} entries that you noted", local=False)


def _say(report: Report, *, outside: int, local: int) -> None:
    size = report.size
    if outside:
        report.protected.append(
            f"the first {outside} of {size} entries, by checkpoints from outside: nobody changed, removed or added"
            " any of them since, not even with the database and the signing key"
        )
    if local > outside:
        report.protected.append(
            f"the first {local} of {size} entries, by signed checkpoints on this machine: nobody changed them"
            " who can write the database but not the signer's folder"
        )
    tail = size - outside
    if not tail:
        return
    which = f"the last {tail} of {size} entries" if outside else f"all {size} entries"
    who = (
        "whoever has this machine with its signing key"
        if local >= size
        else "whoever can write to the database"
        if not local
        else f"whoever has this machine with its signing key, and from entry {local + 1} on whoever can write to the database,"
    )
    report.unprotected = (
        f"{which} are covered by no checkpoint from outside: {who} could have cut off or rewritten them"
        " together with the head, and nothing here would show it. Compare with a checkpoint that someone else keeps"
        " (--checkpoint FILE)"
    )
