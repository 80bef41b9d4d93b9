"""Every mutation of the log is found with its reason, or the verifier says that it could not be."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from privacy import audit
from privacy.hold import hold
from privacy.models import AuditHead, HeldItem, Receipt
from privacy.verify import Report, verify
from stream.errors import BadInput, Retriable
from tests.privacy.conftest import Review
from tests.privacy.signed_log import Forger, acts, forging, plain_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[Forger]:
    acts()
    with forging() as forger:
        yield forger


def check(**more: Any) -> Report:
    return verify(connection.connection, **more)


def reasons(report: Report) -> set[str]:
    return {problem.reason for problem in report.problems}


def last() -> int:
    return AuditHead.objects.get().size


def test_an_untouched_log_is_whole(log: Forger) -> None:
    report = check()
    assert report.ok, report.lines()
    assert report.size == last()
    assert "all" in report.unprotected
    assert "whole" in report.lines()[0]
    assert json.loads(json.dumps(report.as_dict()))["ok"] is True


@pytest.mark.parametrize(
    "column", ["ts_utc", "actor_id", "actor_role", "action", "object_type", "object_key", "outcome"]
)
def test_every_sign_of_every_column_counts(log: Forger, column: str) -> None:
    seq = last() - 2
    value = log(f"SELECT {column} FROM audit_log WHERE seq = %s", seq)[0][0]  # noqa: S608 - a name from the list above
    for at in range(len(value)):
        forged = value[:at] + ("y" if value[at] == "x" else "x") + value[at + 1 :]
        log(f"UPDATE audit_log SET {column} = %s WHERE seq = %s", forged, seq)  # noqa: S608 - as above
        report = check()
        assert [(one.seq, one.reason) for one in report.problems] == [(seq, "column")]
        assert column in report.problems[0].text


@pytest.mark.parametrize("column", ["payload_canonical", "leaf_hash"])
def test_every_byte_counts(log: Forger, column: str) -> None:
    seq = last() - 2
    value = bytes(log(f"SELECT {column} FROM audit_log WHERE seq = %s", seq)[0][0])  # noqa: S608 - a name from the list above
    for at in range(len(value)):
        forged = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
        log(f"UPDATE audit_log SET {column} = %s WHERE seq = %s", forged, seq)  # noqa: S608 - as above
        assert "leaf" in reasons(check())


def _consistent_edit(log: Forger) -> None:
    seq = last() - 2
    log("UPDATE audit_log SET actor_id = %s WHERE seq = %s", "user:99", seq)
    log.write(seq, plain_json({**log.entry(seq), "actor_id": "user:99"}))


def _delete(log: Forger) -> None:
    log("DELETE FROM audit_log WHERE seq = %s", last() - 2)


def _insert(log: Forger) -> None:
    seq = last() + 1
    log(
        "INSERT INTO audit_log SELECT %s, ts_utc, actor_id, actor_role, action, object_type, object_key, outcome,"
        " payload_canonical, leaf_hash FROM audit_log WHERE seq = %s",
        seq,
        seq - 1,
    )
    log.write(seq, plain_json({**log.entry(seq), "seq": seq}))


def _swap(log: Forger) -> None:
    a, b = last() - 3, last() - 2
    for old, new in ((a, 10**9), (b, a), (10**9, b)):
        log("UPDATE audit_log SET seq = %s WHERE seq = %s", new, old)


def _swap_renumbered(log: Forger) -> None:
    a, b = last() - 3, last() - 2
    _swap(log)
    for seq in (a, b):
        log.write(seq, plain_json({**log.entry(seq), "seq": seq}))


def _truncate(log: Forger) -> None:
    log("DELETE FROM audit_log WHERE seq > %s", last() - 2)


def _shift(log: Forger) -> None:
    """Delete one and number the rest anew, bytes and all."""
    gone = last() - 3
    log("DELETE FROM audit_log WHERE seq = %s", gone)
    for seq in range(gone + 1, last() + 1):
        log("UPDATE audit_log SET seq = %s WHERE seq = %s", seq - 1, seq)
        log.write(seq - 1, plain_json({**log.entry(seq - 1), "seq": seq - 1}))


def _not_canonical(log: Forger) -> None:
    seq = last()
    log.write(seq, json.dumps(log.entry(seq), sort_keys=True).encode())
    log.rebuild_head()


def _unicode_twin(log: Forger) -> None:
    seq = last()
    entry = plain_json({**log.entry(seq), "outcome": "o\u212a"})
    log("UPDATE audit_log SET outcome = %s WHERE seq = %s", "o\u212a", seq)
    log.write(seq, entry)
    log.rebuild_head()


def _doubled_member(log: Forger) -> None:
    seq = last()
    entry = bytes(plain_json(log.entry(seq)))
    log.write(seq, entry.replace(b'{"action":', b'{"action":"item.queued","action":', 1))
    log.rebuild_head()


def _float(log: Forger) -> None:
    seq = last()
    log.write(seq, plain_json(log.entry(seq)).replace(b'"v":1', b'"v":1.0'))
    log.rebuild_head()


def _stray_member(log: Forger) -> None:
    seq = last()
    log.write(seq, plain_json({**log.entry(seq), "extra": 1}))
    log.rebuild_head()


def _not_json(log: Forger) -> None:
    log.write(last(), b"{")
    log.rebuild_head()


def _head_smaller(log: Forger) -> None:
    log("UPDATE audit_head SET size = size - 1")


def _head_forged(log: Forger) -> None:
    log("UPDATE audit_head SET frontier = %s", bytes(32 * last().bit_count()))


def _head_gone(log: Forger) -> None:
    log("DELETE FROM audit_head")


@pytest.mark.parametrize(
    ("forge", "expected"),
    [
        (_consistent_edit, {"root"}),
        (_delete, {"gap", "head"}),
        (_insert, {"head"}),
        (_swap, {"column"}),
        (_swap_renumbered, {"root"}),
        (_truncate, {"head"}),
        (_shift, {"head"}),
        (_not_canonical, {"canonical"}),
        (_unicode_twin, {"canonical"}),
        (_doubled_member, {"canonical"}),
        (_float, {"canonical"}),
        (_stray_member, {"format"}),
        (_not_json, {"canonical"}),
        (_head_smaller, {"head"}),
        (_head_forged, {"root"}),
        (_head_gone, {"head"}),
    ],
)
def test_a_forgery_is_found_for_the_right_reason(
    log: Forger, forge: Callable[[Forger], None], expected: set[str]
) -> None:
    forge(log)
    report = check()
    assert not report.ok
    assert expected <= reasons(report), report.lines()
    assert "CHANGED OR IS DAMAGED" in report.lines()[0]


@pytest.mark.parametrize("forge", [_truncate, _shift, _consistent_edit, _swap_renumbered])
def test_a_forger_who_rebuilds_the_head_is_found_only_from_outside(
    log: Forger, forge: Callable[[Forger], None]
) -> None:
    before = check()
    forge(log)
    log.rebuild_head()
    report = check()
    assert report.ok
    assert "could have cut off or rewritten them" in report.unprotected
    with_outside = check(known={before.size: before.root})
    assert reasons(with_outside) & {"checkpoint", "truncated"}


def test_a_checkpoint_from_outside_protects_what_it_saw(log: Forger) -> None:
    before = check()
    with audit.act():
        audit.record(
            actor_id="user:1",
            actor_role="analyst",
            action=audit.Action.AUDIT_VIEWED,
            object_type=audit.ObjectType.LOG,
            object_key="log",
        )
    report = check(known={before.size: before.root})
    assert report.ok
    assert f"the last 1 of {before.size + 1} entries" in report.unprotected
    assert check(known={0: hashlib.sha256(b"").hexdigest(), report.size: report.root}).unprotected == ""


def test_time_that_goes_backwards_is_a_note(log: Forger) -> None:
    seq = last()
    log("UPDATE audit_log SET ts_utc = %s WHERE seq = %s", "2001-01-01T00:00:00.000000Z", seq)
    log.write(seq, plain_json({**log.entry(seq), "ts_utc": "2001-01-01T00:00:00.000000Z"}))
    log.rebuild_head()
    report = check()
    assert report.ok
    assert "time goes backwards 1 times" in report.warnings[0]


def test_an_act_without_an_entry_is_found(log: Forger) -> None:
    looks = check().size
    assert "omitted" in reasons(check(expected={"item.looked": looks + 1}))
    assert check(expected={"item.looked": 0}).ok
    assert check(expected={"item.looked": 0}).warnings


def test_a_row_that_names_no_entry_is_found(log: Forger, review: Review) -> None:
    hold([review()])
    assert check().ok
    item = HeldItem.objects.get()
    Receipt.objects.create(item=item, seq=last() - 1, cause="delete", state_before="new", at=item.queued_at)
    assert reasons(check()) == {"omitted"}


def test_reads_a_file_and_leaves_it_as_it_is(log: Forger, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(copy)) as target:
        for name in ("audit_log", "audit_head", "privacy_receipt", "privacy_reveal"):
            log.cursor.execute(f"SELECT * FROM {name}")  # noqa: S608 - names from the list above
            columns = [column[0] for column in log.cursor.description]
            target.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            rows = [
                [bytes(v) if isinstance(v, memoryview) else v for v in row] for row in log.cursor.fetchall()
            ]
            marks = ", ".join("?" * len(columns))
            target.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - as above
        target.commit()
    before = copy.read_bytes()
    assert verify(copy).root == verify(str(copy)).root == check().root
    assert copy.read_bytes() == before


def test_what_is_no_log_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such database"):
        verify(tmp_path / "records.db")
    (tmp_path / "other.db").write_bytes(b"not a database at all, whatever its name says")
    with pytest.raises(BadInput, match="not a SQLite database"):
        verify(tmp_path / "other.db")
    sqlite3.connect(tmp_path / "empty.db").close()
    with pytest.raises(BadInput, match=r"no such database|holds no audit log"):
        verify(tmp_path / "empty.db")
    with pytest.raises(Retriable, match="is away"):
        verify("postgresql://nobody:secret@127.0.0.1:1/none")
