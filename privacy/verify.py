"""Reads the audit log from storage and says what holds. Shares no code with its writer, needs no Django.

Works on a SQLite file, a PostgreSQL address or an open connection of either, and writes nothing.
The format it expects is docs/audit.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from privacy.verify_entry import COLUMNS, read_entry
from privacy.verify_keys import KeyHistory
from privacy.verify_outside import Held, Outside
from privacy.verify_report import Problem, Report
from privacy.verify_source import connected
from privacy.verify_tree import Tree, leaf_of

__all__ = ["Held", "Problem", "Report", "verify"]

_FETCH = 2000
_BEFORE_ALL = -(2**63)
_WITH_ENTRY = {
    "privacy_receipt": ("item.destroyed", "disclosure.destroyed"),
    "privacy_reveal": ("item.revealed", "emergency.revealed"),
}
"""Tables whose rows each name the entry of their act."""
_CALLED = {"privacy_receipt": "destruction", "privacy_reveal": "reveal"}


def verify(
    target: str | Path | Any,
    *,
    expected: Mapping[str, int] | None = None,
    known: Mapping[int, str] | None = None,
    checkpoints: Sequence[Held] = (),
    keys: Sequence[str] = (),
) -> Report:
    """Read every entry and check it, the tree, the head and the signing keys' history, in one snapshot.

    `target`: path of a SQLite file, postgresql://…, or an open connection, which is left as it is.
    `expected`: rows that the application holds per action (decisions, …): more rows than entries means
    an act that was never logged. `known`: size -> root in hexadecimal, noted elsewhere. `checkpoints`:
    signed ones. `keys`: public keys of the log that the reader was given; without any, the log's own count.
    BadInput: no such log, or a checkpoint that is none. Retriable: the database is away.
    """
    outside = Outside(checkpoints, known or {}, keys)
    with connected(target) as connection:
        return _Check(connection, outside).run(dict(expected or {}))


class _Check:
    def __init__(self, connection: Any, outside: Outside) -> None:
        self.connection = connection
        self.outside = outside
        self.report = Report()
        self.tree = Tree()
        self.history = KeyHistory(self.report)
        self.roots: dict[int, bytes] = {}
        self.actions: dict[str, int] = {}
        self.next = 1
        self.last = ""
        self.backwards = 0

    def run(self, expected: dict[str, int]) -> Report:
        report = self.report
        self._note_root()
        for row in self._rows():
            self._entry(row)
            self._note_root()
        report.root = self.tree.root().hex()
        report.checked.append(
            "numbers without a gap, canonical bytes equal to their columns, leaves, the root against the head,"
            " and the signing keys' history"
        )
        self._head()
        self._counts(expected)
        if self.backwards:
            report.warnings.append(
                f"time goes backwards {self.backwards} times: was the machine's clock set back?"
            )
        else:
            report.checked.append("time never goes backwards")
        self.outside.judge(report, self.history, self.roots)
        return report

    def _note_root(self) -> None:
        if self.report.size in self.outside.sizes:
            self.roots[self.report.size] = self.tree.root()

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        names = ", ".join((*COLUMNS, "payload_canonical", "leaf_hash"))
        after = _BEFORE_ALL
        with closing(self.connection.cursor()) as cursor:
            while True:
                # A part at a time: PostgreSQL's driver would hold the whole answer in memory.
                cursor.execute(
                    f"SELECT {names} FROM audit_log WHERE seq > {int(after)} ORDER BY seq LIMIT {_FETCH}"  # noqa: S608 - constants and a number
                )
                rows = cursor.fetchall()
                if not rows:
                    return
                yield from rows
                after = rows[-1][0]

    def _entry(self, row: tuple[Any, ...]) -> None:
        columns = dict(zip(COLUMNS, row, strict=False))
        seq, entry, leaf = columns["seq"], bytes(row[-2]), bytes(row[-1])
        self.report.size += 1
        if seq != self.next:
            text = f"stands where {self.next} belongs: entries are missing or out of order"
            self.report.problem(seq, "gap", text)
        self.next = seq + 1
        members, faults = read_entry(entry, columns)
        for reason, text in faults:
            self.report.problem(seq, reason, text)
        computed = leaf_of(entry)
        if computed != leaf:
            self.report.problem(seq, "leaf", "its hash is not that of its bytes")
        self.tree.add(computed)
        self.history.take(seq, members)
        self.actions[str(columns["action"])] = self.actions.get(str(columns["action"]), 0) + 1
        if str(columns["ts_utc"]) < self.last:
            self.backwards += 1
        self.last = str(columns["ts_utc"])

    def _head(self) -> None:
        with closing(self.connection.cursor()) as cursor:
            cursor.execute("SELECT size, frontier FROM audit_head")
            heads = cursor.fetchall()
        if len(heads) != 1:
            self.report.problem(None, "head", f"there are {len(heads)} heads, one belongs there")
            return
        size, frontier = heads[0][0], bytes(heads[0][1])
        if size != self.report.size:
            text = (
                f"the head says {size} entries, there are {self.report.size}: entries were removed or added"
            )
            self.report.problem(None, "head", text)
        elif frontier != self.tree.frontier():
            self.report.problem(
                None, "root", "the head's tree is not that of the entries: an entry was changed"
            )

    def _counts(self, expected: dict[str, int]) -> None:
        for action, rows in sorted(expected.items()):
            entries = self.actions.get(action, 0)
            if rows > entries:
                text = (
                    f"{rows} rows of {action} in the application, {entries} entries: acts were never logged"
                )
                self.report.problem(None, "omitted", text)
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
            text = f"{missing} rows of {table} without their entry: acts were never logged"
            self.report.problem(None, "omitted", text)
        else:
            self.report.checked.append(f"every {_CALLED.get(table, f'row of {table}')} has its entry")
