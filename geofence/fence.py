"""The fences of a district or a boundary file, ready for batches of points."""

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from geopy.distance import geodesic
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geofence.boundaries import Boundaries, circle, read
from geofence.district import District, School
from geofence.names import Names
from stream.errors import BadInput

BOX_SHARE = 0.5
"""A place tag counts when at least this share of its box lies inside a campus."""


class Hit(NamedTuple):
    """A point inside fence number `fence`, `edge_m` metres from its boundary (0 on it)."""

    fence: int
    edge_m: float


class Fence:
    """One area in degrees, its buffer included; measured in metres in a projection of its own."""

    def __init__(
        self,
        boundary: str,
        school: str | None,
        shape: BaseGeometry,
        *,
        name: str | None = None,
        buffer_m: float = 0.0,
        round_at: tuple[float, float, float] | None = None,
    ) -> None:
        self.boundary = boundary
        self.school = school
        self.name = name
        self.round_at = round_at
        """(lon, lat, radius_m) of a circle; then `shape` only encloses it."""
        centre = shape.centroid
        self._lon, self._lat = centre.x, centre.y
        self.shape = self._buffered(shape, buffer_m) if buffer_m and round_at is None else shape
        shapely.prepare(self.shape)

    @cached_property
    def _project(self) -> Transformer:
        return Transformer.from_crs("EPSG:4326", self._crs, always_xy=True)

    @property
    def _crs(self) -> str:
        return f"+proj=aeqd +lat_0={self._lat} +lon_0={self._lon} +datum=WGS84 +units=m"

    @cached_property
    def _metric(self) -> BaseGeometry:
        return shapely.transform(self.shape, self._project.transform, interleaved=False)

    @cached_property
    def radius_m(self) -> float:
        """Radius of the circle that has this area: how fine a point must be to be inside at all."""
        return self.round_at[2] if self.round_at else math.sqrt(self._metric.area / math.pi)

    def _buffered(self, shape: BaseGeometry, metres: float) -> BaseGeometry:
        back = Transformer.from_crs(self._crs, "EPSG:4326", always_xy=True)
        wide = shapely.transform(shape, self._project.transform, interleaved=False).buffer(metres)

        def degrees(
            x: NDArray[np.float64], y: NDArray[np.float64]
        ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
            lon, lat = back.transform(x, y)
            turns = np.round((self._lon - np.asarray(lon)) / 360)
            return np.asarray(lon) + 360 * turns, np.asarray(lat)

        return shapely.transform(wide, degrees, interleaved=False)

    def edge_m(self, lon: float, lat: float) -> float:
        """Metres from the point to the fence's boundary; negative outside."""
        if self.round_at:
            x, y, radius = self.round_at
            return float(radius - geodesic((y, x), (lat, lon)).meters)
        point = ShapelyPoint(*self._project.transform(lon, lat))
        distance = float(self._metric.boundary.distance(point))
        return distance if shapely.intersects_xy(self.shape, lon, lat) else -distance


class Fences:
    """All fences, with a spatial index, and the names of the schools. Immutable, safe to share."""

    def __init__(
        self, fences: Sequence[Fence], names: Names | None = None, schools: Sequence[School] = ()
    ) -> None:
        self.fences = tuple(fences)
        self.names = names
        self.schools = tuple(schools)
        self._shapes = np.array([fence.shape for fence in self.fences], dtype=object)
        self._tree = shapely.STRtree(list(self._shapes))
        self._crossing = any(fence.shape.bounds[2] > 180 for fence in self.fences)

    @classmethod
    def of_district(cls, district: District) -> "Fences":
        """Polygons from the boundary files, circles from points. BadInput names the school and the remedy."""
        read_files: dict[str, Boundaries] = {}
        fences = [
            fence
            for school in district.schools
            if (fence := _of_school(school, district, read_files)) is not None
        ]
        return cls(fences, Names(district), district.schools)

    @classmethod
    def of_boundaries(
        cls, path: str | Path, id_field: str | None, name_field: str | None = None, *, anywhere: bool = False
    ) -> "Fences":
        """The areas of a file as they are, without buffer and without names to look for."""
        found = read(path, id_field, name_field, anywhere=anywhere)
        return cls([Fence(area.id, area.name, area.polygon, name=area.name) for area in found.areas])

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
            edge = self.fences[fence].edge_m(lon, lat)
            if edge >= 0:
                found[which].append(Hit(fence, edge))
        return found

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
                share = self._share(area, self.fences[number].shape)
                if share >= BOX_SHARE:
                    found.append((int(number), share))
        return found

    @staticmethod
    def _share(area: BaseGeometry, shape: BaseGeometry) -> float:
        whole = area.area or area.length
        common = area.intersection(shape)
        return float((common.area if area.area else common.length) / whole) if whole else 0.0


def _of_school(school: School, district: District, read_files: dict[str, Boundaries]) -> Fence | None:
    if school.radius_m is not None and school.lon is not None and school.lat is not None:
        radius = school.radius_m + (school.buffer_m or 0.0)
        at = (school.lon, school.lat, radius)
        return Fence(school.id, school.id, circle(*at), name=school.name, round_at=at)
    if school.boundary is None or district.boundaries is None:
        return None
    source = district.boundaries
    file = str(district.path.parent / (school.boundary_file or source.file))
    if file not in read_files:
        read_files[file] = read(file, source.id, centre=district.centre())
    shapes = [area.polygon for area in read_files[file].areas if area.id == school.boundary]
    if not shapes:
        there = ", ".join(sorted(area.id for area in read_files[file].areas)[:20])
        raise BadInput(
            f"{district.path}: school {school.id}: boundary {school.boundary!r} is not in {file} "
            f"(field {source.id!r}); there are: {there}"
        )
    buffer_m = school.buffer_m if school.buffer_m is not None else source.buffer_m
    return Fence(school.id, school.id, unary_union(shapes), name=school.name, buffer_m=buffer_m)
