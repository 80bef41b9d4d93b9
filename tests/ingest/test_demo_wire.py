from itertools import islice

import msgspec
import pytest

from ingest import bluesky
from ingest.demo_wire import HANDLE, NAME, demo_events
from stream.contracts import Post, Reason
from tests.ingest.wires import KEY, NOW, seal

PARSE = bluesky.parser(seal, KEY)
POSTS = [{"text": f"Concern {n}", "lang": "en", "kind": "concern_violence"} for n in range(4)]
POSTS += [{"text": f"School {n}", "lang": "en", "kind": "ordinary"} for n in range(9)]
CHATTER = [{"text": f"Chatter {n}", "lang": "es"} for n in range(50)]


def test_every_event_is_one_the_parser_knows_and_no_id_comes_twice() -> None:
    parsed = [PARSE(msgspec.json.encode(event), NOW) for event in islice(demo_events(POSTS, CHATTER), 600)]
    assert [outcome.error for outcome in parsed if outcome.error] == []
    posts = [outcome.events[0] for outcome in parsed if outcome.events and not outcome.edited]
    ids = [post.post_id for post in posts if isinstance(post, Post)]
    assert len(ids) == len(set(ids))
    kinds = {type(event).__name__ for outcome in parsed for event in outcome.events}
    assert kinds == {"Post", "Deletion", "AccountChange"}
    assert any(outcome.edited for outcome in parsed)
    assert any(Reason.OTHER_COLLECTION in outcome.drops for outcome in parsed)


@pytest.mark.parametrize(("events", "expected"), [(300, 4), (1800, 5)])
def test_each_concern_comes_once_in_sixty_and_later_rarely(events: int, expected: int) -> None:
    texts = [str(event) for event in islice(demo_events(POSTS, CHATTER), events)]
    assert abs(sum("'Concern" in text for text in texts) - expected) <= 1


def test_runs_with_one_seed_and_start_are_equal_and_carry_the_planted_name() -> None:
    one, two = (list(islice(demo_events(POSTS, CHATTER, start_us=10**15), 100)) for _ in range(2))
    assert one == two
    assert NAME in str(one)
    assert HANDLE in str(one)
