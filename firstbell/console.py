"""The console's server: gunicorn, threads in one process, on the address of the settings."""

import errno
import socket
from typing import Any

from firstbell.heartbeat import Heart
from firstbell.logs import logger
from firstbell.numbers import measure_records, serve_metrics
from firstbell.settings import Settings
from stream.errors import BadInput
from stream.metrics import Meter

THREADS = 8


def address(settings: Settings) -> tuple[str, int]:
    return host_port(settings.listen)


def host_port(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadInput(f"listen {listen!r}: use host:port, e.g. 127.0.0.1:8600")
    return host.strip("[]"), int(port)


def port_in_use(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return True
            raise BadInput(
                f"listen {host}:{port}: {error.strerror}: choose an address of this machine"
            ) from error
    return False


def serve(settings: Settings) -> int:
    """Block until SIGTERM. BadInput when the port is taken, naming it and the remedy."""
    from gunicorn.app.base import BaseApplication

    host, port = address(settings)
    if port_in_use(host, port):
        raise BadInput(
            f"port {port} on {host} is in use: stop that program, or set another `listen` in {settings.path('firstbell.toml')}"
        )

    class Console(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": settings.listen,
                "worker_class": "gthread",
                "threads": THREADS,
                "workers": 1,
                "timeout": 60,
                "graceful_timeout": 20,
                # No access log: who looked at what belongs in the audit log, not in a text file.
                "accesslog": None,
                "errorlog": "-",
                "loglevel": "warning",
                "proc_name": "firstbell-console",
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

            self.cfg.set("post_worker_init", lambda _worker: _show_numbers(settings))

        def load(self) -> Any:
            from firstbell.wsgi import application

            return application

    logger("console").info("listening", address=settings.address)
    Console().run()
    return 0


def _show_numbers(settings: Settings) -> None:
    """Heartbeats and metrics of the console, from the process that serves its pages."""
    from django.db import DatabaseError, close_old_connections

    meter = Meter()

    def counters() -> dict[str, float]:
        try:
            measure_records(meter)
        except DatabaseError:
            close_old_connections()  # the pages say that the database is away; the last numbers stand
        return meter.snapshot()

    serve_metrics(settings, meter, "console")
    Heart(settings, "console", counters).start()
