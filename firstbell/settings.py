"""The one configuration object: read once, passed down, printed at start with secrets masked.

Order, later wins: defaults, `firstbell.toml` in the home folder, environment (FIRSTBELL_BROKER,
FIRSTBELL_DATABASE), options of the command line.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Self

import msgspec

from stream.errors import BadInput

HOME_ENV = "FIRSTBELL_HOME"
DEFAULT_HOME = Path("firstbell-home")


class BlueskySource(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="bluesky", tag_field="kind"
):
    """Bluesky Jetstream, v1 wire. `url` is the server's base, e.g. wss://jetstream1.us-east.bsky.network."""

    name: str = "bluesky"
    url: str = "wss://jetstream1.us-east.bsky.network"


class ImportSource(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="import", tag_field="kind"
):
    """A JSON Lines file of posts (docs/import.md). `follow` keeps reading as the file grows."""

    path: str
    name: str = "import"
    follow: bool = False


Source = BlueskySource | ImportSource


class Mail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """SMTP for notifications. Empty host: messages go to `outbox/` in the home folder."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    sender: str = "firstbell@localhost"
    starttls: bool = True


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that can be configured; see docs/settings.md. Paths are relative to `home`."""

    home: Path = DEFAULT_HOME
    broker: str = "embedded"
    """`embedded`, or kafka://host:port[,host:port]."""
    topic_prefix: str = "firstbell"
    """Districts that share a Kafka cluster have a prefix each."""
    partitions: int = 6
    """Partitions a topic on Kafka, when we create it."""
    retention_hours: int = 24
    """How long a post lies in the encrypted stream; then its key is destroyed."""
    database: str = "sqlite"
    """`sqlite` (records.db in the home folder), or postgresql://user:password@host:port/name."""
    district: str = "district.toml"
    listen: str = "127.0.0.1:8600"
    public_url: str = ""
    """The console's address as people type it; default http://<listen>."""
    metrics_host: str = "127.0.0.1"
    metrics_port: int = 0
    """First port of the workers' /metrics, one each, counted up; 0 takes free ports."""
    demo: bool = False
    """Invented posts; every page says so."""
    sources: tuple[Source, ...] = ()
    mail: Mail = Mail()
    webhook: str = ""
    """POSTed on each notification: counts and a link, no post text."""

    @property
    def address(self) -> str:
        return self.public_url or f"http://{self.listen}"

    def path(self, *parts: str) -> Path:
        return self.home.joinpath(*parts)

    def masked(self) -> dict[str, object]:
        """For the log at start: every secret replaced by ***."""
        shown: dict[str, object] = msgspec.to_builtins(self, enc_hook=str)
        shown["database"] = re.sub(r"(//[^:/@]*):[^@]*@", r"\1:***@", self.database)
        shown["broker"] = re.sub(r"(//[^:/@]*):[^@]*@", r"\1:***@", self.broker)
        if self.mail.password:
            shown["mail"] = {**msgspec.to_builtins(self.mail), "password": "***"}
        if self.webhook:
            shown["webhook"] = re.sub(r"(//[^/]*/).*", r"\1***", self.webhook)
        return shown

    def replace(self, **changes: object) -> Self:
        given = {name: value for name, value in changes.items() if value is not None}
        return msgspec.structs.replace(self, **given)


def load(home: Path | None = None, **options: object) -> Settings:
    """Read the configuration. BadInput names the file, the field and what would be right."""
    home = Path(home or os.environ.get(HOME_ENV) or DEFAULT_HOME).absolute()
    file = home / "firstbell.toml"
    values: dict[str, object] = {}
    if file.exists():
        try:
            values = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadInput(f"{file}: not valid TOML: {error}") from error
    values.pop("home", None)
    for name in ("broker", "database"):
        if from_env := os.environ.get(f"FIRSTBELL_{name.upper()}"):
            values[name] = from_env
    values.update({name: value for name, value in options.items() if value is not None})
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise BadInput(f"{file}: {error}; docs/settings.md lists every setting") from error
    settings = settings.replace(home=home)
    _check(settings, file)
    return settings


def _check(settings: Settings, file: Path) -> None:
    if settings.broker != "embedded" and not settings.broker.startswith("kafka://"):
        raise BadInput(f"{file}: broker {settings.broker!r}: use `embedded` or kafka://host:port")
    if settings.database != "sqlite" and not re.match(r"postgres(ql)?://", settings.database):
        raise BadInput(f"{file}: database: use `sqlite` or postgresql://user:password@host:port/name")
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,100}", settings.topic_prefix):
        raise BadInput(f"{file}: topic_prefix: letters, digits, dot, dash and underscore only")
    if not 1 <= settings.retention_hours <= 24 * 7:
        raise BadInput(f"{file}: retention_hours: 1 to 168, found {settings.retention_hours}")
    names = [source.name for source in settings.sources]
    if len(set(names)) != len(names):
        raise BadInput(f"{file}: two sources have the same name; give each its own `name`")
