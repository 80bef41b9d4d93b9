"""The interval of a share (Wilson, J. American Statistical Association 22, 1927)."""

from math import sqrt

Z95 = 1.959964


def wilson(found: int, of: int, z: float = Z95) -> tuple[float, float]:
    """The 95% interval of found / of, in [0, 1]; all of it when `of` is 0."""
    if of == 0:
        return 0.0, 1.0
    share, spread = found / of, z * z / of
    middle = share + spread / 2
    half = z * sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))
