import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import normalise


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("k1ll sch00l", "kill school"),
        ("room 10B at 3rd period, covid19, mp3", "room 10B at 3rd period, covid19, mp3"),
        ("ki\u200bll", "kill"),
        ("i will k i l l you", "i will kill you"),
        ("k.i.l.l them, k-1-l-l them", "kill them, kill them"),
        ("plan a or b, she's a d in the U S A", "plan a or b, she's a d in the U S A"),
        ("n-n-n-nine b-b-b-b times", "n-n-n-nine b-b-b-b times"),
        ("\u0455ch\u043eol", "school"),
        ("\u0448\u043a\u043e\u043b\u0430", "\u0448\u043a\u043e\u043b\u0430"),
        ("\uff28\uff29", "HI"),
        ("nooooo", "noo"),
        ("ask @some.one.example about https://x.example/y?z", "ask @user about http"),
        ("a.b@c.example or 5550100200", "@email or 000"),
        ("\U0001f52b\ufe0f", "gun"),
        ("a\x00b\n c", "a b c"),
    ],
)
def test_what_the_model_reads(text: str, read: str) -> None:
    assert normalise(text) == read


@given(st.text())
def test_any_string_becomes_clean_utf8(text: str) -> None:
    read = normalise(text)
    read.encode("utf-8")
    assert read == read.strip()
    assert "  " not in read


@given(st.text(alphabet=st.characters(categories=["Cs"]), min_size=1))
def test_lone_surrogates_are_nothing(text: str) -> None:
    assert normalise(text) == ""
