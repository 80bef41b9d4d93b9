"""School levels and odd rows in published boundary files (NCES SABS, Census TIGER)."""

from collections.abc import Mapping, Sequence
from typing import Any

_SABS = {"1": "elementary", "2": "middle", "3": "high", "4": "other"}
_TIGER = {"UNSDLEA": "unified", "ELSDLEA": "elementary", "SCSDLEA": "secondary"}
_UNDEFINED = {"99997", "99998", "99999"}
"""Local codes by which TIGER says that no school district is defined there."""


def level_of(properties: Mapping[str, Any]) -> str | None:
    """The level as the file states it, in words where it is a code; None where it says nothing."""
    lower = {str(key).casefold(): value for key, value in properties.items()}
    for field, level in _TIGER.items():
        if lower.get(field.casefold()):
            return level
    stated = lower.get("level")
    if stated is None or str(stated).strip() == "":
        return None
    text = str(int(stated)) if isinstance(stated, float) and stated.is_integer() else str(stated).strip()
    return _SABS.get(text, text.casefold()) if "ncessch" in lower else text.casefold()


def odd_rows(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Warnings on rows that are no school's own area."""
    whole = undefined = areas = 0
    for row in rows:
        lower = {str(key).casefold(): str(value).strip().casefold() for key, value in row.items()}
        areas += "openenroll" in lower or "multibdy" in lower
        whole += any(lower.get(field) in {"1", "y", "yes", "true"} for field in ("openenroll", "defacto"))
        undefined += any(lower.get(field.casefold(), "") in _UNDEFINED for field in _TIGER)
    notes = []
    if areas:
        notes.append(
            f"{areas} areas are attendance areas by their fields (NCES SABS): they cover family homes"
        )
    if whole:
        notes.append(f"{whole} of them are whole districts (openEnroll or defacto), not one school's area")
    if undefined:
        notes.append(f"{undefined} areas are places without a school district (Census code 99997 to 99999)")
    return notes
