"""The report's counts: nothing that is published gives away what is not."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.actors import Someone
from privacy.audit import Action, ObjectType, act, record
from privacy.canonical import Digest, Ident
from privacy.transparency import (
    GROUPS,
    Fact,
    Outcome,
    acts,
    counted,
    days,
    linked,
    listed,
    median_of,
    rate,
    requests,
)

K = 10
FACTS = st.builds(
    lambda kinds: [Fact(head, level, outcome) for head, level, outcome, n in kinds for _ in range(n)],
    st.lists(
        st.tuples(
            st.sampled_from(["self_harm", "violence", "tip"]),
            st.sampled_from(["high", "middle", "several"]),
            st.sampled_from(Outcome),
            st.integers(1, 40),
        ),
        max_size=14,
    ),
)


def _sums(found: dict[str, Any]) -> list[tuple[Sequence[int | None], int | None]]:
    """Every sum that a reader can write down: members and total."""
    tables = [found["by_head"], found["by_level"]]
    columns = [
        ([row["cells"][n] for row in table], found["totals"][n])
        for table in tables
        for n in range(len(GROUPS))
    ]
    return [
        *((row["cells"], row["total"]) for table in tables for row in table),
        *columns,
        *(([row["total"] for row in table], found["total"]) for table in tables),
        (found["totals"], found["total"]),
        *((list(found["outcomes"][group].values()), found["totals"][n]) for n, group in enumerate(GROUPS)),
    ]


@settings(max_examples=60)
@given(FACTS)
def test_no_sum_of_the_published_tables_leaves_one_hidden_count_alone(facts: list[Fact]) -> None:
    found = counted(facts, K)
    for members, total in _sums(found):
        hidden = [n for n in (*members, total) if n is None]
        assert len(hidden) != 1, (members, total)
        for n in (*members, total):
            assert n is None or n == 0 or n >= K
        if not hidden:
            assert sum(n for n in members if n is not None) == total
    for rated, cells in [
        (found["false_alarms"], found["totals"]),
        *((found["false_alarms_by_head"][row["name"]], row["cells"]) for row in found["by_head"]),
    ]:
        assert rated == rate(cells[0], cells[1])


def test_a_rate_is_told_of_published_counts_alone_and_with_its_interval() -> None:
    assert rate(None, 30) is None
    assert rate(30, None) is None
    assert rate(0, 0) is None
    told = rate(30, 10)
    assert told is not None
    assert (told["n"], told["share"]) == (40, 0.75)
    assert (told["low"], told["high"]) == pytest.approx((0.598, 0.858), abs=5e-4)


def test_a_median_of_few_is_not_told() -> None:
    assert median_of([60.0] * 9, K) is None
    assert median_of([30.0, *[90.0] * 8, 7000.0], K) == 90.0


def test_a_cause_that_is_rare_takes_another_with_it() -> None:
    assert listed({"dismissed": 40, "request": 3, "delete": 25}, K) == {
        "counts": {"delete": None, "dismissed": 40, "request": None},
        "total": 68,
    }
    assert listed({"request": 3}, K) == {"counts": {"request": None}, "total": None}
    assert listed({}, K) == {"counts": {}, "total": 0}


def test_days_are_the_district_s() -> None:
    start, end = days(date(2026, 3, 8), date(2026, 3, 8), ZoneInfo("America/Los_Angeles"))
    assert (start.astimezone(UTC).hour, end.astimezone(UTC).hour) == (8, 7)  # the clocks change that night


@pytest.mark.django_db
def test_acts_are_counted_from_the_log_and_few_are_hidden() -> None:
    start = datetime.now(UTC)
    officer = Someone("user:1", "privacy_officer")
    with act():
        for action, times in ((Action.ITEM_LOOKED, 12), (Action.ITEM_REVEALED, 3)):
            for _ in range(times):
                record(
                    actor_id=officer.id,
                    actor_role=officer.role,
                    action=action,
                    object_type=ObjectType.ITEM,
                    object_key="p",
                )
    found = acts(start, datetime.now(UTC), K)
    assert (found["looks"], found["reveals"], found["exports"]) == (12, None, 0)
    assert acts(start.replace(year=2020), start, K)["looks"] == 0


@pytest.mark.django_db
def test_three_fields_of_few_emergencies_do_not_pass_for_many() -> None:
    start = datetime.now(UTC)
    with act():
        for one in range(4):
            for field in ("original", "account", "link"):
                record(
                    actor_id="user:1",
                    actor_role="lead",
                    action=Action.EMERGENCY_REVEALED,
                    object_type=ObjectType.ITEM,
                    object_key=one,
                    payload={"field": Ident(field), "words": Digest(bytes([one]) * 32)},
                )
    assert acts(start, datetime.now(UTC), K)["emergency_reveals"] is None
    assert acts(start, datetime.now(UTC), 4)["emergency_reveals"] == 4


@pytest.mark.parametrize(("emergencies", "told"), [(12, 12), (3, None)])
def test_where_emergencies_stay_hidden_so_do_the_acts_that_count_them(
    emergencies: int, told: int | None
) -> None:
    facts = [
        Fact("violence", "high", outcome)
        for outcome, n in ((Outcome.EMERGENCY, emergencies), (Outcome.SUPPORT_REFERRAL, 40))
        for _ in range(n)
    ]
    found = linked({"looks": 60, "emergency_reveals": 12, "disclosures": 12}, counted(facts, K))
    assert found == {"looks": 60, "emergency_reveals": told, "disclosures": told}


@pytest.mark.django_db
def test_requests_and_appeals_are_counted_by_kind_and_outcome() -> None:
    start = datetime.now(UTC)
    wanted = [(Action.RIGHTS_OPENED, "kind", "appeal", 12), (Action.RIGHTS_OPENED, "kind", "access", 2)]
    with act():
        for action, field, value, times in [*wanted, (Action.RIGHTS_CLOSED, "outcome", "granted", 11)]:
            for number in range(times):
                record(
                    actor_id="user:1",
                    actor_role="privacy_officer",
                    action=action,
                    object_type=ObjectType.REPORT,
                    object_key=number,
                    payload={field: Ident(value)},
                )
    found = requests(start, datetime.now(UTC), K)
    assert found["asked"]["counts"] == {"access": None, "appeal": None}
    assert found["asked"]["total"] == 14
    assert found["ended"]["counts"] == {"granted": 11}
