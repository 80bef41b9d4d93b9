"""`firstbell run`: check, bring tables up to date, say what is configured, start everything."""

from firstbell.adoption import read, where
from firstbell.console import host_port, port_in_use
from firstbell.database import migrate
from firstbell.district import coverage, district
from firstbell.keyring_command import rotate
from firstbell.logs import configure, logger
from firstbell.settings import Settings
from firstbell.signing import name_key
from firstbell.source_settings import refusal
from firstbell.supervisor import run
from stream.errors import BadInput, Fatal


def prepare(settings: Settings) -> None:
    """What must be right before any stage starts. BadInput or Fatal with the remedy."""
    if not settings.path("firstbell.toml").exists():
        raise Fatal(f"{settings.home} is not a home folder: run `firstbell init --home {settings.home}`")
    for listen in (settings.listen, *((settings.tips.listen,) if settings.tips else ())):
        host, port = host_port(listen)
        if port_in_use(host, port):
            raise BadInput(
                f"port {port} on {host} is in use: stop that program, or set another `listen` in {settings.path('firstbell.toml')}"
            )
    file = settings.path(settings.district)
    district(file)
    coverage(file)
    rotate(settings)
    migrate(settings)
    name_key(settings)


def launch(settings: Settings) -> int:
    configure("run")
    prepare(settings)
    logger("run").info(
        "settings", **{name: value for name, value in settings.masked().items() if value not in ("", None)}
    )
    tips = {"tips": settings.tips.address} if settings.tips else {}
    for source in settings.sources:
        if (why := refusal(source)) is not None:
            logger("run").warning("source_off", source=source.name, why=why)
    if not settings.demo and (why := read(settings).why):
        logger("run").warning("locked", why=f"no source is read: {why}", remedy=where(settings))
    logger("run").info("ready", console=settings.address, **tips, stop="Ctrl-C")
    return run(settings)
