"""All fences of a district or a boundary file, ready for batches of points, by school year."""

import hashlib
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geofence.boundaries import Area, Boundaries, circle, read
from geofence.district import BoundarySource, District, School
from geofence.fence import Fence
from geofence.names import Names
from geofence.where import Where
from stream.errors import BadInput

BOX_SHARE = 0.5
"""A place tag counts when at least this share of its box lies inside a campus."""
NEAR_M = 5_000.0
"""A point coarser than this says nothing about a school."""
CAMPUS_M2 = 10e6
"""No campus is larger; an area that is must be declared as an attendance area."""


class Hit(NamedTuple):
    """A point inside fence number `fence`, `edge_m` metres from its boundary (0 on it, negative outside)."""

    fence: int
    edge_m: float


class Fences:
    """The fences in force at one time, with a spatial index, and the names of the schools.

    Immutable, safe to share. `version` is the school year (if stated) and a hash over all fences. `on` leads
    to the fences of another day.
    """

    def __init__(
        self,
        fences: Sequence[Fence],
        names: Names | None = None,
        schools: Sequence[School] = (),
        *,
        school_year: str | None = None,
    ) -> None:
        self.fences = tuple(fences)
        self.names = names
        self.schools = tuple(schools)
        self.levels = {school.id: school.level for school in schools}
        whole = hashlib.sha256("\n".join(f"{f.boundary} {f.kind} {f.hash}" for f in fences).encode())
        self.version = f"{school_year or ''} sha256:{whole.hexdigest()}".strip()
        self.history: tuple[tuple[date, Fences], ...] = ((date.min, self),)
        self._shapes = np.array([fence.shape for fence in self.fences], dtype=object)
        self._tree = shapely.STRtree(list(self._shapes))
        self._crossing = any(fence.shape.bounds[2] > 180 for fence in self.fences)

    def on(self, day: date) -> "Fences":
        """The fences in force on a day: of the last version that had begun, or of the first there is."""
        begun = [fences for start, fences in self.history if start <= day]
        return begun[-1] if begun else self.history[0][1]

    @classmethod
    def of_district(cls, district: District, today: date | None = None) -> "Fences":
        """The fences of `today`; `on` has the others. BadInput names the school and the remedy."""
        names = Names(district)
        files = _Files(district)
        sources = district.boundaries or (None,)
        history = []
        for source in sources:
            newest = source is sources[-1]
            fences = [
                fence
                for school in district.schools
                for fence in _of_school(school, district, source, files, newest=newest)
            ]
            start = source.starts if source else date.min
            year = source.school_year if source else None
            history.append((start, cls(fences, names, district.schools, school_year=year)))
        for _, made in history:
            made.history = tuple(history)
        return history[0][1].on(today or datetime.now(UTC).date())

    @classmethod
    def of_boundaries(
        cls,
        path: str | Path,
        id_field: str | None,
        name_field: str | None = None,
        *,
        anywhere: bool = False,
        radius_m: float | None = None,
    ) -> "Fences":
        """The areas of a file as they are, without buffer and without names to look for."""
        found = read(path, id_field, name_field, where=Where(anywhere=anywhere), radius_m=radius_m)
        return cls(
            [
                Fence(
                    area.id,
                    area.name,
                    area.polygon,
                    name=area.name,
                    level=area.level or "",
                    kind="point" if area.round_at else "campus",
                    round_at=area.round_at,
                )
                for area in found.areas
            ]
        )

    def inside(
        self, lons: Sequence[float], lats: Sequence[float], precisions: Sequence[float | None] | None = None
    ) -> list[list[Hit]]:
        """For each point all fences that cover it, the line included.

        A stated precision in metres that is coarser than the fence makes no claim of being inside it.
        """
        found: list[list[Hit]] = [[] for _ in lons]
        for lon, lat, which, fence in self._pairs(
            np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
        ):
            precision = precisions[which] if precisions is not None else None
            if precision is not None and precision > self.fences[fence].radius_m:
                continue
            edge = self.fences[fence].covered_m(lon, lat)
            if edge >= 0:
                found[which].append(Hit(fence, edge))
        return found

    def near(self, lon: float, lat: float, precision_m: float) -> list[Hit]:
        """Campuses that a coarse point may be on: within its stated precision, which is at most NEAR_M."""
        if precision_m > NEAR_M:
            return []
        shifted = (lon, lon + 360) if self._crossing and lon < 0 else (lon,)
        area = [box(*circle(x, lat, precision_m).bounds) for x in shifted]
        numbers = sorted({int(number) for each in area for number in self._tree.query(each)})
        hits = [Hit(number, self.fences[number].edge_m(lon, lat)) for number in numbers]
        return [
            hit
            for hit in hits
            if hit.edge_m >= -precision_m and precision_m > self.fences[hit.fence].radius_m
        ]

    def _pairs(
        self, lons: NDArray[np.float64], lats: NDArray[np.float64]
    ) -> list[tuple[float, float, int, int]]:
        origin = np.arange(len(lons))
        if self._crossing:
            west = lons < 0
            lons, lats = np.append(lons, lons[west] + 360), np.append(lats, lats[west])
            origin = np.append(origin, origin[west])
        points, fences = self._tree.query(shapely.points(lons, lats))
        hit = shapely.intersects_xy(self._shapes[fences], lons[points], lats[points])
        points, fences = points[hit], fences[hit]
        order = np.lexsort((fences, origin[points]))
        return [
            (float(lons[p]), float(lats[p]), int(origin[p]), int(f))
            for p, f in zip(points[order], fences[order], strict=True)
        ]

    def tagged(self, bbox: tuple[float, float, float, float]) -> list[tuple[int, float]]:
        """(fence, share of the box inside it) for each fence that holds most of (west, south, east, north)."""
        west, south, east, north = bbox
        if not all(map(math.isfinite, bbox)) or south > north:
            return []
        east += 360 if east < west else 0
        if west == east and south == north:
            return [(hit.fence, 1.0) for hit in self.inside([west], [south])[0]]
        shifts = (0.0, 360.0) if self._crossing and west < 0 else (0.0,)
        found = []
        for shift in shifts:
            area = box(west + shift, south, east + shift, north)
            for number in sorted(self._tree.query(area)):
                share = _share(area, self.fences[number].shape)
                if share >= BOX_SHARE:
                    found.append((int(number), share))
        return found


def _share(area: BaseGeometry, shape: BaseGeometry) -> float:
    whole = area.area or area.length
    common = area.intersection(shape)
    return float((common.area if area.area else common.length) / whole) if whole else 0.0


class _Files:
    """The boundary files of a district, each read once."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._read: dict[tuple[Path, str], Boundaries] = {}

    def areas(self, name: str, source: BoundarySource, wanted: str) -> list[Area]:
        return [area for area in self._file(name, source).areas if area.id == wanted]

    def missing(self, school: School, name: str, source: BoundarySource, wanted: str) -> BadInput:
        found = self._file(name, source)
        there = ", ".join(sorted(area.id for area in found.areas)[:20])
        return BadInput(
            f"{self._district.path}: school {school.id}: boundary {wanted!r} is not in {found.path} "
            f"(field {source.id!r}); there are: {there}"
        )

    def _file(self, name: str, source: BoundarySource) -> Boundaries:
        key = (self._district.path.parent / name, source.id)
        if key not in self._read:
            self._read[key] = read(*key, where=self._district.where(), radius_m=source.radius_m)
        return self._read[key]


def _of_school(
    school: School, district: District, source: BoundarySource | None, files: _Files, *, newest: bool
) -> list[Fence]:
    found: list[Fence] = []
    if school.radius_m is not None and school.lon is not None and school.lat is not None:
        found.append(_round(school, school.lon, school.lat, school.radius_m + (school.buffer_m or 0.0)))
    elif school.boundary is not None and source is not None:
        name = school.boundary_file or source.file
        areas = files.areas(name, source, school.boundary)
        if areas:
            found.append(_campus(school, areas, source))
        elif newest:
            raise files.missing(school, name, source, school.boundary)
    zones = district.attendance if district.scope.attendance_areas else None
    if school.attendance is not None and zones is not None:
        areas = files.areas(zones.file, zones, school.attendance)
        if not areas:
            raise files.missing(school, zones.file, zones, school.attendance)
        shape = unary_union([area.polygon for area in areas])
        found.append(
            Fence(
                school.attendance, school.id, shape, name=school.name, level=school.level, kind="attendance"
            )
        )
    return found


def _round(school: School, lon: float, lat: float, radius_m: float) -> Fence:
    at = (lon, lat, radius_m)
    return Fence(
        school.id, school.id, circle(*at), name=school.name, level=school.level, kind="point", round_at=at
    )


def _campus(school: School, areas: list[Area], source: BoundarySource) -> Fence:
    buffer_m = school.buffer_m if school.buffer_m is not None else source.buffer_m
    if len(areas) == 1 and areas[0].round_at is not None:
        lon, lat, radius = areas[0].round_at
        return _round(school, lon, lat, radius + buffer_m)
    total = sum(area.area_m2 for area in areas)
    if total > CAMPUS_M2:
        raise BadInput(
            f"{source.file}: area {areas[0].id} ({total / 1e6:,.1f} km²) is larger than any campus; an attendance "
            "area covers family homes: list it under [attendance], which [scope] turns on with a recorded reason"
        )
    shape = unary_union([area.polygon for area in areas])
    return Fence(school.id, school.id, shape, name=school.name, level=school.level, buffer_m=buffer_m)
