"""Which sources may be read, and what their posts may be scored for."""

from pathlib import Path

import pytest

from firstbell.settings import load
from firstbell.source_settings import heads_of, is_pushed, refusal
from firstbell.sources_command import describe, sources
from firstbell.supervisor import commands
from stream.contracts import HEADS
from stream.errors import BadInput

PERMISSION = '[sources.permission]\nwho = "R. Alvarez"\nwhen = 2026-02-01\nreference = "letter 7"\nscope = ["self_harm", "violence"]\n'
X = '[[sources]]\nkind = "x"\ntoken_file = "keys/x.token"\n'
PUSH = '[[sources]]\nkind = "push"\nname = "partner"\n'


def home(folder: Path, text: str) -> Path:
    (folder / "firstbell.toml").write_text(text, "utf-8")
    return folder


def test_a_source_that_needs_a_permission_stays_off_without_one_and_says_what_is_missing(
    tmp_path: Path,
) -> None:
    settings = load(home(tmp_path, X + '[[sources]]\nkind = "reddit"\npath = "r.jsonl"\n' + PUSH))
    x, reddit, push = settings.sources
    for source in (x, reddit):
        why = refusal(source)
        assert why is not None
        for part in ("written permission", "who, when, reference and scope", "Terms:"):
            assert part in why
    assert refusal(push) is None
    assert is_pushed(push)
    names = [child.name for child in commands(settings)]
    assert "ingest-push" in names
    assert [name for name in names if name in ("ingest-x", "ingest-reddit", "ingest-partner")] == []
    assert heads_of(settings.sources)["x"] == ()


def test_a_permission_opens_a_source_and_never_widens_its_terms(tmp_path: Path) -> None:
    settings = load(
        home(tmp_path, X + PERMISSION + '[[sources]]\nkind = "telegram"\npath = "t.jsonl"\n' + PERMISSION)
    )
    x, _telegram = settings.sources
    assert refusal(x) is None
    heads = heads_of(settings.sources)
    assert heads["x"] == ("violence",)
    assert heads["telegram"] == ("self_harm", "violence")
    assert heads["reddit"] == ()
    assert "bluesky" not in heads
    assert "ingest-x" in [child.name for child in commands(settings)]
    shown = next(part for part in describe(settings) if part.startswith("x (x)"))
    for part in (
        "scored    violence; never self_harm",
        "within 24 hours",
        "R. Alvarez, 2026-02-01, letter 7",
    ):
        assert part in shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[sources]]\nkind = "discord"\n', "not supported, on purpose"),
        ('[[sources]]\nkind = "Instagram"\n', "surveillance"),
        (X + PERMISSION.replace("letter 7", " "), "reference"),
        (X + PERMISSION.replace('"self_harm", "violence"', ""), "scope"),
        (X + PERMISSION.replace('"violence"', '"everything"'), "scope"),
        (X + PERMISSION.replace("2026-02-01", "2999-01-01"), "future"),
        ('[[sources]]\nkind = "push"\nname = "x"\n', "choose your own"),
        ('[[sources]]\nkind = "push"\nname = "a/b"\n', "letters, digits"),
        ('[[sources]]\nkind = "rss"\nurl = "https://a.example"\nevery_s = 1\n', "at least 60"),
        ('[[sources]]\nkind = "bluesky"\npacked = true\n', "dictionary"),
        ('[[sources]]\nkind = "import"\npath = "a.csv"\nformat = "csv"\n', "columns"),
        (
            '[[sources]]\nkind = "mastodon"\ninstance = "https://a.example"\ntoken_file = "t"\nstream = "hashtag"\n',
            "hashtag",
        ),
    ],
)
def test_a_wrong_block_is_named_with_its_fault(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(home(tmp_path, text))
    assert says in str(caught.value)
    assert "firstbell.toml" in str(caught.value)


def test_the_switch_the_token_and_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load(home(tmp_path, PUSH))
    assert "nobody has its token" in describe(settings)[0]
    sources(settings, "token", "partner")
    token = capsys.readouterr().out.strip()
    kept = (tmp_path / "keys/push-partner.sha256").read_text("ascii")
    assert token
    assert token not in kept
    sources(settings, "pause", "partner")
    assert (tmp_path / "state/pause-partner").exists()
    assert "paused" in describe(settings)[0]
    sources(settings, "resume", "partner")
    assert not (tmp_path / "state/pause-partner").exists()
    capsys.readouterr()
    sources(settings, "list", None)
    shown = capsys.readouterr().out
    for name in ("partner (push)", "bluesky", "x\n", "discord", "tiktok"):
        assert name in shown
    wrong: tuple[tuple[str, str | None], ...] = (("pause", None), ("pause", "other"), ("token", None))
    for action, one in wrong:
        with pytest.raises(BadInput):
            sources(settings, action, one)


def test_every_head_stands_in_some_source() -> None:
    assert set(heads_of(())["mastodon"]) <= set(HEADS)
