"""Proofs against the RFC's vectors, the RFC's own checks and an independent library."""

from hashlib import sha256

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle.proof import (  # type: ignore[import-untyped]  # the library has no types
    InclusionProof,
    verify_consistency,
    verify_inclusion,
)

from privacy.merkle import leaf_hash
from privacy.proofs import (
    consistency,
    consistency_file,
    entry_of,
    inclusion,
    inclusion_file,
    leaves_of,
    root_of,
)
from privacy.verify_tree import consistent, leaf_of, root_by_inclusion
from stream.errors import BadInput
from tests.privacy.signed_log import acts
from tests.privacy.test_merkle import LEAVES

VECTORS = [leaf_hash(leaf) for leaf in LEAVES]


def test_vectors_of_the_rfc() -> None:
    assert [part.hex() for part in inclusion(VECTORS, 5)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [part.hex() for part in consistency(VECTORS[:7], 3)] == [
        "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
        "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e",
    ]


def _library(entries: list[bytes]) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    return tree


@pytest.mark.parametrize("size", range(1, 20))
def test_an_independent_library_makes_the_same_proofs_and_accepts_ours(size: int) -> None:
    entries = [bytes([n]) * n for n in range(size)]
    tree, leaves = _library(entries), [leaf_hash(entry) for entry in entries]
    assert tree.get_root() == root_of(leaves)
    for index in range(size):
        theirs = tree.prove_inclusion(index + 1)
        ours = inclusion(leaves, index)
        assert theirs.path == [leaves[index], *ours]
        proof = InclusionProof("sha256", True, size, index + 1, theirs.rule, [leaves[index], *ours])
        verify_inclusion(leaves[index], root_of(leaves), proof, index=index + 1, size=size)
        assert root_by_inclusion(leaf_of(entries[index]), index, size, theirs.path[1:]) == tree.get_root()
    for first in range(1, size):
        # Its path of consistency is longer than the RFC's: both must accept the same two roots.
        theirs = tree.prove_consistency(first)
        verify_consistency(root_of(leaves[:first]), root_of(leaves), theirs, prior_size=first)
        ours = consistency(leaves, first)
        assert consistent(first, root_of(leaves[:first]), size, root_of(leaves), ours)
        assert ours == _by_definition(leaves, first, whole=True)


def _by_definition(leaves: list[bytes], first: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2, with roots by its definition."""
    if first == len(leaves):
        return [] if whole else [_root(leaves)]
    split = 1
    while 2 * split < len(leaves):
        split *= 2
    if first <= split:
        return [*_by_definition(leaves[:split], first, whole=whole), _root(leaves[split:])]
    return [*_by_definition(leaves[split:], first - split, whole=False), _root(leaves[:split])]


def _root(leaves: list[bytes]) -> bytes:
    """As the RFC defines it, over leaf hashes."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while 2 * split < len(leaves):
        split *= 2
    return sha256(b"\x01" + _root(leaves[:split]) + _root(leaves[split:])).digest()


@given(st.integers(1, 200), st.data())
def test_every_proof_holds_and_no_other_does(size: int, data: st.DataObject) -> None:
    leaves = [sha256(b"%d" % n).digest() for n in range(size)]
    root, index = root_of(leaves), data.draw(st.integers(0, size - 1))
    path = inclusion(leaves, index)
    assert root_by_inclusion(leaves[index], index, size, path) == root
    other = data.draw(st.integers(0, size - 1))
    assert other == index or root_by_inclusion(leaves[index], other, size, path) != root
    assert root_by_inclusion(leaves[index], index, size, [*path, root]) != root
    first = data.draw(st.integers(1, size))
    proof, old = consistency(leaves, first), root_of(leaves[:first])
    assert consistent(first, old, size, root, proof)
    assert not consistent(first, sha256(old).digest(), size, root, proof)
    assert first == size or not consistent(first, old, size, root, proof[:-1])
    assert not consistent(first, old, size, root, [*proof, root])


@pytest.mark.django_db
def test_the_logs_entries_are_the_leaves() -> None:
    last = acts(5)
    leaves = leaves_of(connection.connection, last)
    entry = entry_of(connection.connection, last)
    assert leaf_of(entry) == leaves[-1]
    with pytest.raises(BadInput, match="there is no entry"):
        entry_of(connection.connection, last + 1)
    with pytest.raises(BadInput, match="the log has"):
        leaves_of(connection.connection, last + 1)
    made = inclusion_file(entry, last - 1, inclusion(leaves, last - 1), "note\n")
    assert made.startswith("c2sp.org/tlog-proof@v1\nextra ")
    assert made.endswith("\n\nnote\n")
    assert consistency_file(2, [], "note\n") == "old 2\n\nnote\n"
