"""Key files: made once, checked at every load, never overwritten."""

import stat
from pathlib import Path

import pytest

from privacy import keys
from stream.errors import Fatal

ALL = ["audit.key", "codes.key", "tips.key", "tips.pub", "vault.key", "vault.pub"]


def test_made_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert sorted(path.name for path in keys.create(folder)) == ALL
    private = keys.load_private(folder)
    assert keys.load_public(folder) == private.public_key
    assert keys.load_tips_public(folder) == keys.load_tips_private(folder).public_key
    assert len(keys.load_codes_key(folder)) == 32
    assert keys.create(folder) == []
    assert keys.load_private(folder) == private
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in ALL if name.endswith(".key")} == {0o600}
    assert sorted(path.name for path in folder.iterdir()) == ALL


def test_a_lost_public_key_is_derived_again(tmp_path: Path) -> None:
    keys.create(tmp_path)
    (tmp_path / "vault.pub").unlink()
    keys.create(tmp_path)
    assert keys.load_public(tmp_path) == keys.load_private(tmp_path).public_key


def test_no_new_private_key_beside_a_public_one(tmp_path: Path) -> None:
    keys.create(tmp_path)
    (tmp_path / "vault.key").unlink()
    assert keys.create(tmp_path) == []
    with pytest.raises(Fatal, match=r"vault\.key is missing: restore it"):
        keys.load_private(tmp_path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_private_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    keys.create(tmp_path)
    (tmp_path / "vault.key").chmod(mode)
    with pytest.raises(Fatal, match=r"can be read by others .* chmod 600 "):
        keys.load_private(tmp_path)


@pytest.mark.parametrize("content", [b"", b"abc", b"zz" * 32, b"00" * 31, b"\xff\xfe" * 32])
def test_a_malformed_key_is_refused_without_quoting_it(tmp_path: Path, content: bytes) -> None:
    keys.create(tmp_path)
    for name, load in (
        ("vault.key", keys.load_private),
        ("vault.pub", keys.load_public),
        ("audit.key", keys.load_audit_key),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Fatal, match="is not a key") as caught:
            load(tmp_path)
        assert not content or content.decode("latin-1") not in str(caught.value).replace(str(tmp_path), "")


def test_a_missing_key_names_the_remedy(tmp_path: Path) -> None:
    for load in (keys.load_public, keys.load_private, keys.load_audit_key):
        with pytest.raises(Fatal, match="is missing: "):
            load(tmp_path)
