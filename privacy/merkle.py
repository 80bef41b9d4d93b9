"""The Merkle tree of RFC 6962 (section 2.1), as a frontier that grows in O(log n).

The frontier is the roots of the perfect subtrees that make up the tree, largest first, 32 bytes each:
one per set bit of the size.
"""

from collections.abc import Sequence
from hashlib import sha256

HASH = 32


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def append(size: int, frontier: Sequence[bytes], leaf: bytes) -> list[bytes]:
    """The frontier of size + 1 leaves. ValueError when `frontier` cannot be that of `size`."""
    if len(frontier) != size.bit_count():
        raise ValueError(
            f"a tree of {size} leaves has {size.bit_count()} hashes in its frontier, found {len(frontier)}"
        )
    grown = list(frontier)
    while size & 1:
        leaf = node_hash(grown.pop(), leaf)
        size >>= 1
    return [*grown, leaf]


def root(frontier: Sequence[bytes]) -> bytes:
    """The tree's root; of no leaves, the hash of nothing."""
    if not frontier:
        return sha256(b"").digest()
    *rest, result = frontier
    for left in reversed(rest):
        result = node_hash(left, result)
    return result


def pack(frontier: Sequence[bytes]) -> bytes:
    return b"".join(frontier)


def unpack(packed: bytes) -> list[bytes]:
    return [packed[at : at + HASH] for at in range(0, len(packed), HASH)]
