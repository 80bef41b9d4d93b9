"""Which rows a training step sees: sets balanced, positives kept visible, batches of like length."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterator

from models.corpus import Row, rule_of

CONTRAST_SHARE = 0.40
POSITIVE_SHARE = 0.35
ORDINARY_TIMES = 3.0
HARD_TIMES = 6.0
"""How much more often an everyday post comes that the model has been found to misread (models.train)."""
_POOL = 32


def weights(rows: list[Row]) -> list[float]:
    """A sampling weight per row.

    A set counts by the square root of its size, our contrast posts together CONTRAST_SHARE, and
    positives are at least POSITIVE_SHARE of each set that has any.
    """
    cells: dict[tuple[str, bool], int] = defaultdict(int)
    for row in rows:
        cells[row.set, row.positive] += 1
    sizes = {name: cells[name, True] + cells[name, False] for name, _ in list(cells)}
    own = {name for name in sizes if rule_of(name).role == "contrast"}
    others = sum(size**0.5 * _emphasis(name) for name, size in sizes.items() if name not in own) or 1.0
    ours = sum(sizes[name] ** 0.5 for name in own)
    mass = {name: size**0.5 * _emphasis(name) / others for name, size in sizes.items() if name not in own}
    mass |= {name: sizes[name] ** 0.5 / ours * CONTRAST_SHARE / (1 - CONTRAST_SHARE) for name in own}
    result = []
    for row in rows:
        positives, size = cells[row.set, True], sizes[row.set]
        share = max(positives / size, POSITIVE_SHARE) if positives else 0.0
        if positives == size:
            share = 1.0
        part = share / positives if row.positive else (1 - share) / (size - positives)
        result.append(mass[row.set] * part)
    return result


def _emphasis(name: str) -> float:
    """Ordinary posts and news count more: a budget of one alert in a thousand is kept or lost on them."""
    return ORDINARY_TIMES if rule_of(name).role in ("ordinary", "protected") else 1.0


def batches(
    rows: list[Row], lengths: list[int], *, steps: int, size: int, seed: int, hard: Collection[int] = ()
) -> Iterator[list[int]]:
    """`steps` lists of `size` row numbers, drawn with replacement, of like length within a batch; those of
    `hard` come HARD_TIMES as often.
    """
    rng = random.Random(seed)  # noqa: S311 - sampling, not a secret
    cumulative: list[float] = []
    total = 0.0
    often = set(hard)
    for number, weight in enumerate(weights(rows)):
        total += weight * (HARD_TIMES if number in often else 1.0)
        cumulative.append(total)
    numbers = range(len(rows))
    done = 0
    while done < steps:
        pool = rng.choices(numbers, cum_weights=cumulative, k=_POOL * size)
        pool.sort(key=lambda number: lengths[number])
        groups = [pool[start : start + size] for start in range(0, len(pool), size)]
        rng.shuffle(groups)
        yield from groups[: steps - done]
        done += len(groups)
