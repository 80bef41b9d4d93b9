"""Checks proof files with nothing but the log's public key: no database, no network, no code of the writer.

A file is a c2sp.org/tlog-proof (one entry is in the log; the entry's bytes stand in its `extra` line), or the
request of a c2sp.org/tlog-witness (a later checkpoint only adds to an earlier one).
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from privacy.verify_entry import read_entry
from privacy.verify_note import Checkpoint, decoded, parse_checkpoint, parse_key, signers
from privacy.verify_tree import consistent, leaf_of, root_by_inclusion
from stream.errors import BadInput

_HEAD = "c2sp.org/tlog-proof@v1"
_NUMBER = r"(0|[1-9][0-9]{0,18})"
_MAX = 200_000


class Proven(NamedTuple):
    """`members` are those of the entry; {} when the proof was of two checkpoints."""

    ok: bool
    says: str
    members: dict[str, Any]


def check_proof(text: str, keys: Sequence[str], *, since: str | None = None) -> Proven:
    """Whether the proof holds under one of the public keys. `since`: the earlier checkpoint, for a proof that
    the log only grew. BadInput: not a proof, not a key."""
    text = text.replace("\r\n", "\n")
    if len(text) > _MAX:
        raise BadInput("not a proof: it is too long")
    head, _, note = text.partition("\n\n")
    checkpoint = parse_checkpoint(note)
    trusted = [parse_key(key) for key in keys]
    if not trusted:
        raise BadInput("name the log's public key: --key FILE, or the key itself")
    found = signers(checkpoint, trusted)
    if not found:
        return Proven(False, f"the checkpoint in it is not signed by {', '.join(map(str, trusted))}", {})
    lines = head.split("\n")
    if lines[0] == _HEAD:
        return _inclusion(lines[1:], checkpoint, str(found[0]))
    if match := re.fullmatch(f"old {_NUMBER}", lines[0]):
        return _growth(int(match[1]), lines[1:], checkpoint, since, keys)
    raise BadInput(f"not a proof: its first line is {_HEAD} or `old` and a number")


def _inclusion(lines: list[str], checkpoint: Checkpoint, signer: str) -> Proven:
    entry = _decoded(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else b""
    match = re.fullmatch(f"index {_NUMBER}", lines[0]) if lines else None
    if match is None:
        raise BadInput("not a proof: a line `index N` belongs there")
    if not entry:
        raise BadInput("the proof holds no entry (its `extra` line): make it with `firstbell audit prove`")
    index, path = int(match[1]), [_hash(line) for line in lines[1:]]
    root = root_by_inclusion(leaf_of(entry), index, checkpoint.size, path)
    if root != checkpoint.root:
        return Proven(False, f"this entry is not number {index + 1} of the log that {signer} signed", {})
    members, faults = read_entry(entry)
    if faults or members["seq"] != index + 1:
        text = faults[0].text if faults else f"it says that it is entry {members['seq']}"
        return Proven(False, f"entry {index + 1} is in the log, but {text}", members)
    says = (
        f"Entry {index + 1} is in the log {checkpoint.origin}, as it stood with {checkpoint.size} entries,"
        f" signed by {signer}: at {members['ts_utc']} {members['actor_id']} ({members['actor_role']}):"
        f" {members['action']}, {members['outcome']}"
    )
    return Proven(True, says, members)


def _growth(
    size: int, lines: list[str], checkpoint: Checkpoint, since: str | None, keys: Sequence[str]
) -> Proven:
    if since is None:
        raise BadInput("this proof compares two checkpoints: name the earlier one with --since FILE")
    earlier = parse_checkpoint(since)
    if not signers(earlier, [parse_key(key) for key in keys]):
        return Proven(False, "the earlier checkpoint is not signed by that key", {})
    if earlier.size != size or earlier.origin != checkpoint.origin:
        return Proven(False, f"the proof begins at {size} entries, that checkpoint at {earlier.size}", {})
    if not consistent(size, earlier.root, checkpoint.size, checkpoint.root, [_hash(line) for line in lines]):
        return Proven(
            False, "the later log does not begin with the earlier one: it was rewritten in between", {}
        )
    says = (
        f"The log {checkpoint.origin} with {checkpoint.size} entries begins with all {size} entries of the"
        " earlier checkpoint, unchanged"
    )
    return Proven(True, says, {})


def _hash(line: str) -> bytes:
    found = _decoded(line)
    if len(found) != 32:
        raise BadInput("not a proof: a line of it is not a SHA-256 in base64")
    return found


def _decoded(text: str) -> bytes:
    found = decoded(text)
    if found is None:
        raise BadInput("not a proof: a line of it is not base64")
    return found
