"""What every reader of a boundary format hands over: features with their geometry as the file has it."""

from dataclasses import dataclass, field
from typing import Any

DEGREES = "OGC:CRS84"
"""WGS84 longitude and latitude, what GeoJSON and KML are by their specification."""


@dataclass(frozen=True)
class Feature:
    """`geometry` is shaped like GeoJSON's, in the file's own coordinates; rings may still be open."""

    geometry: Any
    properties: dict[str, Any]


@dataclass(frozen=True)
class Layer:
    """`crs` is a name or WKT as the file states it, None where the file says nothing."""

    name: str
    features: list[Feature]
    crs: str | None = None


@dataclass(frozen=True)
class Source:
    """One file. `notes` are in words for the person who checks it."""

    format: str
    layers: list[Layer]
    notes: list[str] = field(default_factory=list)
