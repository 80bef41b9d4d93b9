"""Reads the audit log from storage and says what holds. Shares no code with its writer, needs no Django.

Works on a SQLite file, a PostgreSQL address or an open connection of either, and writes nothing.
The format it expects is docs/audit.md.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from privacy.verify_source import connected

MAX_PROBLEMS = 50
_COLUMNS = ("seq", "ts_utc", "actor_id", "actor_role", "action", "object_type", "object_key", "outcome")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_FETCH = 2000


class Problem(NamedTuple):
    """`reason` is one of docs/audit.md's words for what a verifier finds; `seq` None: the whole log."""

    seq: int | None
    reason: str
    text: str


@dataclass(slots=True)
class Report:
    """`ok` when there is no problem. Warnings and `unprotected` want a person's judgement."""

    size: int = 0
    root: str = ""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unprotected: str = ""
    checked: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "ok": self.ok,
            "size": self.size,
            "root": self.root,
            "problems": [problem._asdict() for problem in self.problems],
            "warnings": self.warnings,
            "unprotected": self.unprotected,
            "checked": self.checked,
        }

    def lines(self) -> list[str]:
        """For a person."""
        verdict = "The audit log is whole" if self.ok else "THE AUDIT LOG WAS CHANGED OR IS DAMAGED"
        found = [f"entry {one.seq}: {one.text}" if one.seq is not None else one.text for one in self.problems]
        return [
            f"{verdict}: {self.size} entries, root {self.root}",
            *(f"PROBLEM {line}" for line in found),
            *(f"note: {line}" for line in self.warnings),
            *(f"checked: {line}" for line in self.checked),
            *([f"not protected: {self.unprotected}"] if self.unprotected else []),
        ]


def verify(
    target: str | Path | Any,
    *,
    expected: Mapping[str, int] | None = None,
    known: Mapping[int, str] | None = None,
) -> Report:
    """Read every entry and check it, the tree and the head, in one snapshot.

    `target`: path of a SQLite file, postgresql://…, or an open connection, which is left as it is.
    `expected`: rows that the application holds per action (decisions, …): more rows than entries means
    an act that was never logged. `known`: size -> root in hexadecimal, from checkpoints kept elsewhere.
    BadInput: no such log. Retriable: the database is away.
    """
    with connected(target) as connection:
        return _Check(connection, dict(known or {})).run(dict(expected or {}))


class _Check:
    def __init__(self, connection: Any, known: dict[int, str]) -> None:
        self.connection = connection
        self.known = known
        self.report = Report()
        self.tree: list[tuple[int, bytes]] = []
        """(height, hash) of the perfect subtrees so far, largest first."""
        self.actions: dict[str, int] = {}
        self.next = 1
        self.last = ""
        self.backwards = 0
        self.protected = 0

    def run(self, expected: dict[str, int]) -> Report:
        report = self.report
        for row in self._rows():
            self._entry(row)
        report.root = self._root().hex()
        self._head()
        self._outside()
        self._counts(expected)
        if self.backwards:
            report.warnings.append(
                f"time goes backwards {self.backwards} times: was the machine's clock set back?"
            )
        report.checked += [
            "numbers without a gap, canonical bytes equal to their columns, leaves, and the root against the head",
            "time never goes backwards" if not self.backwards else "time",
        ]
        return report

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        names = ", ".join((*_COLUMNS, "payload_canonical", "leaf_hash"))
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(f"SELECT {names} FROM audit_log ORDER BY seq")  # noqa: S608 - constants above
            while rows := cursor.fetchmany(_FETCH):
                yield from rows

    def _entry(self, row: tuple[Any, ...]) -> None:
        columns = dict(zip(_COLUMNS, row, strict=False))
        seq, entry, leaf = columns["seq"], bytes(row[-2]), bytes(row[-1])
        self.report.size += 1
        if seq != self.next:
            self._problem(
                seq, "gap", f"stands where {self.next} belongs: entries are missing or out of order"
            )
        self.next = seq + 1
        for reason, text in _faults(columns, entry):
            self._problem(seq, reason, text)
        computed = hashlib.sha256(b"\x00" + entry).digest()
        if computed != leaf:
            self._problem(seq, "leaf", "its hash is not that of its bytes")
        self._grow(computed)
        self.actions[str(columns["action"])] = self.actions.get(str(columns["action"]), 0) + 1
        if str(columns["ts_utc"]) < self.last:
            self.backwards += 1
        self.last = str(columns["ts_utc"])
        if self.report.size in self.known:
            self._compare(self.report.size)

    def _grow(self, leaf: bytes) -> None:
        self.tree.append((0, leaf))
        while len(self.tree) > 1 and self.tree[-1][0] == self.tree[-2][0]:
            height, right = self.tree.pop()
            _, left = self.tree.pop()
            self.tree.append((height + 1, hashlib.sha256(b"\x01" + left + right).digest()))

    def _root(self) -> bytes:
        if not self.tree:
            return hashlib.sha256(b"").digest()
        result = self.tree[-1][1]
        for _, left in self.tree[-2::-1]:
            result = hashlib.sha256(b"\x01" + left + result).digest()
        return result

    def _compare(self, size: int) -> None:
        if self._root().hex() != self.known.pop(size).lower():
            text = f"its first {size} entries are not those that the checkpoint kept elsewhere saw"
            self._problem(None, "checkpoint", f"the log was rewritten: {text}")
        else:
            self.report.checked.append(f"the first {size} entries against a checkpoint kept elsewhere")
            self.protected = size

    def _outside(self) -> None:
        size = self.report.size
        if 0 in self.known:
            self.known.pop(0)
        for missing in sorted(self.known):
            text = f"a checkpoint kept elsewhere saw {missing} entries, there are {size}: the end was cut off"
            self._problem(None, "truncated", text)
        tail = size - self.protected
        if tail:
            which = f"the last {tail} of {size} entries" if self.protected else f"all {size} entries"
            self.report.unprotected = (
                f"{which} stand only in this database: whoever can write to it could have cut off or rewritten them"
                " together with the head, and nothing here would show it. Keep size and root outside and compare them"
            )

    def _head(self) -> None:
        with closing(self.connection.cursor()) as cursor:
            cursor.execute("SELECT size, frontier FROM audit_head")
            heads = cursor.fetchall()
        if len(heads) != 1:
            self._problem(None, "head", f"there are {len(heads)} heads, one belongs there")
            return
        size, frontier = heads[0][0], bytes(heads[0][1])
        if size != self.report.size:
            text = (
                f"the head says {size} entries, there are {self.report.size}: entries were removed or added"
            )
            self._problem(None, "head", text)
        elif frontier != b"".join(part for _, part in self.tree):
            self._problem(None, "root", "the head's tree is not that of the entries: an entry was changed")

    def _counts(self, expected: dict[str, int]) -> None:
        for action, rows in sorted(expected.items()):
            entries = self.actions.get(action, 0)
            if rows > entries:
                text = (
                    f"{rows} rows of {action} in the application, {entries} entries: acts were never logged"
                )
                self._problem(None, "omitted", text)
            elif rows < entries:
                self.report.warnings.append(
                    f"{entries} entries of {action}, only {rows} rows in the application"
                )
        for table, actions in _WITH_ENTRY.items():
            self._rows_with_entry(table, actions)

    def _rows_with_entry(self, table: str, actions: tuple[str, ...]) -> None:
        allowed = ", ".join(f"'{action}'" for action in actions)
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {table} LEFT JOIN audit_log ON audit_log.seq = {table}.seq"  # noqa: S608 - constants
                f" AND audit_log.action IN ({allowed}) WHERE audit_log.seq IS NULL"
            )
            missing = cursor.fetchone()[0]
        if missing:
            self._problem(
                None, "omitted", f"{missing} rows of {table} without their entry: acts were never logged"
            )
        else:
            self.report.checked.append(f"every row of {table} has its entry")

    def _problem(self, seq: int | None, reason: str, text: str) -> None:
        if len(self.report.problems) < MAX_PROBLEMS:
            self.report.problems.append(Problem(seq, reason, text))


_WITH_ENTRY = {
    "privacy_receipt": ("item.destroyed",),
    "privacy_reveal": ("item.revealed", "emergency.revealed"),
}
"""Tables whose rows each name the entry of their act."""


def _faults(columns: Mapping[str, Any], entry: bytes) -> Iterator[tuple[str, str]]:
    try:
        members = json.loads(entry, object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)
        again = _written(members).encode("ascii")
    except (ValueError, TypeError, UnicodeError):
        yield "canonical", "its bytes are not canonical JSON"
        return
    if again != entry:
        yield "canonical", "its bytes are not canonical JSON"
    if not isinstance(members, dict) or set(members) != {*_COLUMNS, "payload", "v"} or members.get("v") != 1:
        yield "format", "it is not an entry of version 1"
        return
    for name in _COLUMNS:
        if members[name] != columns[name] or type(members[name]) is not type(columns[name]):
            yield "column", f"its column {name} says something else than its bytes"
    if not _TIME.fullmatch(str(members["ts_utc"])):
        yield "format", "its time is not written as 2026-01-31T08:15:00.000000Z"


def _written(value: Any) -> str:
    """Canonical JSON of what an entry may hold: objects, arrays, integers, truth values, null, ASCII."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        if not value.isascii() or any(ord(sign) < 0x20 for sign in value):
            raise ValueError("a sign that no entry holds")
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ",".join(_written(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{_written(name)}:{_written(value[name])}" for name in sorted(value)) + "}"
    raise ValueError("a type that no entry holds")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def _refuse(text: str) -> Any:
    raise ValueError("a number that is not whole")
