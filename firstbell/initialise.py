"""`firstbell init`: make a home folder that can run: keys, configuration, district file, databases.

Safe to repeat: what exists is kept and named, nothing is overwritten.
"""

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from firstbell.keyring_command import ring_file
from firstbell.keys import KEYS, create_basic_keys
from firstbell.settings import load
from firstbell.signing import create_signer
from privacy.keys import create as create_privacy_keys

SAMPLE = Path(__file__).parent / "demo_data"

CONFIGURATION = """\
# Firstbell's configuration. docs/settings.md lists every setting and its default.
district = "district.toml"
listen = "127.0.0.1:8600"

# broker = "kafka://127.0.0.1:9092"
# database = "postgresql://firstbell:password@127.0.0.1:5432/firstbell"

# [[sources]]
# kind = "bluesky"
# url = "wss://jetstream1.us-east.bsky.network"
"""


def initialise(home: Path, *, sample: bool = False) -> list[str]:
    """Returns what was made, a line each. `sample` copies the invented district as a start."""
    made: list[str] = []
    for folder in (home, home / KEYS, home / "state", home / "outbox"):
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
            made.append(f"{folder}/")
    if not (home / "firstbell.toml").exists():
        (home / "firstbell.toml").write_text(CONFIGURATION, "utf-8")
        made.append(str(home / "firstbell.toml"))
    if sample and not (home / "district.toml").exists():
        for name in ("district.toml", "boundaries.geojson"):
            if (SAMPLE / name).exists():
                shutil.copy(SAMPLE / name, home / name)
                made.append(str(home / name))
    settings = load(home)
    create_basic_keys(settings)
    create_privacy_keys(home / KEYS)
    made += create_signer(settings)
    with suppress(FileExistsError):
        ring_file(settings).create(datetime.now(UTC))
        made.append(str(ring_file(settings).path))
    return made
