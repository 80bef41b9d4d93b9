"""What an author's envelope says."""

import pytest

from privacy.envelope import Author, read
from stream.errors import BadInput


def test_all_members_are_optional_and_others_ignored() -> None:
    assert read(b"") == read(b"{}") == Author()
    assert read(b'{"account":"did:plc:x","cid":"y","name":null,"handle":5}   ') == Author(account="did:plc:x")


def test_a_line_for_a_person() -> None:
    assert Author("id7", "@heron", "A Name", "https://example.invalid").line() == "@heron · A Name · id7"
    assert Author(account="id7").line() == "id7"
    assert Author().line() == ""


@pytest.mark.parametrize("opened", [b"not json", b"[]", b'"a handle"', b"\xff"])
def test_what_is_no_envelope_is_a_message_that_quotes_nothing(opened: bytes) -> None:
    with pytest.raises(BadInput, match="is not a JSON object") as caught:
        read(opened)
    assert opened.decode("latin-1") not in str(caught.value)


def test_an_author_does_not_print_itself() -> None:
    assert "heron" not in repr(Author(handle="heron"))
