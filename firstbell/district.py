"""The district file, read once for all who need a part of it."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geofence.district import District
    from privacy.coverage import Coverage


@cache
def district(path: Path) -> "District":
    """BadInput names the file, the field and what would be right."""
    from geofence.district import load

    return load(path)


def coverage(path: Path) -> "Coverage":
    from privacy import coverage as parts

    loaded = district(path)
    return parts.parse(loaded.coverage, loaded.on_call, loaded.call_sheet)


def scope(path: Path) -> dict[str, Any]:
    """What the fence covers, for the public page: `attendance_areas`, and why, by whom and since when."""
    chosen = district(path).scope
    return {
        "attendance_areas": chosen.attendance_areas,
        "reason": chosen.reason,
        "decided_by": chosen.decided_by,
        "decided_on": chosen.decided_on,
    }


def schools(path: Path) -> dict[str, Any]:
    """School id -> school (name, level)."""
    return {school.id: school for school in district(path).schools}


def school_names(path: Path) -> list[str]:
    """All names and aliases of the district's schools: what a redaction leaves."""
    loaded = district(path)
    return [
        loaded.name,
        *loaded.aliases,
        *(name for school in loaded.schools for name in (school.name, *school.aliases)),
    ]
