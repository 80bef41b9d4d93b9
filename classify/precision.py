"""In which precision a CPU is fastest without harm to the scores. docs/decisions has the measurements."""

from functools import cache
from pathlib import Path
from typing import Literal

Precision = Literal["f32", "bf16", "int8"]
PRECISIONS: tuple[Precision, ...] = ("f32", "bf16", "int8")

BYTES = frozenset({"avx512_vnni", "avx_vnni", "amx_int8"})
"""Flags of a CPU that multiplies bytes into 32 bits at once. Without them int8 is slower than f32, and sums
of two products overflow 16 bits.
"""


TILES = frozenset({"amx_bf16"})
"""Flags of a CPU that multiplies bf16 by tiles: int8 gains nothing over it there, and bf16 leaves scores alone."""


def best(*, bf16: bool, ranges: bool, flags: frozenset[str] | None = None) -> Precision:
    """`bf16`: the CPU multiplies it itself; `ranges`: the release has ranges for int8."""
    has = cpu_flags() if flags is None else flags
    if ranges and has & BYTES and not (bf16 and has & TILES):
        return "int8"
    return "bf16" if bf16 else "f32"


@cache
def cpu_flags(file: Path = Path("/proc/cpuinfo")) -> frozenset[str]:
    """What Linux says that the CPU can do; nothing elsewhere."""
    try:
        lines = file.read_text("ascii", "replace").splitlines()
    except OSError:
        return frozenset()
    found = (line.partition(":")[2].split() for line in lines if line.startswith("flags"))
    return frozenset(next(found, ()))
