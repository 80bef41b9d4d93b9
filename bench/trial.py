"""A release to measure: the shipped one, or one in a folder that nobody has pinned yet."""

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from models import release as released
from models.release import Release
from models.runtime import FILE

FILES = ("model.json", "model.safetensors", "tokenizer.json", FILE)


def saved(file: Path | None, module: str, report: Mapping[str, object]) -> None:
    """Write a report, with the command that made it, where `models.evaluate` finds it; None writes nothing."""
    if file is not None:
        command = " ".join(["python", "-m", module, *sys.argv[1:]])
        file.write_text(json.dumps({"command": command, **report}, indent=1) + "\n", "utf-8")


def opened(folder: Path | None) -> Release:
    if folder is None:
        return released.load()
    found = {name: folder / name for name in FILES if (folder / name).exists()}
    return released.load(
        folder, {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in found.items()}
    )
