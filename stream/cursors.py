"""How far each source was taken in: read back from topic `cursors`."""

import hashlib
from datetime import datetime

from stream import topics, wire
from stream.broker import Broker
from stream.contracts import Cursor, Gap
from stream.keyring import KeyDestroyed, Ring


def last_cursor(broker: Broker, ring: Ring, source: str) -> tuple[Cursor | None, bool]:
    """The last cursor of `source`, and whether there were cursors that cannot be read any more."""
    found: Cursor | None = None
    lost = False
    for message in broker.scan(topics.CURSORS):
        try:
            records = wire.decode(message.value, ring, topics.CURSORS)
        except (wire.BadFrame, KeyDestroyed):
            lost = True
            continue
        for record in records:
            if isinstance(record, Cursor) and record.source == source:
                found = record
    return found, lost


def cursor_lost(source: str, now: datetime) -> Gap:
    """The source starts anew, because its cursor is older than the stream's keys."""
    name = hashlib.blake2b(f"{source}:{now.isoformat()}".encode(), digest_size=16).hexdigest()
    return Gap(
        post_id=name, where=source, first="unknown", last="now", at=now, why="the cursor's key was destroyed"
    )
