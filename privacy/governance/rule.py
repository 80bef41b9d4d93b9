"""When live monitoring may run, as a pure function of what was recorded. Django-free: workers ask it too.

The order is that of California Education Code 49073.6(b): notice first, then comment at a public meeting,
then adoption. A district elsewhere keeps the same order; docs/governance.md says why.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

LONGEST_YEARS = 2
"""The furthest that the end may lie after the vote."""
ASK_STANDS = timedelta(days=14)
"""A question to start that nobody answered lapses after so long."""


class Part(StrEnum):
    """What the adoption record must have. `on_call` stands in the district file, the others are entered."""

    NOTICE_PUPILS = "notice_pupils"
    NOTICE_PARENTS = "notice_parents"
    MEETING = "meeting"
    VOTE = "vote"
    SUNSET = "sunset"
    ON_CALL = "on_call"


class Act(StrEnum):
    """What people do with the switch."""

    STOPPED = "stopped"
    START_ASKED = "start_asked"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class Entry:
    """One part as it was last entered. `yes`: the notice says what it must; the vote was for adoption."""

    part: Part
    on: date
    yes: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the switch. `until`: the end that those who started it agreed to."""

    act: Act
    at: datetime
    by: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that keeps monitoring locked, and the remedy in words."""

    part: Part
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether sources may be read now, and why not."""

    gaps: tuple[Gap, ...] = ()
    running: bool = False
    """Two people started it, and nobody has stopped it since."""
    stopped: Turn | None = None
    asked: Turn | None = None
    """Someone asks to start, or to go on beyond the agreed end; another person must agree."""
    until: date | None = None
    """The last day: as agreed at the start, or sooner where the record was changed to an earlier one."""
    ended: bool = False
    sunset: date | None = None
    """The end that is recorded; the one that counts once two people start."""

    @property
    def live(self) -> bool:
        return self.running and not self.gaps and not self.ended

    @property
    def why(self) -> str:
        """Why nothing is read, in a sentence for a log or a terminal; "" while it is live."""
        if self.live:
            return ""
        if self.stopped:
            return f"it was stopped on {self.stopped.at:%Y-%m-%d}: two people start it again"
        if self.gaps:
            return "the adoption record is not complete: " + "; ".join(gap.words for gap in self.gaps)
        if self.ended:
            return f"its agreed end, {self.until}, has passed: the board votes anew, then two people start it"
        return "the adoption record is complete, but nobody has started it: two people do"


_ABSENT = {
    Part.NOTICE_PUPILS: "no notice to pupils is recorded",
    Part.NOTICE_PARENTS: "no notice to parents is recorded",
    Part.MEETING: "no public meeting is recorded",
    Part.VOTE: "no vote of the board is recorded",
    Part.SUNSET: "no end date is recorded",
}
_NOBODY = "nobody is on call: add [[on_call]] to the district file (docs/district.md) and restart"


LOGGED = ("governance.recorded", *(f"governance.{act}" for act in Act))
"""The actions of which the audit log's entries are the record."""


class Logged(NamedTuple):
    """An entry of the audit log about the record or the switch."""

    action: str
    actor_id: str
    ts_utc: str
    canonical: bytes


def of_log(rows: Iterable[Logged]) -> tuple[list[Entry], list[Turn]]:
    """What the log's entries say was recorded, in their order. The record's own rows are not asked: who could add,
    change or remove them by hand could not do so in the log."""
    entries: list[Entry] = []
    turns: list[Turn] = []
    for row in rows:
        said = json.loads(row.canonical)["payload"]
        name = row.action.removeprefix("governance.")
        if name == "recorded":
            entries.append(Entry(Part(said["part"]), date.fromisoformat(said["on"]), bool(said["yes"])))
        elif name in list(Act):
            until = date.fromisoformat(said["until"]) if "until" in said else None
            turns.append(Turn(Act(name), datetime.fromisoformat(row.ts_utc), row.actor_id, until))
    return entries, turns


def judge(entries: Sequence[Entry], turns: Sequence[Turn], *, on_call: bool, today: date) -> Verdict:
    """`entries` and `turns` oldest first; of a part the newest entry stands. `today` is the district's day."""
    stands = {entry.part: entry for entry in entries}
    gaps = [Gap(part, words) for part, words in _ABSENT.items() if part not in stands]
    gaps += _faults(stands)
    if not on_call:
        gaps.append(Gap(Part.ON_CALL, _NOBODY))
    decisive = next((turn for turn in reversed(turns) if turn.act != Act.START_ASKED), None)
    started = decisive if decisive and decisive.act == Act.STARTED else None
    asked = turns[-1] if turns and turns[-1].act == Act.START_ASKED else None
    until = _until(stands, started)
    return Verdict(
        gaps=tuple(gaps),
        running=started is not None,
        stopped=decisive if started is None else None,
        asked=asked if asked and today - asked.at.date() <= ASK_STANDS else None,
        until=until,
        ended=until is not None and today > until,
        sunset=stands[Part.SUNSET].on if Part.SUNSET in stands else None,
    )


def latest_end(vote: date) -> date:
    """The furthest end that a vote of that day allows."""
    try:
        return vote.replace(year=vote.year + LONGEST_YEARS)
    except ValueError:  # 29 February
        return vote.replace(year=vote.year + LONGEST_YEARS, day=28)


def _until(stands: Mapping[Part, Entry], started: Turn | None) -> date | None:
    ends = [stands[Part.SUNSET].on] if Part.SUNSET in stands else []
    if started and started.until:
        ends.append(started.until)
    return min(ends, default=None)


def _faults(stands: Mapping[Part, Entry]) -> list[Gap]:
    """What was entered, but not in a way that adopts anything."""
    found = []
    meeting, vote, sunset = (stands.get(part) for part in (Part.MEETING, Part.VOTE, Part.SUNSET))
    for part, who in ((Part.NOTICE_PUPILS, "pupils"), (Part.NOTICE_PARENTS, "parents")):
        notice = stands.get(part)
        if notice and meeting and notice.on > meeting.on:
            found.append(Gap(part, f"the notice to {who} is dated after the meeting: notice comes first"))
    if meeting and vote and vote.on < meeting.on:
        found.append(Gap(Part.VOTE, "the vote is dated before the meeting: the public is heard first"))
    if vote and not vote.yes:
        found.append(Gap(Part.VOTE, "the board voted against it"))
    if vote and sunset and sunset.on > latest_end(vote.on):
        found.append(
            Gap(
                Part.SUNSET,
                f"the end lies more than {LONGEST_YEARS} years after the vote: choose a nearer one",
            )
        )
    return found
