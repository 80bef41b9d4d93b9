"""Logging for every process: one line an event on stderr, key=value, UTC.

No post text, name or handle reaches a log: events carry counts, ids of our own and types. The
message of a foreign exception may quote the data that broke it, so only its type and the places
in the code are written; messages of our own errors (stream.errors) are written for operators.
"""

import logging
import sys
import traceback
from typing import Any

import structlog

from stream.errors import FirstbellError


def describe(error: BaseException) -> dict[str, str]:
    """Type, place and, for our own errors only, the message."""
    frames = traceback.extract_tb(error.__traceback__)
    described = {"error": type(error).__name__}
    if frames:
        described["at"] = " < ".join(
            f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}" for frame in frames[-1:-4:-1]
        )
    if isinstance(error, FirstbellError):
        described["message"] = str(error)
    return described


def _exception(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event.update(describe(error))
    return event


def configure(process: str, *, level: int = logging.INFO) -> None:
    """Set up structlog and the standard library's logging (libraries: warnings and worse)."""

    def named(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
        return {"process": process, **event}

    shared: list[Any] = [
        named,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
        _exception,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.LogfmtRenderer(
                    key_order=["timestamp", "level", "process", "event"], sort_keys=False
                ),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("firstbell", "stream", "ingest", "geofence", "classify", "privacy", "review_ui"):
        logging.getLogger(ours).setLevel(level)
    # kafka-python warns of each step of a reconnection; what lasts comes to us as an error.
    logging.getLogger("kafka").setLevel(logging.ERROR)


def logger(name: str) -> Any:
    return structlog.get_logger(f"firstbell.{name}")
