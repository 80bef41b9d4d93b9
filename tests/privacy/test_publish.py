"""Checkpoints get out, once, by each way; one way that fails is tried again and stops no other."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from privacy import publish
from privacy.note import checkpoint, new_key
from privacy.publish import Deliveries, Folder, Mail, Published
from privacy.verify_note import parse_checkpoint, parse_key, signers
from stream.errors import BadInput

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = new_key("schools.example.org/audit")


def signed(size: int, at: datetime = NOW) -> Published:
    return Published(checkpoint(KEY.origin, size, bytes(32), [KEY]), size, KEY.verifier, at)


@dataclass(frozen=True)
class NoServer:
    """No mail server: letters become files."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    sender: str = "firstbell@district.example"
    starttls: bool = True


def mail(tmp_path: Path, *to: str, officer: tuple[str, ...] = ()) -> Mail:
    return Mail(to, NoServer(), tmp_path / "outbox", timedelta(hours=24), officer)


@dataclass
class Broken:
    """A way that fails as often as it is told to."""

    left: int
    name: str = "broken"
    every: timedelta = timedelta(0)
    got: list[str] = field(default_factory=list)

    def publish(self, one: Published) -> None:
        self._fail()
        self.got.append(one.text)

    def alarm(self, text: str, now: datetime) -> None:
        self._fail()
        self.got.append(text)

    def calm(self) -> None:
        self.got.append("calm")

    def _fail(self) -> None:
        if self.left:
            self.left -= 1
            raise OSError("the share is away")


def test_a_folder_keeps_every_checkpoint_and_shows_the_newest(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "checkpoints")
    for size, at in ((3, NOW), (8, NOW), (9, NOW + timedelta(days=1))):
        folder.publish(signed(size, at))
    folder.publish(signed(9, NOW + timedelta(days=1)))
    files = sorted(str(path.relative_to(folder.path)) for path in folder.path.rglob("*") if path.is_file())
    assert files == [
        "2026-03-02/checkpoint-000000000003",
        "2026-03-02/checkpoint-000000000008",
        "2026-03-03/checkpoint-000000000009",
        "checkpoint",
        "public-key",
    ]
    assert [parse_checkpoint(text).size for _, text in publish.kept(folder.path)] == [9, 8, 9]
    twin = replace(signed(9, NOW + timedelta(days=1)), text=checkpoint(KEY.origin, 9, b"\x01" * 32, [KEY]))
    folder.publish(twin)
    assert (folder.path / "2026-03-03" / "checkpoint-000000000009-2").exists(), "nothing kept is written over"


def test_a_letter_holds_what_verifies(tmp_path: Path) -> None:
    mail(tmp_path, "auditor@example.org", "counsel@example.org").publish(signed(12))
    (file,) = (tmp_path / "outbox").iterdir()
    letter = message_from_bytes(file.read_bytes())
    assert letter["To"] == "auditor@example.org, counsel@example.org"
    assert "12 entries" in str(letter["Subject"])
    attached = {
        part.get_filename(): part.get_payload(decode=True) for part in letter.walk() if part.get_filename()
    }
    note, key = attached["checkpoint.txt"], attached["public-key.txt"]
    assert isinstance(note, bytes)
    assert isinstance(key, bytes)
    assert signers(parse_checkpoint(note.decode()), [parse_key(key.decode())])
    mail(tmp_path).publish(signed(13))
    assert len(list((tmp_path / "outbox").iterdir())) == 1, "without recipients there is no letter"


def test_each_way_gets_each_checkpoint_once_at_its_own_pace(tmp_path: Path) -> None:
    folder, letters = Folder(tmp_path / "out"), mail(tmp_path, "auditor@example.org")
    file = tmp_path / "published.json"

    def count() -> tuple[int, int]:
        days = [path for path in folder.path.rglob("checkpoint-*") if path.is_file()]
        return len(days), len(list((tmp_path / "outbox").iterdir()))

    assert Deliveries(file, [folder, letters]).publish(signed(1)) == {}
    assert Deliveries(file, [folder, letters]).publish(signed(1)) == {}
    assert count() == (1, 1)
    assert Deliveries(file, [folder, letters]).publish(signed(2, NOW + timedelta(hours=1))) == {}
    assert count() == (2, 1), "a letter a day"
    assert Deliveries(file, [folder, letters]).publish(signed(3, NOW + timedelta(hours=24))) == {}
    assert count() == (3, 2)
    both = replace(signed(4, NOW + timedelta(hours=25)), text=checkpoint(KEY.origin, 4, bytes(32), [KEY, new_key(KEY.origin)]))  # fmt: skip
    assert Deliveries(file, [folder, letters]).publish(both) == {}
    assert count() == (4, 3), "a key that hands over is told at once"
    file.write_text("{", "utf-8")
    assert Deliveries(file, [folder, letters]).publish(both) == {}
    assert count() == (4, 4), "a lost memory costs a letter, no more"


def test_a_way_that_fails_is_tried_again_and_stops_no_other(tmp_path: Path) -> None:
    broken, folder = Broken(2), Folder(tmp_path / "out")
    deliveries = Deliveries(tmp_path / "published.json", [broken, folder])
    assert deliveries.publish(signed(1)) == {"broken": "OSError"}
    assert (folder.path / "checkpoint").exists()
    assert deliveries.publish(signed(1)) == {"broken": "OSError"}
    assert deliveries.publish(signed(1)) == {}
    assert deliveries.publish(signed(1)) == {}
    assert len(broken.got) == 1


def test_an_alarm_goes_to_the_officer_and_to_all_who_keep_checkpoints(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "out")
    letters = mail(tmp_path, "auditor@example.org", officer=("privacy@district.example",))
    deliveries = Deliveries(tmp_path / "published.json", [folder, letters])
    for minutes in (0, 10, 60):
        assert deliveries.alarm("the end was cut off", NOW + timedelta(minutes=minutes)) == {}
    (file,) = (tmp_path / "outbox").iterdir()
    letter = message_from_bytes(file.read_bytes())
    assert letter["To"] == "privacy@district.example, auditor@example.org"
    assert "ALARM" in str(letter["Subject"])
    assert "the end was cut off" in (folder.path / "ALARM.txt").read_text("utf-8")
    deliveries.alarm("the end was cut off", NOW + timedelta(hours=24))
    assert len(list((tmp_path / "outbox").iterdir())) == 2, "once a day while it lasts"
    assert deliveries.calm() == {}
    assert not (folder.path / "ALARM.txt").exists()
    assert "alarm" not in json.dumps(json.loads((tmp_path / "published.json").read_text("utf-8")))


def test_an_alarm_that_reaches_nobody_is_a_fault(tmp_path: Path) -> None:
    deliveries = Deliveries(tmp_path / "published.json", [mail(tmp_path)])
    assert deliveries.alarm("gone", NOW) == {"mail": BadInput.__name__}
