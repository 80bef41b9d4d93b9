"""Details of an entry read as words: no code, no digest, dates as elsewhere."""

from typing import Any

import pytest

from review_ui.log_details import details


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        ({"kind": "no_concern", "reason": "idiom", "note": "ab" * 32}, "No concern; reason: "),
        (
            {"due_on": "2026-12-30", "kind": "appeal", "verified": "in_person"},
            "due Dec 30, 2026; Appeal by someone",
        ),
        ({"part": "notice_pupils", "on": "2026-08-20", "yes": True}, "Notice to pupils; day: Aug 20, 2026"),
        (
            {"confirmed": 178, "opened": 175, "request": 3},
            "confirmed in entry 178; opened in entry 175; request 3",
        ),
        ({"cause": "opt_out", "opened": True}, "cause: Author opted out; it had been opened"),
        (
            {"fields": ["account", "link"], "purpose": "find_person"},
            "what: the account, the link; purpose: Find",
        ),
        ({"found": 0, "given": 7, "own": ["cd" * 32]}, "items found: 0"),
        ({"recipient": "on_call:2", "channel": "email", "active": False}, "to number 2 on call; by email"),
        ({"destroy_at": "2027-01-02T20:00:00.000000Z"}, "to be destroyed Jan 2, 2027, "),
        ({"something_new": "a_code", "empty": None}, "something new a code"),
    ],
)
def test_each_detail_reads_as_words(payload: dict[str, Any], says: str) -> None:
    told = details(payload)
    assert told.startswith(says)
    assert "_" not in told


def test_schools_stand_by_name(settings: Any) -> None:
    school = next(iter(settings.SCHOOLS.values()))
    assert details({"schools": [school.id], "urgency": 4}) == f"school: {school.name}"
