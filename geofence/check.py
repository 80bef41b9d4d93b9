"""`firstbell boundaries check FILE`: what is in a district file or a boundary file, in words."""

from pathlib import Path

from geofence.boundaries import Boundaries, read
from geofence.district import District, load
from geofence.fence import Fence, Fences


def check(path: str | Path, *, id_field: str | None = None, name_field: str | None = None) -> list[str]:
    """Lines for a person. A file that cannot be used raises BadInput with the remedy.

    .toml, .yaml and .yml are read as district files with all they point to, the rest as boundaries.
    """
    file = Path(path)
    if file.suffix.lower() in {".toml", ".yaml", ".yml"}:
        return _district(load(file))
    return _boundaries(read(file, id_field, name_field))


def _district(district: District) -> list[str]:
    fences = Fences.of_district(district)
    fenced = {fence.school: fence for fence in fences.fences}
    lines = [
        f"{district.path}: {district.name}, {district.city}, {district.state}",
        f"{len(district.schools)} schools, {len(fenced)} with a place",
    ]
    for school in district.schools:
        fence = fenced.get(school.id)
        where = _size(fence) if fence else "no boundary and no point: found by name only"
        lines.append(f"  {school.id} ({school.level}): {where}; {len(school.aliases)} aliases")
    if district.boundaries is not None:
        files = {s.boundary_file or district.boundaries.file for s in district.schools if s.boundary}
        for name in sorted(files):
            source = read(district.path.parent / name, district.boundaries.id, centre=district.centre())
            used = {
                s.boundary for s in district.schools if (s.boundary_file or district.boundaries.file) == name
            }
            unused = sorted({area.id for area in source.areas} - used)
            lines += [f"warning: {note}" for note in source.notes]
            lines += [f"warning: {source.path}: area {area} belongs to no school" for area in unused]
    return lines + _warnings(district)


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
    return f"{kind} of about {2 * fence.radius_m:,.0f} m across around {(west + east) / 2:.4f}, {(south + north) / 2:.4f}"


def _boundaries(found: Boundaries) -> list[str]:
    west, south, east, north = found.bounds
    total = sum(area.area_m2 for area in found.areas)
    lines = [
        f"{found.path}: GeoJSON, WGS84 longitude/latitude",
        f"{found.features} features, {len(found.areas)} areas, {found.skipped} skipped",
        f"bounds: longitude {west:.5f} to {east:.5f}, latitude {south:.5f} to {north:.5f}",
        f"area: {total / 1e6:,.3f} km² in all",
    ]
    for area in found.areas[:200]:
        lines.append(f"  {area.id}{f' ({area.name})' if area.name else ''}: {area.area_m2:,.0f} m²")
        if area.area_m2 > 4e6:
            lines.append(
                f"warning: area {area.id} is larger than a campus; an attendance area covers family homes"
            )
    if len(found.areas) > 200:
        lines.append(f"  and {len(found.areas) - 200} more")
    ids = [area.id for area in found.areas]
    lines += [
        f"warning: id {i!r} stands {ids.count(i)} times" for i in sorted({i for i in ids if ids.count(i) > 1})
    ]
    return lines + [f"warning: {note}" for note in found.notes]
