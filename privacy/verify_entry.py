"""Whether one entry is what docs/audit.md says. The verifier's own reading of canonical JSON."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

COLUMNS = ("seq", "ts_utc", "actor_id", "actor_role", "action", "object_type", "object_key", "outcome")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Fault(NamedTuple):
    reason: str
    text: str


def read_entry(entry: bytes, columns: Mapping[str, Any] | None = None) -> tuple[dict[str, Any], list[Fault]]:
    """The entry's members ({} when they cannot be read) and what is wrong with it.

    `columns`: the row it stands in, with which its bytes must agree.
    """
    try:
        members = json.loads(entry, object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)
        again = _written(members).encode("ascii")
    except (ValueError, TypeError, UnicodeError, RecursionError):
        return {}, [Fault("canonical", "its bytes are not canonical JSON")]
    faults = [Fault("canonical", "its bytes are not canonical JSON")] if again != entry else []
    if not isinstance(members, dict) or set(members) != {*COLUMNS, "payload", "v"} or members.get("v") != 1:
        return {}, [*faults, Fault("format", "it is not an entry of version 1")]
    for name in COLUMNS if columns is not None else ():
        given = (columns or {})[name]
        if members[name] != given or type(members[name]) is not type(given):
            faults.append(Fault("column", f"its column {name} says something else than its bytes"))
    if not _TIME.fullmatch(str(members["ts_utc"])):
        faults.append(Fault("format", "its time is not written as 2026-01-31T08:15:00.000000Z"))
    return members, faults


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
