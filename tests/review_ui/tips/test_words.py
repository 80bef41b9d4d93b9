"""Both languages are complete."""

import re
from pathlib import Path

import pytest

from review_ui.tips.words import HELP, LANGUAGES, TEXT, preferred

PAGES = Path(__file__).parents[3] / "review_ui/tips/templates/tips"


def test_every_word_stands_in_both_languages() -> None:
    assert set(TEXT) == set(HELP) == set(LANGUAGES)
    assert set(TEXT["en"]) == set(TEXT["es"])
    assert len(HELP["en"]) == len(HELP["es"])
    assert all(words.strip() for text in TEXT.values() for words in text.values())
    same = [name for name in TEXT["en"] if TEXT["en"][name] == TEXT["es"][name]]
    assert same == [], "not translated"


def test_templates_use_words_that_are_there_and_hold_none_of_their_own() -> None:
    for page in PAGES.glob("*.html"):
        source = page.read_text("utf-8")
        assert set(re.findall(r"\bt\.(\w+)", source)) <= set(TEXT["en"]), page.name
        bare = re.sub(r"(?s)\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", source)
        assert re.sub(r"[\s·]+", "", bare) == "", f"{page.name}: words outside the catalogue"


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en-US", "en"),
        ("fr, es;q=0.5", "es"),
        ("", "en"),
        ("zz;;,,", "en"),
    ],
)
def test_the_browser_s_first_language_that_we_have(accept: str, language: str) -> None:
    assert preferred(accept) == language
