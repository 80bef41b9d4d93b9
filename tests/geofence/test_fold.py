"""Folding: one form for many spellings, with exact ways back to the original text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geofence.fold import offsets, phrase, squash, words


@pytest.mark.parametrize(
    "text",
    [
        "Whistle Creek",
        "WHISTLE-CREEK",
        "w h i s t l e  c r e e k",
        "Whіstle Сreek",
        "Whi\u200bstle\u00adCreek",
        "Whístlé Crèek",
        "𝗪𝗵𝗶𝘀𝘁𝗹𝗲 𝗖𝗿𝗲𝗲𝗸",
        "#WhistleCreek",
        "whistle_creek",
        "ᴡʜɪꜱᴛʟᴇ ᴄʀᴇᴇᴋ",
        "\u13b3hist\u13deE \u03f9\u13d2eek",
        "🅦🅗🅘🅢🅣🅛🅔 🅒🅡🅔🅔🅚",
    ],
)
def test_spellings_of_one_name_become_one(text: str) -> None:
    assert squash(text) == "whistlecreek"


@settings(max_examples=50)
@given(st.text())
def test_every_squashed_character_leads_back_to_the_original(text: str) -> None:
    squashed, origin = squash(text), offsets(text)
    assert len(squashed) == len(origin)
    assert origin == sorted(origin)
    assert all(char in squash(text[index]) for char, index in zip(squashed, origin, strict=True))


@settings(max_examples=50)
@given(st.text())
def test_words_lie_in_order_and_inside_the_text(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_hashtags_fall_into_words_by_capitals_and_digits() -> None:
    assert [word.fold for word in words("#LincolnHighRocks2026 LincolnHigh")] == [
        "lincoln",
        "high",
        "rocks",
        "2026",
        "lincolnhigh",
    ]


def test_a_phrase_has_no_marks() -> None:
    assert phrase("#St. Mary's @School") == ("st", "mary", "s", "school")
