"""Signed notes as the specification shows them, written by one module and read by another that shares no code."""

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.note import SigningKey, checkpoint, new_key, public_of
from privacy.verify_note import Forged, Key, parse_checkpoint, parse_key, signers
from stream.errors import BadInput, Fatal

ROOT = sha256(b"").digest()
EXAMPLE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SIGNATURE = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="


def test_the_example_of_the_specification() -> None:
    key = parse_key(EXAMPLE)
    raw = base64.b64decode(SIGNATURE)
    assert raw[:4] == key.id
    assert key.signed(b"This is an example message.\n", raw[4:])
    assert not key.signed(b"This is another message.\n", raw[4:])


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**60), st.binary(min_size=32, max_size=32))
def test_what_is_signed_is_read_back(seed: bytes, size: int, root: bytes) -> None:
    key = SigningKey("schools.example.org/audit", seed)
    found = parse_checkpoint(checkpoint(key.origin, size, root, [key]))
    assert (found.origin, found.size, found.root) == (key.origin, size, root)
    assert signers(found, [parse_key(key.verifier)]) == [Key(*public_of(key.verifier))]


def test_each_changed_byte_is_found() -> None:
    key = new_key("a.example/audit")
    note = checkpoint(key.origin, 12, ROOT, [key])
    whole = note.encode()
    for at in range(len(whole)):
        forged = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            assert signers(parse_checkpoint(forged.decode()), [parse_key(key.verifier)]) == []
        except (BadInput, UnicodeDecodeError):
            continue


def test_unknown_signatures_are_passed_over_and_false_ones_refused() -> None:
    key, other = new_key("a.example/audit"), new_key("a.example/audit")
    note = checkpoint(key.origin, 1, ROOT, [other, key])
    assert signers(parse_checkpoint(note), [parse_key(key.verifier)]) == [parse_key(key.verifier)]
    assert (
        signers(parse_checkpoint(checkpoint(key.origin, 1, ROOT, [other])), [parse_key(key.verifier)]) == []
    )
    false = note.replace("\n1\n", "\n2\n")
    with pytest.raises(Forged):
        signers(parse_checkpoint(false), [parse_key(key.verifier)])
    elsewhere = checkpoint("b.example/audit", 1, ROOT, [key])
    assert signers(parse_checkpoint(elsewhere), [parse_key(key.verifier)]) == [], (
        "a key signs its own log alone"
    )


def test_line_ends_of_a_mail_program_do_no_harm() -> None:
    key = new_key("a.example/audit")
    note = checkpoint(key.origin, 1, ROOT, [key]).replace("\n", "\r\n")
    assert signers(parse_checkpoint(note), [parse_key(key.verifier)])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a\n1\n\n",
        "a\n01\n" + base64.b64encode(ROOT).decode() + "\n\n— a AAAAAAAA\n",
        "a\n1\nc2hvcnQ=\n\n— a AAAAAAAA\n",
        "a\n1\n" + base64.b64encode(ROOT).decode() + "\n\n- a AAAAAAAA\n",
        "a\n1\n" + base64.b64encode(ROOT).decode() + "\n\n— a !\n",
        "a\x00\n1\n" + base64.b64encode(ROOT).decode() + "\n\n— a AAAAAAAA\n",
        "x" * 200_000,
    ],
)
def test_what_is_no_checkpoint_is_a_message(note: str) -> None:
    with pytest.raises(BadInput, match="not a checkpoint"):
        parse_checkpoint(note)


def test_what_is_no_key_is_a_message() -> None:
    for text in ("", "a+b", "a+00000000+AAAA", EXAMPLE.replace("530d903a", "530d903b")):
        with pytest.raises(BadInput):
            parse_key(text)
    with pytest.raises(Fatal, match="is damaged"):
        public_of("a+b+c")
