"""A release to measure: the shipped one, or one in a folder that nobody has pinned yet."""

import hashlib
from pathlib import Path

from models import release as released
from models.release import Release
from models.runtime import FILE

FILES = ("model.json", "model.safetensors", "tokenizer.json", FILE)


def opened(folder: Path | None) -> Release:
    if folder is None:
        return released.load()
    found = {name: folder / name for name in FILES if (folder / name).exists()}
    return released.load(
        folder, {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in found.items()}
    )
