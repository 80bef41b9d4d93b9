"""The signer remembers its last head outside the database and signs nothing that does not follow from it."""

import itertools
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from privacy import audit, signer, signer_keys, signer_state
from privacy.note import load_key, new_key, write_key
from privacy.signer import Refused, alone
from privacy.signer_state import Signed
from privacy.verify import Held, verify
from privacy.verify_note import parse_checkpoint, parse_key, signers
from stream.errors import BadInput, Fatal
from tests.privacy.signed_log import NOW, ORIGIN, Forger, acts, forging, made, opened, plain_json, signed

pytestmark = pytest.mark.django_db


def test_a_signed_head_is_the_logs_own(tmp_path: Path) -> None:
    work = made(tmp_path / "signer")
    last = acts()
    assert work.due(connection.connection, NOW)
    note = signed(work)
    checkpoint = parse_checkpoint(note)
    key = parse_key((tmp_path / "signer" / signer.PUBLIC).read_text("ascii"))
    assert (checkpoint.origin, checkpoint.size) == (ORIGIN, last)
    assert signers(checkpoint, [key]) == [key]
    report = verify(connection.connection, checkpoints=[Held(note, "the letter")], keys=[work.key.verifier])
    assert report.ok, report.lines()
    assert report.root == checkpoint.root.hex()
    assert report.unprotected == ""
    assert "not even with the database and the signing key" in report.protected[0]


def test_it_signs_when_it_is_time_and_at_once_when_something_left_the_team(tmp_path: Path) -> None:
    work = made(tmp_path / "signer")
    signed(work)
    soon = NOW + timedelta(minutes=1)
    assert not work.due(connection.connection, soon)
    assert work.sign(connection.connection, soon) is False
    acts(1)
    assert not work.due(connection.connection, soon)
    assert work.due(connection.connection, NOW + timedelta(minutes=5))
    acts(1, action=audit.Action.RIGHTS_PRINTED)
    assert work.due(connection.connection, soon)
    assert work.sign(connection.connection, soon) is True
    assert not work.due(connection.connection, soon)
    acts(3)
    assert signer.Signer(work.folder, every=timedelta(hours=1), entries=3).due(connection.connection, soon)


def _cut(log: Forger, last: int) -> None:
    log("DELETE FROM audit_log WHERE seq > %s", last - 2)


def _edit(log: Forger, last: int) -> None:
    log.write(last - 2, plain_json({**log.entry(last - 2), "actor_id": "user:99"}))


def _remove_old(log: Forger, last: int) -> None:
    log("DELETE FROM audit_log WHERE seq = %s", last - 2)
    for seq in range(last - 1, last + 1):
        log("UPDATE audit_log SET seq = %s WHERE seq = %s", seq - 1, seq)
        log.write(seq - 1, plain_json({**log.entry(seq - 1), "seq": seq - 1}))


def _cut_and_grow(log: Forger, last: int) -> None:
    _cut(log, last)
    log.rebuild_head()
    acts(4)


def _nothing_but_the_head(log: Forger, last: int) -> None:
    log("UPDATE audit_head SET frontier = %s", bytes(32 * last.bit_count()))


def _no_head(log: Forger, last: int) -> None:
    log("DELETE FROM audit_head")


@pytest.mark.parametrize(
    ("forge", "rebuild"),
    [
        (_cut, True),
        (_edit, True),
        (_remove_old, True),
        (_cut_and_grow, False),
        (_nothing_but_the_head, False),
        (_no_head, False),
    ],
)
def test_it_refuses_a_log_that_does_not_follow_from_its_last_head(
    tmp_path: Path, forge: Callable[[Forger, int], None], rebuild: bool
) -> None:
    work = made(tmp_path / "signer")
    last = acts()
    note = signed(work)
    memory = (work.folder / signer.STATE).read_bytes()
    with forging() as log:
        forge(log, last)
        if rebuild:
            log.rebuild_head()
        for now in (NOW + timedelta(minutes=6), NOW + timedelta(hours=2)):
            if forge is _edit and now < NOW + timedelta(hours=1):
                continue  # what was signed before is read again each hour
            with pytest.raises(Refused):
                work.sign(connection.connection, now)
        with pytest.raises(Refused):
            opened(work.folder).sign(connection.connection, NOW + timedelta(hours=3))
    assert (work.folder / signer.STATE).read_bytes() == memory
    assert work.last.checkpoint == note


def test_a_signer_without_key_or_memory_says_so_and_signs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "signer"
    made(folder)
    kept = {name: (folder / name).read_bytes() for name in (signer.KEY, signer.STATE)}
    for name, spoilt in itertools.product(kept, (None, b"", b"{}x", b'{"size": 3}', b"PRIVATE+KEY+a+b+c")):
        (folder / name).unlink()
        if spoilt is not None:
            (folder / name).write_bytes(spoilt)
            (folder / name).chmod(0o600)
        with pytest.raises(Fatal, match=r"is missing|is damaged|is not a signing key"):
            opened(folder)
        assert signer.create(folder, ORIGIN) == []
        (folder / name).write_bytes(kept[name])
        (folder / name).chmod(0o600)
    opened(folder)
    (folder / signer.KEY).chmod(0o644)
    with pytest.raises(Fatal, match="can be read by others"):
        opened(folder)


def test_two_signers_do_not_work_in_one_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(Fatal, match="another signer"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass
    with pytest.raises(Fatal, match="run `firstbell init`"), alone(tmp_path / "missing"):
        pass


def test_a_rotation_is_in_the_log_and_both_keys_sign_the_next_head(tmp_path: Path) -> None:
    work = made(tmp_path / "signer")
    old, first = work.key.verifier, signed(work)
    new = signer_keys.rotate(work.folder)
    assert signer_keys.rotate(work.folder) == new, "again goes on where it was"
    assert work.due(connection.connection, NOW)
    second = signed(work, NOW + timedelta(minutes=1))
    assert work.key.verifier == new.verifier == (work.folder / signer.PUBLIC).read_text("ascii").strip()
    keys = [parse_key(old), parse_key(new.verifier)]
    assert signers(parse_checkpoint(second), keys) == keys
    acts(1)
    third = signed(work, NOW + timedelta(minutes=7))
    assert signers(parse_checkpoint(third), keys) == keys[1:]
    held = [Held(text, f"letter {n}") for n, text in enumerate((first, second, third))]
    report = verify(connection.connection, checkpoints=held, keys=[old])
    assert report.ok, "the old key leads to the new one"
    assert report.unprotected == ""
    assert not any("begins anew" in line for line in report.warnings)


def test_a_rotation_goes_on_after_a_crash_at_any_point(tmp_path: Path) -> None:
    work = made(tmp_path / "signer")
    old, _ = signer.prepare_rotation(work.folder)
    new = signer_keys.rotate(work.folder)
    assert old == work.key, "a crash before the entry: the same next key is named"
    signed(work)
    # A crash between the signed head and the exchange of the files:
    write_key(work.folder / signer.NEXT_KEY, new)
    (work.folder / signer.KEY).unlink()
    write_key(work.folder / signer.KEY, old)
    again = opened(work.folder)
    assert again.due(connection.connection, NOW)
    again.sign(connection.connection, NOW)
    assert load_key(work.folder / signer.KEY) == new
    assert not (work.folder / signer.NEXT_KEY).exists()


def test_a_hand_over_to_a_key_that_is_not_the_signers_is_refused(tmp_path: Path) -> None:
    work = made(tmp_path / "signer")
    signed(work)
    other = tmp_path / "other"
    signer.create(other, ORIGIN)
    signer_keys.rotate(other)
    with pytest.raises(Refused, match="not this signer's"):
        work.sign(connection.connection, NOW)
    report = verify(connection.connection)
    assert {problem.reason for problem in report.problems} == {"keys"}


def test_the_memory_survives_a_crash_at_any_write(tmp_path: Path) -> None:
    path = tmp_path / signer.STATE
    one, two = Signed(1, "ab" * 32, "one"), Signed(2, "cd" * 32, "two")
    signer_state.save(path, one)
    (tmp_path / f".{signer.STATE}.dead").write_text(json.dumps({"size": 2})[:5])  # what a crash leaves
    assert signer_state.load(path) == one
    signer_state.save(path, two)
    assert signer_state.load(path) == two


def test_a_key_file_is_never_overwritten_and_names_are_checked(tmp_path: Path) -> None:
    key = new_key(ORIGIN)
    write_key(tmp_path / "key", key)
    with suppress(FileExistsError):
        write_key(tmp_path / "key", new_key(ORIGIN))
    assert load_key(tmp_path / "key") == key
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    for origin in ("", "two words", "with+plus", "Capital", "a" * 101):
        with pytest.raises(BadInput, match="checkpoints: origin"):
            new_key(origin)
