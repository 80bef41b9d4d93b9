"""A small gazetteer of states, territories, larger cities and countries (data/places.txt).

Only counter-evidence rests on it: a school's name beside a place that is not the district's.
"""

from functools import cache
from pathlib import Path

from geofence.fold import phrase

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    """Lines of a data file, without comments and empty ones."""
    text = (DATA / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = []
    for line in lines("places.txt"):
        state, postal, cities = line.split("|")
        rows.append((state, postal, tuple(city.strip() for city in cities.split(","))))
    return tuple(rows)


def state_name(given: str) -> str | None:
    """The full name of a state or territory of the United States, by name or postal abbreviation."""
    wanted = phrase(given)
    for state, postal, _ in _rows():
        if len(postal) == 2 and postal != "UK" and wanted in {phrase(state), phrase(postal)}:
            return state
    return None


def postal(state: str) -> str:
    """The postal abbreviation of a state's full name, "" if there is none."""
    return next((short for name, short, _ in _rows() if name == state), "")


@cache
def postals() -> frozenset[str]:
    """All postal abbreviations, upper case."""
    return frozenset(short for _, short, _ in _rows() if short)


@cache
def states() -> frozenset[tuple[str, ...]]:
    """States, territories and countries as folded words."""
    return frozenset(phrase(state) for state, _, _ in _rows())


@cache
def cities() -> frozenset[tuple[str, ...]]:
    """The larger cities as folded words, "st" for "saint"."""
    names = {phrase(city) for _, _, group in _rows() for city in group}
    saints = {("saint", *name[1:]) for name in names if name[0] == "st"}
    return frozenset(names | saints)


def every_city() -> list[tuple[str, ...]]:
    """The larger cities as folded words, once for each state that has one of the name."""
    return [phrase(city) for _, _, group in _rows() for city in group]
