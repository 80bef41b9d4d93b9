"""A request's keys: with the vault alone, through an exchange of its key, and gone for good when destroyed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from privacy import everything, keys, vault_keys
from privacy.actors import system
from privacy.hold import hold
from privacy.rights import record
from privacy.rights.models import Kind, Outcome, RightsRequest, Words
from privacy.vault_reseal import Rotating
from privacy.vault_room import Room
from tests.privacy.conftest import Review
from tests.privacy.rights.test_record import HANDLE, LEAD, OFFICER, PROOF, WHO, confirmed

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    settings.PRIVACY_KEYS = tmp_path / "keys"


@pytest.fixture
def row(_own_keys: None, review: Review) -> RightsRequest:
    hold([review()])
    made = confirmed(Kind.ACCESS)
    record.give(made.pk, OFFICER, "bluesky", HANDLE)
    return made


def opens(row: RightsRequest) -> None:
    read = record.read(row.pk, OFFICER)
    assert list(read.words.values()) == [WHO, PROOF]
    assert list(read.given.values()) == [HANDLE]


def test_keys_leave_the_database_and_follow_an_exchange(row: RightsRequest) -> None:
    room = Rotating(Room(), timedelta(0))
    opens(row)
    room.keep(NOW)
    assert not row.keys.exclude(key_sealed=b"").exists(), "no backup of the database holds them"
    opens(row)
    second = confirmed(Kind.DELETION)
    assert "are still sealed to the old one" in room.rotate()
    record.give(second.pk, OFFICER, "bluesky", HANDLE)
    for _ in range(6):
        room.keep(datetime.now(UTC) + timedelta(seconds=1))
        opens(row)
        opens(second)
    assert not vault_keys.rotating(room.room.keys_dir), "the old key is gone"
    assert record.search(row.pk, row.given.get().pk, LEAD) == 1


def test_a_key_that_comes_back_with_an_old_copy_goes_again(row: RightsRequest) -> None:
    room = Room()
    room.keep(NOW)
    copy = room.store.path.read_bytes()
    record.close(row.pk, OFFICER, Outcome.WITHDRAWN, "they took it back")
    room.keep(NOW)
    gone = row.keys.get(use="search")
    assert gone.gone_at is not None
    assert gone.key_id not in room.store.ids()
    room.store.path.write_bytes(copy)
    assert gone.key_id in room.store.ids()
    assert room.reconcile() == 1
    assert gone.key_id not in room.store.ids()
    assert row.keys.get(use="record").key_id in room.store.ids()


def test_at_the_end_of_a_contract_nothing_of_a_request_is_left(row: RightsRequest) -> None:
    record.search(row.pk, row.given.get().pk, LEAD)
    everything.destroy_records(system("destroy"), NOW)
    assert not RightsRequest.objects.exists()
    assert not Words.objects.exists()
