"""What one database alone cannot show is shown by a checkpoint that someone else kept."""

import ast
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from privacy import audit, signer_keys
from privacy.note import checkpoint
from privacy.signer import Signer
from privacy.verify import Held, Report, verify
from stream.errors import BadInput
from tests.privacy.signed_log import (
    NOW,
    ORIGIN,
    Forger,
    acts,
    forging,
    made,
    plain_json,
    signed,
    stranger,
)

pytestmark = pytest.mark.django_db

LETTER = "the letter of Monday"


@pytest.fixture
def work(tmp_path: Path) -> Signer:
    made_ = made(tmp_path / "signer")
    acts()
    return made_


def check(*notes: str, keys: tuple[str, ...] = (), local: str = "") -> Report:
    held = [Held(note, LETTER if n == 0 else f"letter {n}") for n, note in enumerate(notes)]
    if local:
        held.append(Held(local, "checkpoints/checkpoint", local=True))
    return verify(connection.connection, checkpoints=held, keys=keys)


def reasons(report: Report) -> set[str]:
    return {problem.reason for problem in report.problems}


def _edit(log: Forger, last: int) -> None:
    log("UPDATE audit_log SET actor_id = %s WHERE seq = %s", "user:99", last - 2)
    log.write(last - 2, plain_json({**log.entry(last - 2), "actor_id": "user:99"}))


def _truncate(log: Forger, last: int) -> None:
    log("DELETE FROM audit_log WHERE seq > %s", last - 2)


def _delete(log: Forger, last: int) -> None:
    gone = last - 3
    log("DELETE FROM audit_log WHERE seq = %s", gone)
    for seq in range(gone + 1, last + 1):
        log("UPDATE audit_log SET seq = %s WHERE seq = %s", seq - 1, seq)
        log.write(seq - 1, plain_json({**log.entry(seq - 1), "seq": seq - 1}))


def _insert(log: Forger, last: int) -> None:
    """Between two old ones; all that follow are numbered anew."""
    at = last - 2
    for seq in range(last, at, -1):
        log("UPDATE audit_log SET seq = %s WHERE seq = %s", seq + 1, seq)
        log.write(seq + 1, plain_json({**log.entry(seq + 1), "seq": seq + 1}))
    log(
        "INSERT INTO audit_log SELECT %s, ts_utc, actor_id, actor_role, action, object_type, object_key, outcome,"
        " payload_canonical, leaf_hash FROM audit_log WHERE seq = %s",
        at + 1,
        at,
    )
    log.write(at + 1, plain_json({**log.entry(at), "seq": at + 1}))


def _reorder(log: Forger, last: int) -> None:
    a, b = last - 3, last - 2
    for old, new in ((a, 10**9), (b, a), (10**9, b)):
        log("UPDATE audit_log SET seq = %s WHERE seq = %s", new, old)
    for seq in (a, b):
        log.write(seq, plain_json({**log.entry(seq), "seq": seq}))


def _duplicate(log: Forger, last: int) -> None:
    columns = "ts_utc, actor_id, actor_role, action, object_type, object_key, outcome"
    row = log(f"SELECT {columns} FROM audit_log WHERE seq = %s", last - 3)[0]  # noqa: S608 - names above
    sets = ", ".join(f"{name} = %s" for name in columns.split(", "))
    log(f"UPDATE audit_log SET {sets} WHERE seq = %s", *row, last - 2)  # noqa: S608 - as above
    log.write(last - 2, plain_json({**log.entry(last - 3), "seq": last - 2}))


FORGERIES = [_edit, _truncate, _delete, _insert, _reorder, _duplicate]


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_rebuilt_log_is_found_once_a_checkpoint_is_given(
    work: Signer, forge: Callable[[Forger, int], None]
) -> None:
    note, last = signed(work), work.last.size
    with forging() as log:
        forge(log, last)
        log.rebuild_head()
        alone = check()
        assert alone.ok, "hashes inside one database cannot show it"
        assert f"all {alone.size} entries are covered by no checkpoint from outside" in alone.unprotected
        found = check(note)
        assert reasons(found) == {"truncated" if forge in (_truncate, _delete) else "checkpoint"}
        assert LETTER in found.problems[0].text
        # The same from the folder of checkpoints, which whoever writes the database alone cannot change.
        assert not check(local=note).ok


def test_a_log_made_anew_and_signed_with_another_key_is_found(work: Signer, tmp_path: Path) -> None:
    note, key = signed(work), work.key.verifier
    other = stranger()
    with forging() as log:
        _edit(log, work.last.size)
        for seq in range(1, work.last.size + 1):
            members = log.entry(seq)
            if members["action"] == audit.Action.SIGNER_KEY_CREATED:
                members["payload"]["public"] = other.public.hex()
                log.write(seq, plain_json(members))
        log.rebuild_head()
        root = check().root
        forged = checkpoint(ORIGIN, work.last.size, bytes.fromhex(root), [other])
        assert check(local=forged).ok, "only who holds the true key or an old checkpoint can tell"
        assert reasons(check(note)) == {"signature"}
        assert reasons(check(forged, keys=(key,))) == {"signature"}
        assert reasons(check(note, keys=(key,))) == {"checkpoint"}


def test_two_signed_heads_of_one_size_are_a_fork(work: Signer) -> None:
    note = signed(work)
    twin = checkpoint(ORIGIN, work.last.size, bytes(32), [work.key])
    found = check(note, twin)
    assert {"fork", "checkpoint"} == reasons(found)
    assert any("two logs were shown to two readers" in problem.text for problem in found.problems)


def test_a_fork_that_was_shown_to_one_reader_does_not_fit_the_log_of_the_others(work: Signer) -> None:
    """An operator with the signing key keeps two logs; each reader's checkpoint fits one of them."""
    shared = signed(work)
    with forging() as log:
        at = work.last.size - 1
        kept = log("SELECT payload_canonical, leaf_hash, actor_id FROM audit_log WHERE seq = %s", at)[0]
        _edit(log, at + 2)
        log.rebuild_head()
        fork = checkpoint(ORIGIN, work.last.size, bytes.fromhex(check().root), [work.key])
        assert check(fork).ok
        assert reasons(check(fork, shared)) == {"fork", "checkpoint"}
        log(
            "UPDATE audit_log SET payload_canonical = %s, leaf_hash = %s, actor_id = %s WHERE seq = %s",
            *kept,
            at,
        )
        log.rebuild_head()
        assert reasons(check(fork)) == {"checkpoint"}


def test_a_false_signature_is_a_problem_and_a_strange_file_a_message(work: Signer) -> None:
    note = signed(work)
    size = work.last.size
    assert reasons(check(note.replace(f"\n{size}\n", f"\n{size - 1}\n"))) == {"signature"}
    with pytest.raises(BadInput, match=f"{LETTER}: not a checkpoint"):
        check("Dear all,\n")
    with pytest.raises(BadInput, match="public key"):
        check(note, keys=("none",))


def test_it_says_what_is_protected_by_whom_and_what_is_not(work: Signer) -> None:
    first = signed(work)
    size = work.last.size
    acts(2)
    second = signed(work, NOW + timedelta(minutes=6))
    acts(1)
    report = check(first, local=second)
    assert report.ok
    assert [line.split(",")[0] for line in report.protected] == [
        f"the first {size} of {size + 3} entries",
        f"the first {size + 2} of {size + 3} entries",
    ]
    assert report.unprotected.startswith(f"the last 3 of {size + 3} entries")
    assert f"from entry {size + 3} on" in report.unprotected
    assert any("compare them with the public key" in line for line in report.warnings)
    assert not any("public key" in line for line in check(first, keys=(work.key.verifier,)).warnings)
    assert json.loads(json.dumps(report.as_dict()))["protected"] == report.protected


def test_a_new_beginning_is_said(work: Signer, tmp_path: Path) -> None:
    note = signed(work)
    made(tmp_path / "another")
    report = check(note, keys=(work.key.verifier,))
    assert report.ok
    assert any("begins anew" in line for line in report.warnings)


@pytest.mark.parametrize("field", ["old", "new", "signed_by_old", "signed_by_new", "origin"])
def test_a_forged_hand_over_is_found(work: Signer, field: str) -> None:
    signer_keys.rotate(work.folder)
    last = verify(connection.connection).size
    with forging() as log:
        members = log.entry(last)
        value = members["payload"][field]
        members["payload"][field] = (
            "x.example/audit" if field == "origin" else value[:-1] + ("0" if value[-1] != "0" else "1")
        )
        log.write(last, plain_json(members))
        log.rebuild_head()
        assert reasons(check()) == {"keys"}
        del members["payload"][field]
        log.write(last, plain_json(members))
        log.rebuild_head()
        assert reasons(check()) == {"keys"}


ROOT = Path(__file__).parents[2]
COMMON = {"stream.errors"}
WRITERS = ("privacy.audit", "privacy.merkle", "privacy.canonical", "privacy.proofs", "privacy.note", "privacy.signer", "privacy.signer_keys", "privacy.publish")  # fmt: skip


def _reaches(*modules: str) -> set[str]:
    """All modules of ours that these import, directly or not."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        path = ROOT / (name.replace(".", "/") + ".py")
        if name in found or not path.exists():
            continue
        found.add(name)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import():
                    waiting += [alias.name for alias in node.names]
                case ast.ImportFrom(module=str(module)):
                    waiting += [module, *(f"{module}.{alias.name}" for alias in node.names)]
    return found


def test_the_verifier_shares_no_code_with_the_writer() -> None:
    verifier = {path.stem for path in (ROOT / "privacy").glob("verify*.py")}
    ours = {name for name in _reaches(*(f"privacy.{name}" for name in verifier)) if "." in name}
    assert ours == {f"privacy.{name}" for name in verifier} | COMMON
    assert _reaches(*WRITERS) & ours <= COMMON
