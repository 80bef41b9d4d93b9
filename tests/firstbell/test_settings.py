"""Configuration: read once, checked, printed without secrets."""

from pathlib import Path

import pytest

from firstbell.settings import BlueskySource, ImportSource, Settings, load
from stream.errors import BadInput


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIRSTBELL_BROKER", raising=False)
    monkeypatch.delenv("FIRSTBELL_DATABASE", raising=False)


def _write(folder: Path, text: str) -> Path:
    (folder / "firstbell.toml").write_text(text, "utf-8")
    return folder


def test_nothing_configured_is_one_machine(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert (settings.broker, settings.database, settings.listen) == ("embedded", "sqlite", "127.0.0.1:8600")


def test_options_go_before_environment_before_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = _write(tmp_path, 'broker = "kafka://file:1"\ndatabase = "postgresql://file/x"')
    monkeypatch.setenv("FIRSTBELL_BROKER", "kafka://environment:2")
    monkeypatch.setenv("FIRSTBELL_DATABASE", "postgresql://environment/x")
    settings = load(home, broker="kafka://option:3")
    assert (settings.broker, settings.database) == ("kafka://option:3", "postgresql://environment/x")


def test_sources_are_told_apart_by_kind(tmp_path: Path) -> None:
    home = _write(tmp_path, '[[sources]]\nkind = "bluesky"\n[[sources]]\nkind = "import"\npath = "x.jsonl"\n')
    assert load(home).sources == (BlueskySource(), ImportSource(path="x.jsonl"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("broker = 3", "broker"),
        ('brokr = "embedded"', "brokr"),
        ('broker = "redis://x"', "kafka://host:port"),
        ('database = "mysql://x"', "postgresql://"),
        ("retention_hours = 0", "1 to 168"),
        ('topic_prefix = "a b"', "topic_prefix"),
        ("[[sources]]\nkind = 'myspace'", "myspace"),
        ("[[sources]]\nkind = 'bluesky'\n[[sources]]\nkind = 'bluesky'", "same name"),
        ("not toml", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(_write(tmp_path, text))
    assert named in str(caught.value)
    assert str(tmp_path / "firstbell.toml") in str(caught.value)


def test_secrets_are_masked(tmp_path: Path) -> None:
    home = _write(
        tmp_path,
        'database = "postgresql://me:hunter2@db/x"\nbroker = "kafka://me:hunter2@k:1"\n'
        'webhook = "https://hooks.example/hunter2"\n[mail]\nhost = "m"\npassword = "hunter2"\n'
        '[kafka]\ntls = true\nuser = "district"\npassword = "hunter2"\n',
    )
    shown = str(load(home).masked())
    assert "hunter2" not in shown
    assert "me:***@db" in shown


def test_a_password_without_tls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"firstbell.toml: \[kafka\]: user needs tls = true"):
        load(_write(tmp_path, '[kafka]\nuser = "district"\npassword = "p"\n'))


def test_a_default_is_not_shared() -> None:
    assert Settings(home=Path("a")).path("keys", "x") == Path("a/keys/x")
