"""From a file's coordinates to degrees, and whether they can be what the file says they are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError

from stream.errors import BadInput

Corners = NDArray[np.float64]
_MARGIN = 2.0
"""Degrees beyond a system's area of use where its coordinates are still believed."""


_SAME = ("WGS84", "WGS1984", "NAD83", "NorthAmerican1983", "GRS1980", "GRS80")
"""Datums that agree within two metres in the United States."""


class Projection:
    """How one layer's coordinates become longitude and latitude (always in this order)."""

    def __init__(self, stated: str | None, file: Path) -> None:
        self._file = file
        self._stated = stated
        self.crs = None if stated is None else _crs(stated, file)
        plain = self.crs is None or self.crs.to_authority() in {("EPSG", "4326"), ("OGC", "CRS84")}
        self._transform = (
            None if plain or self.crs is None else Transformer.from_crs(self.crs, "EPSG:4326", always_xy=True)
        )

    @property
    def name(self) -> str:
        """For a person: "EPSG:3435 NAD83 / Illinois East (ftUS)"."""
        if self.crs is None:
            return "not stated; read as WGS84 longitude/latitude, because the numbers fit"
        authority = self.crs.to_authority()
        code = f"{authority[0]}:{authority[1]} " if authority else ""
        return code + self.crs.name

    @property
    def notes(self) -> list[str]:
        """What a person should know: no system stated, or a datum that shifts by metres."""
        if self.crs is None:
            return [
                "states no coordinate system; its numbers fit degrees and were read as longitude, latitude"
            ]
        datum = self.crs.geodetic_crs.name if self.crs.geodetic_crs else ""
        if any(known in datum.replace(" ", "").replace("_", "") for known in _SAME):
            return []
        return [f"its datum is {datum}; converted areas may be off by ten metres or more"]

    def check(self, geometries: list[Any], centre: tuple[float, float] | None) -> None:
        """BadInput when numbers are not what the stated system would give."""
        bounds = _bounds(geometries)
        if bounds is None:
            return
        west, south, east, north = bounds
        found = f"x {west:.6g} to {east:.6g}, y {south:.6g} to {north:.6g}"
        degrees = max(abs(west), abs(east)) <= 360 and max(abs(south), abs(north)) <= 180
        if self.crs is None or self.crs.is_geographic:
            if not degrees:
                self._lies(found, f"the file looks like {guess(bounds, centre)}")
        elif degrees:
            self._lies(found, "the file looks like degrees (EPSG:4326)")
        elif not self._in_use(bounds):
            self._lies(found, f"the file looks like {guess(bounds, centre, but=self.crs)}")

    def _lies(self, found: str, looks: str) -> None:
        if self.crs is None:
            said = f"states no coordinate system, and {found} are no degrees"
        else:
            said = f"says {self.name}, but {found} do not fit that"
        raise BadInput(
            f"{self._file}: {said}; {looks}: state the right system, or export it in EPSG:4326 "
            "(ogr2ogr -s_srs RIGHT -t_srs EPSG:4326)"
        )

    def _in_use(self, bounds: tuple[float, float, float, float]) -> bool:
        """Whether the middle of the raw bounds falls where the system is meant to be used."""
        corners = np.array([[(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]])
        lon, lat = self._degrees(corners)[0]
        if not (np.isfinite(lon) and np.isfinite(lat)):
            return False
        use = self.crs.area_of_use if self.crs else None
        if use is None:
            return True
        east = use.east + (360 if use.east < use.west else 0)
        across = (lon - use.west + _MARGIN) % 360 <= east - use.west + 2 * _MARGIN
        return bool(across and use.south - _MARGIN <= lat <= use.north + _MARGIN)

    def _degrees(self, corners: Corners) -> Corners:
        if self._transform is None:
            return corners
        x, y = self._transform.transform(corners[:, 0], corners[:, 1])
        return np.column_stack([x, y])

    def degrees(self, geometry: Any) -> Any:
        """The same geometry in degrees. What is damaged stays as it is, to be refused by name."""
        if self._transform is None or not isinstance(geometry, dict):
            return geometry
        if "geometries" in geometry:
            return {**geometry, "geometries": [self.degrees(part) for part in geometry["geometries"] or []]}
        return {**geometry, "coordinates": self._nested(geometry.get("coordinates"))}

    def _nested(self, given: Any) -> Any:
        if not isinstance(given, (list, tuple)) or not given:
            return given
        if isinstance(given[0], (int, float)):
            return self._nested([given])[0]
        if isinstance(given[0], (list, tuple)) and given[0] and isinstance(given[0][0], (int, float)):
            try:
                corners = np.array([position[:2] for position in given], dtype=float)
            except (TypeError, ValueError):
                return given
            return self._degrees(corners).tolist() if corners.ndim == 2 and corners.shape[1] == 2 else given
        return [self._nested(part) for part in given]


def _crs(stated: str, file: Path) -> CRS | None:
    try:
        crs = CRS.from_user_input(stated)
    except CRSError as error:
        raise BadInput(
            f"{file}: its coordinate system {stated[:80]!r} is not known; export it in EPSG:4326"
        ) from error
    if "undefined" in crs.name.casefold() or crs.name.casefold() == "unknown":
        return None
    crs = crs.to_2d()
    if not (crs.is_geographic or crs.is_projected):
        raise BadInput(
            f"{file}: its coordinate system {crs.name!r} is no map projection; export it in EPSG:4326"
        )
    return crs


def _numbers(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, (list, tuple)):
        return
    if len(coordinates) >= 2 and all(isinstance(number, (int, float)) for number in coordinates[:2]):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _numbers(part)


def _bounds(geometries: list[Any]) -> tuple[float, float, float, float] | None:
    pairs = []
    for geometry in geometries:
        if isinstance(geometry, dict):
            for part in geometry.get("geometries") or [geometry]:
                pairs += list(_numbers(part.get("coordinates")) if isinstance(part, dict) else ())
    corners = np.array(pairs, dtype=float)
    corners = corners[np.isfinite(corners).all(axis=1)] if len(pairs) else corners
    if not len(corners):
        return None
    low, high = corners.min(axis=0), corners.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def guess(
    bounds: tuple[float, float, float, float],
    centre: tuple[float, float] | None,
    *,
    but: CRS | None = None,
) -> str:
    """What the numbers may be. With the district's middle, the systems that put them there."""
    west, south, east, north = bounds
    if centre is not None and (near := _near(bounds, centre, but)):
        return " or ".join(near)
    if 6.6e6 < abs(west) < 2.01e7 and abs(north) < 1.2e7:
        return "Web Mercator metres (EPSG:3857)"
    if west > 1e5 and east < 9e5 and north > 1e6:
        return "UTM metres, or state plane feet"
    if max(abs(west), abs(east), abs(south), abs(north)) <= 360:
        return "damaged degrees"
    return "state plane feet or metres"


def _near(
    bounds: tuple[float, float, float, float], centre: tuple[float, float], but: CRS | None
) -> list[str]:
    """At most three projected systems in use at `centre` that put the bounds' middle within a degree of it."""
    at = AreaOfInterest(centre[0], centre[1], centre[0], centre[1])
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    found = []
    for info in query_crs_info("EPSG", PJType.PROJECTED_CRS, area_of_interest=at):
        if but is not None and but.to_authority() == ("EPSG", info.code):
            continue
        if info.area_of_use and info.area_of_use.east - info.area_of_use.west > 30 and info.code != "3857":
            continue
        lon, lat = Transformer.from_crs(f"EPSG:{info.code}", "EPSG:4326", always_xy=True).transform(x, y)
        apart = abs(lon - centre[0]) + abs(lat - centre[1])
        if np.isfinite(apart) and apart < 1:
            found.append((apart, f"EPSG:{info.code} {info.name}"))
    return [name for _, name in sorted(found)[:3]]
