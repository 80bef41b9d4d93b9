"""`firstbell worker tips`: the public pages; and the two sources by which tips come into the stream."""

import logging
import os
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from firstbell import district
from firstbell.console import host_port, port_in_use
from firstbell.database import setup_django
from firstbell.heartbeat import Heart
from firstbell.keys import KEYS, id_key
from firstbell.logs import logger
from firstbell.settings import Settings, Tips
from stream.errors import BadInput
from stream.metrics import Meter
from stream.source import Connector, Parser

if TYPE_CHECKING:
    from review_ui.tips.limits import Gate

TIP, TIP_MAIL = "tip", "tip-mail"
PAGES = Path(__file__).parents[1] / "review_ui/tips/templates"
SETTINGS = "firstbell.public_settings"
THREADS = 32
REQUEST_S = 20.0
"""All of a request, from its first byte to its answer: whoever is slower is cut off, so that a few who send
nothing on cannot keep everybody else out. Nobody is counted for it."""


def hosts(tips: Tips) -> list[str]:
    """Host names under which the pages answer."""
    named = urlsplit(tips.address).hostname or "127.0.0.1"
    return sorted({named, host_port(tips.listen)[0], "127.0.0.1", "localhost"})


def gate(tips: Tips) -> "Gate":
    from review_ui.tips.limits import Gate

    return Gate(tips.per_minute, tips.per_school, tips.most_waiting)


def serve_tips(settings: Settings) -> int:
    """Block until SIGTERM. BadInput when `[tips]` is missing or its port is taken."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.workers.gthread import ThreadWorker

    from privacy.keys import load_codes_key, load_public, load_tips_public

    if settings.tips is None:
        raise BadInput(f"{settings.path('firstbell.toml')}: add a [tips] table (docs/tips.md)")
    host, port = host_port(settings.tips.listen)
    if port_in_use(host, port):
        raise BadInput(
            f"port {port} on {host} is in use: stop that program, or set another `listen` in [tips]"
        )
    for load in (load_public, load_tips_public, load_codes_key):
        load(settings.path(KEYS))  # a missing key is said now, not to who sends the first tip
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    # Django's own loggers name paths and hosts that a request asked for.
    logging.getLogger("django").setLevel(logging.CRITICAL + 1)

    class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
        def handle(self, conn: Any) -> Any:
            watch = threading.Timer(REQUEST_S, _shut, (conn.sock,))
            watch.daemon = True
            watch.start()
            try:
                return super().handle(conn)
            finally:
                watch.cancel()

    options: dict[str, Any] = {
        "bind": settings.tips.listen,
        "worker_class": Worker,
        "threads": THREADS,
        "workers": 1,
        "timeout": 60,
        "graceful_timeout": 10,
        "limit_request_line": 1000,
        "limit_request_fields": 60,
        # gunicorn names addresses in both of its logs; a fault of a page is logged by the page's guard.
        "accesslog": None,
        "errorlog": os.devnull,
        "loglevel": "critical",
        "proc_name": "firstbell-tips",
        "control_socket_disable": True,
        # What cannot be loaded fails here, where it is said, and not in a child without a log.
        "preload_app": True,
        "post_worker_init": lambda _worker: Heart(settings, "tips", Meter().snapshot).start(),
    }

    class Pages(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        def load_config(self) -> None:
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            setup_django(settings)
            from django.core.wsgi import get_wsgi_application

            return get_wsgi_application()

    logger("tips").info("listening", address=settings.tips.address)
    Pages().run()
    return 0


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def tip_source(settings: Settings, name: str) -> tuple[Connector, Parser]:
    """The connector and parser of `tip` (what waits in the database) or `tip-mail` (the mailbox)."""
    if settings.tips is None:
        raise BadInput(f"{settings.path('firstbell.toml')}: add a [tips] table (docs/tips.md)")
    if name == TIP:
        return _waiting(settings)
    mailbox = settings.tips.mailbox
    if mailbox is None:
        raise BadInput(f"{settings.path('firstbell.toml')}: add [tips.mailbox] (docs/tips.md)")
    from ingest import tip_mail
    from ingest.imap import ImapConnector
    from privacy.keys import public_sealer

    schools = district.schools(settings.path(settings.district))
    if mailbox.school and mailbox.school not in schools:
        raise BadInput(
            f"[tips.mailbox] school = {mailbox.school!r}: no school of {settings.district} has this id"
        )
    seal = public_sealer(settings.path(KEYS))
    connector = ImapConnector(
        (mailbox.host, mailbox.port),
        (mailbox.user, mailbox.password),
        mailbox.folder,
        name=TIP_MAIL,
        every_s=mailbox.every_s,
        ca=settings.path(mailbox.ca) if mailbox.ca else None,
    )
    return connector, tip_mail.parser(seal, id_key(settings), mailbox.school, schools)


def _waiting(settings: Settings) -> tuple[Connector, Parser]:
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    setup_django(settings)
    from privacy.keys import load_tips_private
    from privacy.sealing import opener
    from privacy.tips.handover import LetterConnector, parse

    return LetterConnector(opener(load_tips_private(settings.path(KEYS))), TIP), parse
