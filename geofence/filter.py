"""The filter `locate`: one JSON object in, one out."""

import math
from collections.abc import Mapping
from typing import Any

from geofence.fences import Fences
from geofence.stage import named_grounds, near_grounds, point_grounds
from stream.contracts import Ground, Point, Reason

MAX_TEXT_BYTES = 64 * 1024


def locate_line(obj: object, fences: Fences, *, names: bool = False) -> dict[str, Any]:
    """Answer one line: {"id", "matches", "drop"}, or {"id", "error"} when it cannot be used.

    `names` adds the area's name to each match (the option --name). Never raises for what a line holds.
    """
    if not isinstance(obj, dict):
        return {"error": f"found {_kind(obj)}, expected an object with id and text or lon and lat"}
    given = obj.get("id")
    if isinstance(given, bool) or not isinstance(given, (str, int)):
        return {"error": f"id: found {_kind(given)}, expected a string or an integer"}
    fault = _fault(obj)
    if fault:
        return {"id": given, "error": fault}
    text: str | None = obj.get("text")
    grounds: tuple[Ground, ...] = ()
    near: tuple[Ground, ...] = ()
    unresolved = False
    if fences.names is not None and text is not None and not text.strip():
        return {"id": given, "matches": [], "drop": Reason.EMPTY_TEXT.value}
    if obj.get("lon") is not None:
        point = Point(lon=float(obj["lon"]), lat=float(obj["lat"]), precision_m=obj.get("precision_m"))
        grounds = point_grounds([point], fences)[0]
        near = near_grounds(point, fences) if fences.names is not None else ()
    if text is not None:
        named, unresolved = named_grounds(text, fences, near)
        grounds += named
    reason = None if grounds else (Reason.NAME_UNRESOLVED if unresolved else Reason.NOT_NEAR).value
    return {
        "id": given,
        "matches": [_match(ground, fences, names=names) for ground in (*grounds, *(near if grounds else ()))],
        "drop": reason,
    }


def _match(ground: Ground, fences: Fences, *, names: bool) -> dict[str, Any]:
    evidence: dict[str, Any]
    if ground.basis == "coordinates":
        evidence = {"edge_m": ground.edge_m, "precision_m": ground.precision_m}
        if ground.because:
            evidence["because"] = list(ground.because)
    else:
        evidence = {"start": ground.start, "end": ground.end, "because": list(ground.because)}
    match: dict[str, Any] = {
        "boundary": ground.boundary,
        "school": ground.school or None,
        "basis": ground.basis,
        "evidence": evidence,
        "claim": ground.claim,
        "level": ground.level or None,
        "version": ground.version,
    }
    if names:
        match["name"] = next((f.name for f in fences.fences if f.boundary == ground.boundary), None)
    return match


def _fault(obj: Mapping[str, Any]) -> str | None:
    """What is wrong with a line and what would be right; None when it can be used."""
    return _text_fault(obj.get("text")) or _place_fault(obj)


def _text_fault(text: object) -> str | None:
    if text is not None and not isinstance(text, str):
        return f"text: found {_kind(text)}, expected a string"
    if text is not None and (
        len(text) > MAX_TEXT_BYTES or len(text.encode("utf-8", "replace")) > MAX_TEXT_BYTES
    ):
        return "text: longer than 64 KiB; split it or leave the rest out"
    return None


def _place_fault(obj: Mapping[str, Any]) -> str | None:
    lon, lat, precision = obj.get("lon"), obj.get("lat"), obj.get("precision_m")
    if obj.get("text") is None and lon is None and lat is None:
        return "neither text nor coordinates; give text, or lon and lat together"
    if (lon is None) != (lat is None):
        return f"{'lat' if lat is None else 'lon'}: missing; give lon and lat together"
    for name, value, most in (("lon", lon, 180), ("lat", lat, 90)):
        if value is not None and (fault := _number_fault(name, value, -most, most, "degrees")):
            swapped = name == "lat" and isinstance(value, (int, float)) and 90 < abs(value) <= 180
            return fault + ("; are lon and lat swapped?" if swapped else "")
    return None if precision is None else _number_fault("precision_m", precision, 0, 41_000_000, "metres")


def _number_fault(name: str, value: object, low: float, high: float, unit: str) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return f"{name}: found {_kind(value)}, expected a finite number of {unit}"
    if not low <= value <= high:
        return f"{name}: {value} is out of range; {unit} between {low} and {high}"
    return None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number")
