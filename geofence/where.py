"""Whether areas lie where the district is, or at least where its schools can be: in the United States."""

import math
from dataclasses import dataclass
from functools import cache

from geofence.places import lines, postal

AWAY_DEGREES = 1.0
_SWAPPED_SOMEWHERE = (
    "outside the United States, but inside with the axes swapped; write longitude first "
    "(or pass --anywhere, if it is right as it is)"
)
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Where:
    """What is known of the place: `centre` (lon, lat) of the district, its `state`, or nothing."""

    centre: tuple[float, float] | None = None
    state: str | None = None
    anywhere: bool = False

    def fault(self, lon: float, lat: float) -> str | None:
        """Why a point of an area cannot be right, with the remedy; None when it can."""
        lon = (lon + 180) % 360 - 180
        if self._fits(lon, lat):
            return None
        swapped = abs(lon) <= 90 and self._fits(lat, lon)
        if self.centre is None and self.state is None:
            return _SWAPPED_SOMEWHERE if swapped else None
        if swapped:
            return "latitude and longitude are swapped; write longitude first"
        if self.centre is None:
            return f"not in {self.state}, where the district is; is it the right file, in EPSG:4326?"
        return (
            f"more than {AWAY_DEGREES:.0f} degree from the district at longitude {self.centre[0]:.4f}, "
            f"latitude {self.centre[1]:.4f}; is it the right file, in EPSG:4326?"
        )

    def _fits(self, lon: float, lat: float) -> bool:
        if self.centre is not None:
            return apart((lon, lat), self.centre) <= AWAY_DEGREES
        if self.state is not None and (box := _boxes().get(postal(self.state))):
            return _inside(lon, lat, box, AWAY_DEGREES)
        return self.anywhere or in_states(lon, lat)


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Degrees between two points of a map; longitudes go round."""
    across = abs((one[0] - other[0] + 180) % 360 - 180)
    return math.hypot(across, one[1] - other[1])


def in_states(lon: float, lat: float) -> bool:
    """Whether a point lies in the box of a state or territory, with a quarter of a degree around it."""
    return any(_inside(lon, lat, box, 0.25) for box in _boxes().values())


def _inside(lon: float, lat: float, box: Box, margin: float) -> bool:
    west, south, east, north = box
    across = (lon - west + margin) % 360 <= east - west + 2 * margin
    return across and south - margin <= lat <= north + margin


@cache
def _boxes() -> dict[str, Box]:
    found = {}
    for line in lines("states.txt"):
        short, west, south, east, north = line.split("|")
        found[short] = (float(west), float(south), float(east), float(north))
    return found
