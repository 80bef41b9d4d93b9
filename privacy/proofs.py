"""Makes proofs: that an entry is in the log, and that a later log only adds to an earlier one. No Django here.

RFC 6962, sections 2.1.1 and 2.1.2, by their recursive definitions. Written as c2sp.org/tlog-proof and as the
request of c2sp.org/tlog-witness.
"""

import base64
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from privacy import merkle
from stream.errors import BadInput

Leaves = Sequence[bytes]
_FETCH = 2000


def root_of(leaves: Leaves) -> bytes:
    """The root over these leaf hashes."""
    frontier: list[bytes] = []
    for size, leaf in enumerate(leaves):
        frontier = merkle.append(size, frontier, leaf)
    return merkle.root(frontier)


def inclusion(leaves: Leaves, index: int) -> list[bytes]:
    """The path for the leaf at `index` (from 0) in the tree over all `leaves`."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion(leaves[split:], index - split), root_of(leaves[:split])]


def consistency(leaves: Leaves, first: int) -> list[bytes]:
    """The proof that the tree over `leaves` begins with the one over its first `first` (1 or more) leaves."""
    return _part(leaves, first, whole=True)


def _part(leaves: Leaves, first: int, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_part(leaves[:split], first, whole=whole), root_of(leaves[split:])]
    return [*_part(leaves[split:], first - split, whole=False), root_of(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def leaves_of(connection: Any, size: int) -> list[bytes]:
    """The first `size` leaf hashes, from the entries' bytes. BadInput when the log has fewer."""
    with closing(connection.cursor()) as cursor:
        found: list[bytes] = []
        for start in range(0, size, _FETCH):
            cursor.execute(
                "SELECT payload_canonical FROM audit_log"  # noqa: S608 - numbers
                f" WHERE seq > {start} AND seq <= {min(start + _FETCH, size)} ORDER BY seq"
            )
            found += [merkle.leaf_hash(bytes(entry)) for (entry,) in cursor.fetchall()]
    if len(found) != size:
        raise BadInput(
            f"the checkpoint saw {size} entries, the log has {len(found)} of them: `firstbell audit verify`"
        )
    return found


def entry_of(connection: Any, seq: int) -> bytes:
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SELECT payload_canonical FROM audit_log WHERE seq = {int(seq)}")  # noqa: S608 - a number
        row = cursor.fetchone()
    if row is None:
        raise BadInput(f"there is no entry {seq}")
    return bytes(row[0])


def inclusion_file(entry: bytes, index: int, path: Sequence[bytes], checkpoint: str) -> str:
    """A .tlog-proof whose extra data is the entry itself."""
    lines = ["c2sp.org/tlog-proof@v1", f"extra {_base64(entry)}", f"index {index}", *map(_base64, path)]
    return "\n".join(lines) + "\n\n" + checkpoint


def consistency_file(first: int, path: Sequence[bytes], checkpoint: str) -> str:
    """What a witness is sent: the size of the earlier checkpoint, the proof, the later checkpoint."""
    return "\n".join([f"old {first}", *map(_base64, path)]) + "\n\n" + checkpoint


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
