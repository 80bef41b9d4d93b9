"""The district file: which schools there are, what they are called and where they stand.

TOML or YAML by suffix; docs/district.md explains every field to a newcomer. Every fault is a BadInput
that names the file, the field, what was found and what would be right.
"""

import difflib
import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_type_hints

import msgspec
import yaml

from geofence.places import state_name
from geofence.where import Where
from stream.errors import BadInput

Level = Literal["preschool", "elementary", "middle", "high", "k8", "k12", "other"]
Metres = Annotated[float, msgspec.Meta(gt=0, le=20_000)]
Buffer = Annotated[float, msgspec.Meta(ge=0, le=1_000)]
Lon = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Lat = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Words = tuple[Annotated[str, msgspec.Meta(min_length=2, max_length=200)], ...]
Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


_T = TypeVar("_T")


class School(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A school: what people call it, and its campus as a polygon or as a point with a radius."""

    id: Slug
    name: Text
    level: Level = "other"
    aliases: Words = ()
    unique_aliases: Words = ()
    """Names that nobody else has: they need no evidence."""
    mascots: Words = ()
    hashtags: Words = ()
    accounts: Words = ()
    domains: Words = ()
    boundary: str | None = None
    """Value of the id field in the boundary file."""
    boundary_file: str | None = None
    attendance: str | None = None
    """Value of the id field in the attendance file; counts only where [scope] turns these areas on."""
    lon: Lon | None = None
    lat: Lat | None = None
    radius_m: Metres | None = None
    buffer_m: Buffer | None = None


class BoundarySource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where polygons come from: `id` is the property that `schools.boundary` refers to.

    A source counts from `valid_from` until a later one does; `school_year` "2026-27" starts on 1 July 2026.
    """

    file: str
    id: str
    buffer_m: Buffer = 0.0
    radius_m: Metres | None = None
    """Metres around each point, for a file of points."""
    school_year: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}$")] | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def starts(self) -> date:
        """The first day it counts; the oldest day there is without a date or a school year."""
        return self.valid_from or (date(int(self.school_year[:4]), 7, 1) if self.school_year else date.min)

    @property
    def ends(self) -> date:
        """The last day it is meant for; it is used beyond that until a newer one is given."""
        return self.valid_to or (date(int(self.school_year[:4]) + 1, 6, 30) if self.school_year else date.max)


class Scope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the fence covers: campuses, or also the areas from which pupils come, where families live."""

    attendance_areas: bool = False
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None


class _Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Text
    city: Text
    state: Text
    aliases: Words = ()
    counties: Words = ()
    places: Words = ()
    hashtags: Words = ()
    accounts: Words = ()
    domains: Words = ()
    lon: Lon | None = None
    lat: Lat | None = None


class District(msgspec.Struct, frozen=True, kw_only=True):
    """One district. `coverage`, `on_call` and `call_sheet` are kept as they stand: other parts read them."""

    path: Path
    name: str
    city: str
    state: str
    """Full name, also where the file has the postal abbreviation."""
    schools: tuple[School, ...]
    aliases: Words = ()
    counties: Words = ()
    places: Words = ()
    hashtags: Words = ()
    accounts: Words = ()
    domains: Words = ()
    lon: float | None = None
    lat: float | None = None
    boundaries: tuple[BoundarySource, ...] = ()
    """Campus polygons, the oldest version first."""
    attendance: BoundarySource | None = None
    scope: Scope = Scope()
    coverage: Mapping[str, Any] = msgspec.field(default_factory=dict)
    on_call: tuple[Mapping[str, Any], ...] = ()
    call_sheet: tuple[Mapping[str, Any], ...] = ()

    def school(self, school_id: str) -> School:
        """The school of that id, or BadInput with the ids there are."""
        for school in self.schools:
            if school.id == school_id:
                return school
        raise BadInput(
            f"{self.path}: no school {school_id!r}{_near(school_id, [s.id for s in self.schools])}"
        )

    def where(self) -> Where:
        """What boundary files are checked against: the middle of the district, or its state."""
        return Where(self.centre(), self.state)

    def centre(self) -> tuple[float, float] | None:
        """(lon, lat) of the district if the file tells: its own, else the mean of its schools' points."""
        if self.lon is not None and self.lat is not None:
            return self.lon, self.lat
        points = [(s.lon, s.lat) for s in self.schools if s.lon is not None and s.lat is not None]
        if not points:
            return None
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


_TABLES = {
    "district", "boundaries", "attendance", "scope", "schools", "coverage", "on_call", "call_sheet",
}  # fmt: skip
_HINTS = {
    "level": "one of preschool, elementary, middle, high, k8, k12, other",
    "id": "lower-case letters, digits and dashes, such as lincoln-high",
    "lon": "degrees east, between -180 and 180 (negative in the Americas)",
    "lat": "degrees north, between -90 and 90",
    "radius_m": "metres, above 0 and at most 20000",
    "buffer_m": "metres, between 0 and 1000",
    "school_year": "such as 2026-27",
    "valid_from": "a date such as 2026-07-01, without quotes",
    "valid_to": "a date such as 2027-06-30, without quotes",
    "decided_on": "a date such as 2026-07-01, without quotes",
}


def load(path: str | Path) -> District:
    """Read a district file (.toml, .yaml, .yml). BadInput names the file, the field and the remedy."""
    file = Path(path)
    raw = _parse(file)
    _known(raw, _TABLES, f"{file}")
    head = _convert(raw.get("district"), _Head, file, "[district]")
    zones = raw.get("attendance")
    district = District(
        path=file,
        **{**msgspec.structs.asdict(head), "state": _state(head.state, file)},
        schools=_schools(raw.get("schools"), file),
        boundaries=_boundaries(raw.get("boundaries"), file),
        attendance=None if zones is None else _convert(zones, BoundarySource, file, "[attendance]"),
        scope=_scope(raw.get("scope", {}), file),
        coverage=_mapping(raw.get("coverage", {}), file, "[coverage]"),
        on_call=_mappings(raw.get("on_call", []), file, "on_call"),
        call_sheet=_mappings(raw.get("call_sheet", []), file, "call_sheet"),
    )
    _pair(head.lon, head.lat, f"{file}: [district]")
    for school in district.schools:
        _check_place(school, district)
    return district


def _parse(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise BadInput(f"{file}: no such district file; `firstbell init` makes one to start from") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{file}: cannot be read ({type(error).__name__}); it must be a UTF-8 text file"
        ) from error
    suffix = file.suffix.lower()
    if suffix not in {".toml", ".yaml", ".yml"}:
        raise BadInput(f"{file}: a district file ends in .toml, .yaml or .yml")
    try:
        raw = tomllib.loads(text) if suffix == ".toml" else yaml.safe_load(text)
    except (tomllib.TOMLDecodeError, yaml.YAMLError) as error:
        raise BadInput(f"{file}: not valid {suffix[1:].upper()}: {error}") from error
    if not isinstance(raw, dict):
        raise BadInput(f"{file}: found {type(raw).__name__}, expected the tables district and schools")
    return raw


def _schools(raw: object, file: Path) -> tuple[School, ...]:
    if not isinstance(raw, list) or not raw:
        raise BadInput(f"{file}: schools: expected at least one [[schools]] entry with id and name")
    schools = []
    for number, entry in enumerate(raw, 1):
        known = entry.get("id") if isinstance(entry, dict) else None
        where = f"schools[{number}]" + (f" ({known})" if isinstance(known, str) else "")
        schools.append(_convert(entry, School, file, where))
    seen: dict[str, int] = {}
    for number, school in enumerate(schools, 1):
        if school.id in seen:
            raise BadInput(
                f"{file}: schools[{number}].id: {school.id!r} is already schools[{seen[school.id]}]; give each its own"
            )
        seen[school.id] = number
    return tuple(schools)


def _boundaries(raw: object, file: Path) -> tuple[BoundarySource, ...]:
    if raw is None:
        return ()
    tables = raw if isinstance(raw, list) else [raw]
    sources = [_convert(table, BoundarySource, file, "[boundaries]") for table in tables]
    sources.sort(key=lambda source: source.starts)
    for one, other in itertools.pairwise(sources):
        if one.starts == other.starts:
            raise BadInput(
                f"{file}: [boundaries]: {one.file} and {other.file} begin on the same day; "
                "give each its own school_year or valid_from"
            )
    return tuple(sources)


def _scope(raw: object, file: Path) -> Scope:
    scope = _convert(raw, Scope, file, "[scope]")
    if scope.attendance_areas and not (
        scope.reason.strip() and scope.decided_by.strip() and scope.decided_on
    ):
        raise BadInput(
            f"{file}: [scope]: attendance areas cover family homes; to turn them on, record reason, decided_by "
            "and decided_on (a date): they are shown on the public page"
        )
    return scope


def _convert(raw: object, kind: type[_T], file: Path, where: str) -> _T:
    if not isinstance(raw, dict):
        raise BadInput(f"{file}: {where}: found {type(raw).__name__}, expected a table with at least a name")
    _known(raw, get_type_hints(kind), f"{file}: {where}")
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        reason, _, at = str(error).partition(" - at `$.")
        name = at.rstrip("`")
        field = re.split(r"[.\[]", name)[0]
        found = f", found {raw[field]!r}" if field in raw else ""
        hint = f"; right is: {_HINTS[field]}" if field in _HINTS else "; see docs/district.md"
        raise BadInput(f"{file}: {where}{'.' if name else ': '}{name}: {reason}{found}{hint}") from error


def _known(raw: Mapping[Any, object], names: Iterable[str], where: str) -> None:
    allowed = sorted(names)
    for key in raw:
        if key not in allowed:
            raise BadInput(f"{where}: unknown field {str(key)!r}{_near(str(key), allowed)}")


def _near(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, 1, 0.6)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"


def _mapping(raw: object, file: Path, where: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise BadInput(f"{file}: {where}: found {type(raw).__name__}, expected a table; see docs/district.md")
    return raw


def _mappings(raw: object, file: Path, where: str) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(raw, list):
        raise BadInput(f"{file}: {where}: found {type(raw).__name__}, expected [[{where}]] entries")
    return tuple(_mapping(entry, file, f"{where}[{number}]") for number, entry in enumerate(raw, 1))


def _state(given: str, file: Path) -> str:
    full = state_name(given)
    if full is None:
        raise BadInput(
            f"{file}: [district].state: {given!r} is no state or territory of the United States; "
            "write its name or postal abbreviation, such as Oregon or OR"
        )
    return full


def _pair(lon: float | None, lat: float | None, where: str) -> None:
    if (lon is None) != (lat is None):
        raise BadInput(f"{where}: {'lat' if lat is None else 'lon'} is missing; give lon and lat together")


def _check_place(school: School, district: District) -> None:
    where = f"{district.path}: school {school.id}"
    _pair(school.lon, school.lat, where)
    if school.boundary is not None and school.radius_m is not None:
        raise BadInput(f"{where}: both boundary and radius_m; keep the polygon or the point with a radius")
    if school.radius_m is not None and school.lon is None:
        raise BadInput(f"{where}: radius_m without lon and lat; add the point that it is measured from")
    if school.lon is not None and school.radius_m is None and school.boundary is None:
        raise BadInput(f"{where}: lon and lat without radius_m; add how many metres around the point count")
    if school.attendance is not None and district.attendance is None:
        raise BadInput(
            f"{where}: attendance {school.attendance!r}, but there is no [attendance] with file and id"
        )
    if school.boundary is not None and not district.boundaries:
        raise BadInput(
            f"{where}: boundary {school.boundary!r}, but there is no [boundaries] with file and id"
        )
    if school.boundary_file is not None and school.boundary is None:
        raise BadInput(f"{where}: boundary_file without boundary; add the id of its area in that file")
