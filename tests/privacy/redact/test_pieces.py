"""Long texts in pieces: nothing is lost at a cut, and time does not run away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.redact.pieces import PIECE, joined, pieces
from privacy.redact.redactor import Redactor
from privacy.redact.spans import Found

LONG = "la junta es el martes. " * 300


@given(st.text(st.sampled_from("ab \n."), max_size=40), st.integers(1, 300))
def test_pieces_make_up_the_text(text: str, times: int) -> None:
    whole = text * times
    spans = pieces(whole)
    assert "".join(whole[start:end] for start, end in spans) == whole
    assert all(end - start <= PIECE for start, end in spans)


def test_a_cut_stands_at_the_end_of_a_sentence_when_there_is_one() -> None:
    assert all(LONG[start:end].endswith(". ") for start, end in pieces(LONG))


def test_what_ends_at_a_cut_word_takes_the_rest_of_it() -> None:
    text = "x" * (PIECE + 500) + " y"
    [whole] = joined(text, [(0, [Found(0, PIECE, "link")]), (PIECE, [Found(0, 3, "handle")])])
    assert whole == Found(0, PIECE + 500, "link")


def test_a_long_text_is_redacted_to_its_end_with_one_numbering() -> None:
    text = f"llama al 614-555-0199 {LONG} o al 614-555-0142 {LONG} o al 614-555-0199"
    [done] = Redactor().redact([text], ["es"])
    assert [text[one.start : one.end] for one in done.entities] == [
        "614-555-0199",
        "614-555-0142",
        "614-555-0199",
    ]
    assert done.text.endswith("o al [PHONE 1]")


@pytest.mark.timeout(30)
@pytest.mark.parametrize("word", ["snap ", "ig, ", "#", "a/", "l i n c "])
def test_no_text_holds_the_redactor(word: str) -> None:
    [done] = Redactor().redact([word * (4000 // len(word))], ["es"])
    assert done.text
