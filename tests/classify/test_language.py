"""Short posts of our own in ten languages, and the model's own posts for what matters most: English or Spanish."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from classify.language import VALIDATED, language, validated

ROOT = Path(__file__).parents[2]
POSTS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data/languages.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.model
def test_short_posts_in_ten_languages() -> None:
    found = Counter((code, language(text)) for code, text in POSTS)
    assert len({code for code, _ in POSTS}) == 10
    right = sum(count for (code, said), count in found.items() if code == said)
    assert right >= 0.97 * len(POSTS), found
    assert sum(count for (code, said), count in found.items() if {code, said} == set(VALIDATED)) == 0


@pytest.mark.model
def test_english_and_spanish_are_not_confused() -> None:
    files = [ROOT / f"models/data/contrast-{code}.jsonl" for code in VALIDATED]
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    found = Counter((row["lang"], language(row["text"])) for row in rows)
    confused = sum(count for pair, count in found.items() if set(pair) == set(VALIDATED))
    marked = sum(count for (_, said), count in found.items() if not validated(said))
    assert confused < 0.03 * len(rows), found
    assert marked < 0.03 * len(rows), found


@pytest.mark.parametrize(
    "text", ["", "lol", "ok", "\U0001f602\U0001f602", "@user #go https://example.org/a", "\ud800"]
)
def test_too_little_to_tell_is_not_marked(text: str) -> None:
    assert language(text) == ""
    assert validated("")


def test_what_is_marked() -> None:
    assert [code for code in ("en", "es", "fr", "zh", "") if not validated(code)] == ["fr", "zh"]


def test_the_identifier_is_loaded_only_when_asked() -> None:
    code = "import sys, classify.stage; print('py3langid' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
