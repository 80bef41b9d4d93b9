"""A proof needs the public key alone, and nothing else passes for it."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from privacy import audit, proofs, signer_keys
from privacy.signer import Signer
from privacy.verify_proof import check_proof
from stream.errors import BadInput
from tests.privacy.signed_log import acts, made, signed, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(tmp_path: Path) -> Signer:
    return made(tmp_path / "signer")


def proof_of(seq: int, size: int, note: str) -> str:
    leaves = proofs.leaves_of(connection.connection, size)
    return proofs.inclusion_file(
        proofs.entry_of(connection.connection, seq), seq - 1, proofs.inclusion(leaves, seq - 1), note
    )


def test_every_entry_is_proven_by_the_key_alone(work: Signer) -> None:
    last = acts()
    note = signed(work)
    for seq in range(last - 6, last + 1):
        found = check_proof(proof_of(seq, last, note), [work.key.verifier])
        assert found.ok, found.says
        assert found.members["seq"] == seq
        assert f"Entry {seq} is in the log" in found.says
    assert found.members["action"] == audit.Action.ITEM_LOOKED
    assert check_proof(proof_of(last, last, note).replace("\n", "\r\n"), [work.key.verifier]).ok


def test_no_byte_of_a_proof_can_be_changed(work: Signer) -> None:
    last = acts(3)
    text = proof_of(last - 1, last, signed(work)).encode()
    for at in range(len(text)):
        forged = text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :]
        try:
            assert not check_proof(forged.decode(), [work.key.verifier]).ok
        except (BadInput, UnicodeDecodeError):
            continue


def test_the_wrong_key_entry_or_number_proves_nothing(work: Signer) -> None:
    last = acts(4)
    note = signed(work)
    text = proof_of(last, last, note)
    assert "not signed by" in check_proof(text, [stranger().verifier]).says
    other = base64.b64encode(proofs.entry_of(connection.connection, last - 1)).decode()
    swapped = "\n".join(f"extra {other}" if line.startswith("extra") else line for line in text.split("\n"))
    assert not check_proof(swapped, [work.key.verifier]).ok
    assert not check_proof(text.replace(f"index {last - 1}", f"index {last - 2}"), [work.key.verifier]).ok
    with pytest.raises(BadInput, match="public key"):
        check_proof(text, [])
    with pytest.raises(BadInput, match="not a"):
        check_proof("anything", [work.key.verifier])


def test_growth_is_proven_between_any_two_heads(work: Signer) -> None:
    first = signed(work)
    size = work.last.size
    acts(5)
    second = signed(work)
    leaves = proofs.leaves_of(connection.connection, work.last.size)
    text = proofs.consistency_file(size, proofs.consistency(leaves, size), second)
    found = check_proof(text, [work.key.verifier], since=first)
    assert found.ok, found.says
    with pytest.raises(BadInput, match="--since"):
        check_proof(text, [work.key.verifier])
    false = proofs.consistency_file(size, [leaves[0]], second)
    assert "rewritten" in check_proof(false, [work.key.verifier], since=first).says
    assert not check_proof(text, [work.key.verifier], since=second).ok


def test_a_proof_is_checked_without_a_home_folder_or_a_database(work: Signer, tmp_path: Path) -> None:
    last = acts(2)
    (tmp_path / "proof").write_text(proof_of(last, last, signed(work)), "utf-8")
    program = (
        "import sys; from privacy.verify_proof import check_proof;"
        "print(check_proof(open('proof', encoding='utf-8').read(), sys.argv[1:]).ok);"
        "print([name for name in ('django', 'sqlite3', 'psycopg', 'privacy.audit', 'privacy.merkle') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, work.key.verifier],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split("\n")[:2] == ["True", "[]"], done.stderr


def test_a_proof_from_before_a_rotation_is_checked_with_the_key_of_its_time(work: Signer) -> None:
    last = acts(1)
    old, text = work.key.verifier, proof_of(last, last, signed(work))
    new = signer_keys.rotate(work.folder)
    signed(work)
    assert check_proof(text, [old]).ok
    assert not check_proof(text, [new.verifier]).ok
