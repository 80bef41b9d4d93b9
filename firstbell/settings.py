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

from firstbell.source_settings import (
    BlueskySource,
    ImportSource,
    Source,
    check_source,
    refuse_unsupported,
)
from stream.brokers.access import Access, Mechanism
from stream.errors import BadInput

__all__ = ["BlueskySource", "ImportSource", "Mail", "Settings", "Source", "load"]

HOME_ENV = "FIRSTBELL_HOME"
DEFAULT_HOME = Path("firstbell-home")


class Mail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """SMTP for notifications. Empty host: messages go to `outbox/` in the home folder."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    sender: str = "firstbell@localhost"
    starttls: bool = True


class Mailbox(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mailbox for tips, read by IMAP over TLS. What was taken into the stream is deleted there."""

    host: str
    user: str
    password: str
    port: int = 993
    folder: str = "INBOX"
    school: str = ""
    """Id of the school that its mails are about; "" where they may be about any."""
    every_s: int = 30
    ca: str = ""
    """A file of certificates to trust in place of the system's, relative to `home`."""


class Tips(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The public pages for anonymous tips; they run where this table is there."""

    listen: str = "127.0.0.1:8620"
    public_url: str = ""
    """The address as people type it; default http://<listen>."""
    per_minute: int = 60
    """Tips taken a minute over all schools, in the long run; twice as many at once."""
    per_school: int = 20
    """The same for one school."""
    most_waiting: int = 2000
    """No more are taken while so many wait for the stream."""
    sms_secret: str = ""
    """Signs what a gateway for text messages hands over; "" takes none."""
    mailbox: Mailbox | None = None

    @property
    def address(self) -> str:
        return self.public_url or f"http://{self.listen}"


class Checkpoints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Signed heads of the audit log: what the signer signs how often, and where they go (docs/audit.md)."""

    origin: str = ""
    """The log's name in every checkpoint; read once, when `init` makes the key. Default: the console's host."""
    every_minutes: int = 5
    """A log that grew is signed after so long, and at once when something leaves the team."""
    every_entries: int = 1000
    folder: str = "checkpoints"
    mail_to: tuple[str, ...] = ()
    """People outside the operator's control who keep checkpoints: superintendent, auditor, counsel."""
    mail_every_hours: int = 24
    signer_folder: str = "signer"
    """Key and memory of the signer. May belong to another user, who then runs `firstbell worker signer`."""
    run_signer: bool = True
    """Whether `firstbell run` starts the signer."""


class Kafka(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a Kafka that asks who comes is entered; see docs/kafka.md."""

    tls: bool = False
    ca: str = ""
    """A file of certificates to trust in place of the system's, relative to `home`."""
    user: str = ""
    password: str = ""
    mechanism: Mechanism = "SCRAM-SHA-512"


class Retention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long decided items stay (docs/retention.md). What nobody decided never expires."""

    dismissed_days: int = 7
    """From the decision; then counts only. 1 to 30."""
    referred_days: int = 365
    """The schedule of a case that was given none of its own. 1 to 3650."""
    disclosure_days: int = 1096
    """How long the record of a disclosure outlives it once its item is destroyed. 365 to 3653."""


class Rights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Deadlines of rights requests (docs/rights.md), in days from the day they were received."""

    access_days: int = 45
    """34 CFR 99.10(b) allows 45 days. 1 to 45."""
    change_days: int = 30
    """Correction, deletion and appeal. 1 to 90."""
    keep_days: int = 1096
    """How long what was written about a closed request stays. 30 to 3653."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that can be configured; see docs/settings.md. Paths are relative to `home`."""

    home: Path = DEFAULT_HOME
    broker: str = "embedded"
    """`embedded`, or kafka://host:port[,host:port]."""
    topic_prefix: str = "firstbell"
    """Districts that share a Kafka cluster have a prefix each."""
    kafka: Kafka = Kafka()
    partitions: int = 6
    """Partitions a topic on Kafka, when we create it."""
    retention: Retention = Retention()
    rights: Rights = Rights()
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
    push_listen: str = "127.0.0.1:8610"
    """Where pushed posts are taken, when a source is pushed."""
    tips: Tips | None = None
    mail: Mail = Mail()
    checkpoints: Checkpoints = Checkpoints()
    webhook: str = ""
    """POSTed on each notification: counts and a link, no post text."""

    @property
    def address(self) -> str:
        return self.public_url or f"http://{self.listen}"

    @property
    def access(self) -> Access:
        """BadInput when [kafka] does not fit together."""
        given = self.kafka
        ca = self.path(given.ca) if given.ca else None
        return Access(
            tls=given.tls, ca=ca, user=given.user, password=given.password, mechanism=given.mechanism
        )

    def path(self, *parts: str) -> Path:
        return self.home.joinpath(*parts)

    def masked(self) -> dict[str, object]:
        """For the log at start: every secret replaced by ***."""
        shown: dict[str, object] = msgspec.to_builtins(self, enc_hook=str)
        shown["database"] = re.sub(r"(//[^:/@]*):[^@]*@", r"\1:***@", self.database)
        shown["broker"] = re.sub(r"(//[^:/@]*):[^@]*@", r"\1:***@", self.broker)
        if self.mail.password:
            shown["mail"] = {**msgspec.to_builtins(self.mail), "password": "***"}
        if self.kafka.password:
            shown["kafka"] = {**msgspec.to_builtins(self.kafka), "password": "***"}
        if self.tips is not None:
            shown["tips"] = _tips_masked(self.tips)
        if self.webhook:
            shown["webhook"] = re.sub(r"(//[^/]*/).*", r"\1***", self.webhook)
        return shown

    def replace(self, **changes: object) -> Self:
        given = {name: value for name, value in changes.items() if value is not None}
        return msgspec.structs.replace(self, **given)


def _tips_masked(tips: Tips) -> dict[str, object]:
    shown: dict[str, object] = msgspec.to_builtins(tips)
    if tips.sms_secret:
        shown["sms_secret"] = "***"  # noqa: S105 - what is shown in its place
    if tips.mailbox is not None:
        shown["mailbox"] = {**msgspec.to_builtins(tips.mailbox), "password": "***"}
    return shown


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
        refuse_unsupported(values)
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise BadInput(f"{file}: {error}; docs/settings.md lists every setting") from error
    except BadInput as error:
        raise BadInput(f"{file}: {error}") from None
    settings = settings.replace(home=home)
    _check(settings, file)
    return settings


def _check(settings: Settings, file: Path) -> None:
    if settings.broker != "embedded" and not settings.broker.startswith("kafka://"):
        raise BadInput(f"{file}: broker {settings.broker!r}: use `embedded` or kafka://host:port")
    try:
        _ = settings.access
    except BadInput as error:
        raise BadInput(f"{file}: [kafka]: {error}") from None
    if settings.database != "sqlite" and not re.match(r"postgres(ql)?://", settings.database):
        raise BadInput(f"{file}: database: use `sqlite` or postgresql://user:password@host:port/name")
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,100}", settings.topic_prefix):
        raise BadInput(f"{file}: topic_prefix: letters, digits, dot, dash and underscore only")
    if not 1 <= settings.retention_hours <= 24 * 7:
        raise BadInput(f"{file}: retention_hours: 1 to 168, found {settings.retention_hours}")
    kept = settings.retention
    if not (
        1 <= kept.dismissed_days <= 30
        and 1 <= kept.referred_days <= 3650
        and 365 <= kept.disclosure_days <= 3653
    ):
        raise BadInput(
            f"{file}: [retention]: dismissed_days 1 to 30, referred_days 1 to 3650, disclosure_days 365 to 3653"
        )
    rights = settings.rights
    if not (
        1 <= rights.access_days <= 45 and 1 <= rights.change_days <= 90 and 30 <= rights.keep_days <= 3653
    ):
        raise BadInput(f"{file}: [rights]: access_days 1 to 45, change_days 1 to 90, keep_days 30 to 3653")
    given = settings.checkpoints
    if not (1 <= given.every_minutes <= 60 and given.every_entries >= 1 and given.mail_every_hours >= 1):
        raise BadInput(
            f"{file}: [checkpoints]: every_minutes 1 to 60, every_entries and mail_every_hours 1 or more"
        )
    names = [source.name for source in settings.sources]
    if reserved := {"tip", "tip-mail"} & set(names):
        raise BadInput(
            f"{file}: a source named {min(reserved)!r}: that name is the tips' own; choose another"
        )
    if len(set(names)) != len(names):
        raise BadInput(f"{file}: two sources have the same name; give each its own `name`")
    for source in settings.sources:
        try:
            check_source(source)
        except BadInput as error:
            raise BadInput(f"{file}: {error}") from None
