"""`firstbell boundaries check FILE`: what is in a district file or a boundary file, in words."""

from dataclasses import dataclass, field
from pathlib import Path

from geofence.boundaries import Area, Boundaries, inspect
from geofence.district import District, load
from geofence.fence import Fence
from geofence.fences import CAMPUS_M2, Fences
from geofence.where import Where
from stream.errors import BadInput

MOST = 20
"""Faults and repairs of one kind that are printed; the rest is counted."""


@dataclass
class Report:
    """Lines for a person, what there is to draw, and whether anything was refused."""

    lines: list[str]
    areas: list[Area | Fence] = field(default_factory=list)
    refused: bool = False


def check(
    path: str | Path,
    *,
    id_field: str | None = None,
    name_field: str | None = None,
    district: District | None = None,
    anywhere: bool = False,
    radius_m: float | None = None,
) -> Report:
    """Never raises for what a file holds: a file that cannot be used is refused in its report.

    .toml, .yaml and .yml are read as district files with all they point to, the rest as boundaries, which
    must lie near `district` if it is given.
    """
    file = Path(path)
    try:
        if file.suffix.lower() in {".toml", ".yaml", ".yml"}:
            return _district(load(file))
        where = Where(anywhere=anywhere) if district is None else district.where()
        return _boundaries(inspect(file, id_field, name_field, where=where, radius_m=radius_m))
    except BadInput as error:
        return Report([f"refused: {error}"], refused=True)


def _district(district: District) -> Report:
    fences = Fences.of_district(district)
    fenced = {fence.school: fence for fence in fences.fences if fence.kind != "attendance"}
    lines = [
        f"{district.path}: {district.name}, {district.city}, {district.state}",
        f"{len(district.schools)} schools, {len(fenced)} with a place",
        f"boundaries in force: {fences.version}",
        *(f"  from {start}: {other.version}" for start, other in fences.history if other is not fences),
        f"scope: {_scope(district)}",
    ]
    for school in district.schools:
        fence = fenced.get(school.id)
        where = _size(fence) if fence else "no boundary and no point: found by name only"
        lines.append(f"  {school.id} ({school.level}): {where}; {len(school.aliases)} aliases")
    for source in (*district.boundaries, *((district.attendance,) if district.attendance else ())):
        field_name = "attendance" if source is district.attendance else "boundary"
        files = {source.file} | {
            s.boundary_file for s in district.schools if s.boundary_file and field_name == "boundary"
        }
        for name in sorted(files):
            found = inspect(
                district.path.parent / name, source.id, where=district.where(), radius_m=source.radius_m
            )
            used = {getattr(school, field_name) for school in district.schools}
            unused = sorted({area.id for area in found.areas} - used)
            lines += [f"warning: {note}" for note in (*found.repaired, *found.notes)]
            lines += [f"warning: {found.path}: area {area} belongs to no school" for area in unused]
    return Report(lines + _warnings(district), list(fences.fences))


def _scope(district: District) -> str:
    scope = district.scope
    if not scope.attendance_areas:
        return "campuses only"
    return (
        f"campuses and attendance areas, where families live; decided by {scope.decided_by} on "
        f"{scope.decided_on}: {scope.reason}"
    )


def _warnings(district: District) -> list[str]:
    lines = []
    if not district.coverage:
        lines.append("warning: no [coverage]: nobody is said to watch at any hour")
    if not district.on_call:
        lines.append("warning: no [[on_call]]: nobody is told of a flagged post")
    if not any("988" in str(entry.get("phone", "")) for entry in district.call_sheet):
        lines.append("warning: [[call_sheet]] does not name 988, the Suicide and Crisis Lifeline")
    owners: dict[str, list[str]] = {}
    for school in district.schools:
        for alias in {a.casefold() for a in (school.name, *school.aliases)}:
            owners.setdefault(alias, []).append(school.id)
    lines += [
        f"warning: {alias!r} is an alias of {' and '.join(ids)}: it counts for all of them"
        for alias, ids in sorted(owners.items())
        if len(ids) > 1
    ]
    return lines


def _size(fence: Fence) -> str:
    west, south, east, north = fence.shape.bounds
    kind = "circle" if fence.round_at else "polygon"
    return (
        f"{kind} of about {2 * fence.radius_m:,.0f} m across around {(west + east) / 2:.4f}, "
        f"{(south + north) / 2:.4f}, sha256:{fence.hash[:12]}"
    )


def _boundaries(found: Boundaries) -> Report:
    lines = [
        f"{found.path}: {found.format}",
        f"coordinate system: {found.crs}",
        f"{found.features} features, {len(found.areas)} areas, {found.skipped} skipped, "
        f"{len(found.refused)} refused" + (f", {found.points} points" if found.points else ""),
    ]
    if found.areas:
        west, south, east, north = found.bounds
        lines += [
            f"bounds: longitude {west:.5f} to {east:.5f}, latitude {south:.5f} to {north:.5f}",
            f"area: {sum(area.area_m2 for area in found.areas) / 1e6:,.3f} km² in all",
        ]
    for area in found.areas[:200]:
        level = f", {area.level}" if area.level else ""
        lines.append(f"  {area.id}{f' ({area.name})' if area.name else ''}: {area.area_m2:,.0f} m²{level}")
    if len(found.areas) > 200:
        lines.append(f"  and {len(found.areas) - 200} more")
    large = [area.id for area in found.areas if area.area_m2 > CAMPUS_M2 / 2]
    ids = [area.id for area in found.areas]
    lines += _some("repaired", found.repaired)
    lines += [f"warning: {note}" for note in found.notes]
    lines += _some(
        "warning", [f"area {i} is larger than a campus; attendance areas cover homes" for i in large]
    )
    lines += [
        f"warning: id {i!r} stands {ids.count(i)} times" for i in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if not found.areas and not found.points and not found.refused:
        lines.append(
            f"refused: no polygon in {found.features} features; export the areas, not an empty selection"
        )
        return Report(lines, refused=True)
    if found.points and not found.areas and not found.refused:
        lines.append(
            "warning: points alone make no fence; give --radius METRES, or radius_m in the district file"
        )
    lines += _some("refused", found.refused)
    return Report(lines, list(found.areas), refused=bool(found.refused))


def _some(kind: str, said: list[str] | tuple[str, ...]) -> list[str]:
    more = [f"{kind}: and {len(said) - MOST} more"] if len(said) > MOST else []
    return [f"{kind}: {each}" for each in said[:MOST]] + more
