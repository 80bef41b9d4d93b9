"""A code is shown once and kept nowhere: what a person types finds it, and nobody can choose one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.sealing import opener, sealer
from privacy.tips.codes import ALPHABET, LENGTH, Codes, shown, typed
from stream.errors import BadInput

CODES = Codes(bytes(range(32)))


def test_a_ticket_names_one_code_and_one_post() -> None:
    ticket = CODES.ticket()
    assert CODES.checked(ticket) == ticket
    assert CODES.of(ticket) == CODES.of(ticket)
    assert CODES.post_id(ticket) == CODES.post_id(ticket)
    assert len({CODES.of(CODES.ticket()) for _ in range(200)}) == 200


@given(st.text("0123456789abcdef", max_size=70))
def test_a_ticket_that_is_not_ours_is_refused(made_up: str) -> None:
    with pytest.raises(BadInput, match="not one of ours"):
        CODES.checked(made_up)
    with pytest.raises(BadInput, match="not one of ours"):
        Codes(bytes(32)).checked(CODES.ticket())


@given(st.integers(0, 50))
def test_what_a_person_copies_is_the_code(number: int) -> None:
    code = CODES.of(CODES.ticket_of(str(number)))
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    sloppy = shown(code).lower().replace("0", "o").replace("1", "l").replace("-", " - ")
    assert typed(sloppy) == code


@pytest.mark.parametrize("wrong", ["", "ABCD", "U" * 16, "A" * 17, "ABCD-EFGH-JKMN-PQR!"])
def test_what_cannot_be_a_code_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match="16 letters and digits"):
        typed(wrong)


def test_only_the_code_opens_an_answer() -> None:
    code, other = CODES.of(CODES.ticket()), CODES.of(CODES.ticket())
    sealed = sealer(CODES.reply_key(code).public_key)(b"we are here")
    assert opener(CODES.reply_key(code))(sealed) == b"we are here"
    for wrong in (CODES.reply_key(other), Codes(bytes(32)).reply_key(code)):
        with pytest.raises(BadInput):
            opener(wrong)(sealed)
