"""The verifier's own Merkle tree (RFC 6962, section 2.1) and the checks of RFC 9162, sections 2.1.3.2 and 2.1.4.2."""

from collections.abc import Sequence
from hashlib import sha256


def leaf_of(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows leaf by leaf: (height, hash) of its perfect subtrees, largest first."""

    def __init__(self) -> None:
        self.parts: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        self.parts.append((0, leaf))
        while len(self.parts) > 1 and self.parts[-1][0] == self.parts[-2][0]:
            height, right = self.parts.pop()
            _, left = self.parts.pop()
            self.parts.append((height + 1, _node(left, right)))

    def root(self) -> bytes:
        """Of no leaves, the hash of nothing."""
        if not self.parts:
            return sha256(b"").digest()
        result = self.parts[-1][1]
        for _, left in self.parts[-2::-1]:
            result = _node(left, result)
        return result

    def frontier(self) -> bytes:
        return b"".join(part for _, part in self.parts)


def root_by_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root of `size` leaves of which the one at `index` (from 0) hashes to `leaf`. None: no such path."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for part in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = _node(part, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = _node(found, part)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def consistent(first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that the tree of `second` leaves begins with the one of `first`."""
    if first == second:
        return not path and first_root == second_root
    if not 0 < first < second or not path:
        return False
    proof = list(path)
    if first & (first - 1) == 0:
        proof.insert(0, first_root)
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = proof[0]
    for part in proof[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = _node(part, old), _node(part, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = _node(new, part)
        at, last = at >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
