"""`firstbell account`: add up what became of every post that the stream still holds."""

import json

from firstbell.database import setup_django
from firstbell.keyring_command import ring_file
from firstbell.settings import Settings
from firstbell.summary import account, result
from firstbell.worker import open_broker


def add_up(settings: Settings, *, ids: bool) -> int:
    """Returns 0 when every post has ended, 1 while some are under way (or lost)."""
    setup_django(settings)
    broker = open_broker(settings)
    try:
        found = account(broker, ring_file(settings))
    finally:
        broker.close()
    if ids:
        for post_id, version in sorted(found.taken):
            ended = "flagged" if (post_id, version) in found.held else found.dropped.get((post_id, version))
            print(json.dumps({"post_id": post_id, "version": version, "outcome": ended}))
    else:
        shown = result(found)
        print(json.dumps({**shown, "open": len(found.open)}))
    return 1 if found.open else 0
