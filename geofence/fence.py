"""One fence: an area in degrees with its buffer, measured in metres, named by a hash of its geometry."""

import hashlib
import math
from functools import cached_property
from typing import Literal

import numpy as np
import shapely
from geopy.distance import geodesic
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry

Kind = Literal["campus", "point", "attendance"]


class Fence:
    """One area in degrees, its buffer included; measured in metres in a projection of its own."""

    def __init__(
        self,
        boundary: str,
        school: str | None,
        shape: BaseGeometry,
        *,
        name: str | None = None,
        level: str = "",
        kind: Kind = "campus",
        buffer_m: float = 0.0,
        round_at: tuple[float, float, float] | None = None,
    ) -> None:
        self.boundary = boundary
        self.school = school
        self.name = name
        self.level = level
        self.kind: Kind = kind
        self.round_at = round_at
        """(lon, lat, radius_m) of a circle; then `shape` only encloses it."""
        self.hash = _hash(shape, buffer_m, round_at)
        """sha256 of what was given: the area to a hundredth of a metre, the buffer, the circle."""
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
    def _line(self) -> BaseGeometry:
        line = self._metric.boundary
        shapely.prepare(line)
        return line

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
        distance = self.covered_m(lon, lat)
        return distance if self.round_at or shapely.intersects_xy(self.shape, lon, lat) else -distance

    def covered_m(self, lon: float, lat: float) -> float:
        """The same for a point that the shape is known to cover; negative where a circle does not."""
        if self.round_at:
            x, y, radius = self.round_at
            return float(radius - geodesic((y, x), (lat, lon)).meters)
        point = ShapelyPoint(*self._project.transform(lon, lat))
        return float(shapely.distance(self._line, point))


def _hash(shape: BaseGeometry, buffer_m: float, round_at: tuple[float, float, float] | None) -> str:
    """The same for the same area, whatever file it came from and however its rings were ordered."""
    if round_at is not None:
        given = f"circle {round_at[0]:.7f} {round_at[1]:.7f} {round_at[2]:.2f}".encode()
    else:
        plain = shapely.normalize(shapely.transform(shape, lambda corners: np.round(corners, 7)))
        given = f"area {buffer_m:.2f} ".encode() + shapely.to_wkb(plain, output_dimension=2, byte_order=1)
    return hashlib.sha256(given).hexdigest()
