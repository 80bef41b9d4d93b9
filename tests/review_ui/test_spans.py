"""Marks on the redacted text."""

from hypothesis import given
from hypothesis import strategies as st

from review_ui.item import PLACEHOLDER
from review_ui.spans import pieces
from stream.contracts import Ground, Span

OFFSET = st.integers(-5, 60)
SPANS = st.lists(
    st.builds(
        Span,
        head=st.just("violence"),
        start=OFFSET,
        end=OFFSET,
        weight=st.floats(0, 1, allow_subnormal=False),
    ),
    max_size=5,
)
GROUNDS = st.lists(
    st.builds(Ground, school=st.just("s"), boundary=st.just("s"), basis=st.just("name"), start=st.none() | OFFSET, end=st.none() | OFFSET),
    max_size=3,
)  # fmt: skip


@given(st.text(max_size=50), SPANS, GROUNDS)
def test_the_pieces_always_join_to_the_text(text: str, spans: list[Span], grounds: list[Ground]) -> None:
    assert "".join(piece.text for piece in pieces(text, spans, grounds, PLACEHOLDER)) == text


def test_each_mark_says_in_words_what_it_is() -> None:
    text = "[PERSON 1] at Heron High said so"
    ground = Ground(school="s", boundary="s", basis="name", start=14, end=24)
    found = pieces(text, [Span(head="self_harm", start=20, end=29, weight=0.6)], [ground], PLACEHOLDER)
    assert [(piece.text, piece.kind) for piece in found] == [
        ("[PERSON 1]", "gone"),
        (" at ", ""),
        ("Heron ", "place"),
        ("High", "both"),
        (" said", "evidence"),
        (" so", ""),
    ]
    assert found[3].says == "evidence for self-harm, most of the score; names the school"
