"""Invented posts as Jetstream events, for the demo: a mix like a small part of Bluesky's stream."""

import hashlib
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from ingest.bluesky import COLLECTION

NAME = "Dana Quill"
"""A name planted in a profile; it must be nowhere in clear after ingest."""
HANDLE = "dana.quill.example"

_TID = "234567abcdefghijklmnopqrstuvwxyz"
_AUTHORS = 900
_DAYS_WITH_SCHOOL_TALK = 5
"""Posts of 60 that name a school without concern."""

Event = dict[str, Any]
Told = Mapping[str, str]
"""A line of posts.jsonl or chatter.jsonl: text, lang and, for posts about a school, kind."""


def demo_events(
    posts: Sequence[Told],
    chatter: Sequence[Told],
    *,
    seed: int = 1,
    concerning_every: int = 60,
    later_every: int = 600,
    start_us: int | None = None,
) -> Iterator[Event]:
    """Events without end and without `time_us`, which the server sets as it sends them.

    Of each `concerning_every` posts one is concerning, until each was sent once; then one of each
    `later_every`, so that a demo left alone does not fill its queue. Between posts stand likes,
    edits, deletions, identity and account events. Ids differ from run to run (`start_us`).
    """
    return _Mix(posts, chatter, seed, start_us or time.time_ns() // 1000).events(
        concerning_every, later_every
    )


class _Mix:
    def __init__(self, posts: Sequence[Told], chatter: Sequence[Told], seed: int, start_us: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - chooses what a demo shows
        self._concerning = [post for post in posts if post["kind"].startswith("concern")]
        self._school = [post for post in posts if not post["kind"].startswith("concern")]
        self._chatter = list(chatter)
        self._ids = count(start_us)
        self._harmless: list[tuple[str, str]] = []

    def events(self, concerning_every: int, later_every: int) -> Iterator[Event]:
        yield self._profile()
        yield {"did": _did(0), "kind": "identity", "identity": {"did": _did(0), "handle": HANDLE, "seq": 1}}
        concerning, school, chatter = (
            self._endless(told) for told in (self._concerning, self._school, self._chatter)
        )
        left = len(self._concerning)
        since = concerning_every // 2
        for number in count(1):
            since += 1
            if since >= (concerning_every if left > 0 else later_every):
                since, left = 0, left - 1
                yield self._create(next(concerning), harmless=False)
            elif number % (60 // _DAYS_WITH_SCHOOL_TALK) == 0:
                yield self._create(next(school), harmless=True)
            else:
                yield self._create(next(chatter), harmless=True)
            yield from self._between(number)

    def _endless(self, told: Sequence[Told]) -> Iterator[Told]:
        while told:
            shuffled = list(told)
            self._chance.shuffle(shuffled)
            yield from shuffled

    def _create(self, told: Told, *, harmless: bool) -> Event:
        did, rkey = _did(self._chance.randrange(_AUTHORS)), _tid(next(self._ids))
        if harmless:
            self._harmless = [*self._harmless[-99:], (did, rkey)]
        return self._commit(did, rkey, "create", _record(told["text"], told["lang"]))

    def _between(self, number: int) -> Iterator[Event]:
        """What else a stream carries. Only harmless posts change, so that the demo's queue stays."""
        if number % 9 == 0:
            like = self._commit(
                _did(number % _AUTHORS), _tid(next(self._ids)), "create", {"$type": "app.bsky.feed.like"}
            )
            like["commit"]["collection"] = "app.bsky.feed.like"
            yield like
        if number % 40 == 0:
            did, rkey = self._chance.choice(self._harmless)
            yield self._commit(did, rkey, "update", _record("Edited: typo, sorry.", "en"))
        if number % 50 == 0:
            did, rkey = self._chance.choice(self._harmless)
            yield self._commit(did, rkey, "delete", None)
        if number % 75 == 0:
            did = _did(self._chance.randrange(_AUTHORS))
            yield {
                "did": did,
                "kind": "identity",
                "identity": {"did": did, "handle": f"{did[-6:]}.example", "seq": number},
            }
        if number % 110 == 0:
            # An account that never posted: a real one would take its posts out of the queue.
            did = _did(_AUTHORS + number)
            yield {
                "did": did,
                "kind": "account",
                "account": {"active": False, "did": did, "seq": number, "status": "deleted"},
            }

    def _profile(self) -> Event:
        profile = self._commit(
            _did(0), "self", "update", {"$type": "app.bsky.actor.profile", "displayName": NAME}
        )
        profile["commit"]["collection"] = "app.bsky.actor.profile"
        return profile

    def _commit(self, did: str, rkey: str, operation: str, record: Event | None) -> Event:
        commit: Event = {
            "rev": _tid(next(self._ids)),
            "operation": operation,
            "collection": COLLECTION,
            "rkey": rkey,
        }
        if record is not None:
            commit |= {"record": record, "cid": f"bafyrei{hashlib.sha256(rkey.encode()).hexdigest()[:52]}"}
        return {"did": did, "kind": "commit", "commit": commit}


def _record(text: str, lang: str) -> Event:
    return {"$type": COLLECTION, "text": text, "langs": [lang], "createdAt": ""}


def _did(author: int) -> str:
    digits = int.from_bytes(hashlib.sha256(f"invented {author}".encode()).digest()[:15], "big")
    return "did:plc:" + "".join(_TID[digits >> 5 * place & 31] for place in range(24))


def _tid(time_us: int) -> str:
    """13 characters that sort by time, as the source's own record keys do."""
    return "".join(_TID[time_us * 1024 >> 5 * place & 31] for place in range(12, -1, -1))
