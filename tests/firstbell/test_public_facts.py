"""What the public is told of each source: its state under its terms, and neither address nor secret."""

from pathlib import Path

from firstbell.initialise import SAMPLE
from firstbell.public_facts import public_facts
from firstbell.settings import load

SOURCES = f"""
district = "{SAMPLE / "district.toml"}"
[[sources]]
kind = "rss"
url = "https://secret-feed.example/key"
[[sources]]
kind = "x"
token_file = "keys/x.token"
[[sources]]
kind = "reddit"
path = "r.jsonl"
[sources.permission]
who = "R. Alvarez"
when = 2026-02-01
reference = "letter 7"
scope = ["violence"]
"""


def test_each_source_is_told_with_its_terms_and_nothing_secret(tmp_path: Path) -> None:
    (tmp_path / "firstbell.toml").write_text(SOURCES, "utf-8")
    facts = public_facts(load(tmp_path))
    feed, x, reddit = facts["sources"]
    assert (feed["off"], feed["needs_permission"]) == (False, False)
    assert (x["off"], x["scored"]) == (True, [])
    assert (reddit["permission"], reddit["scored"]) == ("2026-02-01, letter 7", ["violence"])
    text = str(facts)
    assert "secret-feed" not in text
    assert "Alvarez" not in text
    assert "keys/" not in text
