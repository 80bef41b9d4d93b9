"""The log names process, event and place; it never quotes what broke."""

import subprocess
import sys
from pathlib import Path

import pytest

from firstbell.logs import describe
from firstbell.settings import load
from stream.errors import BadInput

PLANTED = "zebrafinch said something"
PROGRAM = f"""
import logging, threading
from firstbell.logs import configure, logger
configure("locate")
try:
    {PLANTED!r}.encode("ascii", errors="strict"); int({PLANTED!r})
except ValueError:
    logger("worker").error("crashed", exc_info=True)
    logging.getLogger("django.request").error("Internal Server Error", exc_info=True)
thread = threading.Thread(target=lambda: logging.getLogger("kafka3").warning("away"))
thread.start(); thread.join()
"""


@pytest.fixture(scope="module")
def log() -> str:
    return subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stderr


def test_the_message_of_a_foreign_exception_is_not_written(log: str) -> None:
    assert "zebrafinch" not in log
    assert log.count("error=ValueError") == 2
    assert "Traceback" not in log


def test_every_line_names_its_process_also_from_other_threads(log: str) -> None:
    assert all("process=locate" in line for line in log.splitlines())
    assert len(log.splitlines()) == 3


def test_our_own_messages_are_for_operators() -> None:
    with pytest.raises(BadInput) as caught:
        load(Path("/nowhere"), broker="carrier pigeon")
    described = describe(caught.value)
    assert "carrier pigeon" in described["message"]
    assert "settings.py" in described["at"]
