"""Posts a second of the stage `locate` on one core, beside a plain loop with shapely and geopandas' sjoin.

python -m bench.locate [POSTS]. The mix: 1% with coordinates, 2% naming a school, the rest chatter. Two
questions: the whole stage on all posts; and points alone against 1,000 areas, where all three do the same
work. geopandas is wanted by this bench only: pip install -e '.[bench]'; without it, its line is left out.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from shapely.affinity import translate
from shapely.geometry import Point as ShapelyPoint

from geofence.boundaries import circle
from geofence.district import load
from geofence.fence import Fence
from geofence.fences import Fences
from geofence.stage import locate
from stream.contracts import Point, Post

DISTRICT = Path(__file__).parent.parent / "firstbell" / "demo_data" / "district.toml"
CHATTER = (
    "the train was late again and i forgot my umbrella, what a start to the week",
    "new recipe for lentil soup, much better with a little lemon at the end",
    "anyone watching the game tonight? this referee cannot be serious",
    "just finished a long walk by the river with the dog 🐕 and feeling good",
    "hot take: the second album was better than the first one and it is not close",
    "mañana empieza el festival y todavía no tengo entradas, ¿alguien vende dos?",
    "reading about the history of bridges and now i cannot stop looking at them",
    "今日はとても暑いですね。早く秋になってほしいです",
    "my manager scheduled a meeting about having fewer meetings",
    "lost my keys, found my keys, lost my patience. monday in three acts #monday",
)
NAMED = (
    "Tidewater Middle is on lockdown, does anyone know why",
    "Lincoln High School in Portland, Oregon won again",
    "go Herons! Marrow Bay High takes it 21-14",
    "Cedar Hollow Elementary book fair this friday",
)
Places = list[tuple[float, float]]


def mix(count: int, seed: int = 7) -> list[Post]:
    """Invented posts in the stated mix."""
    pick, now = random.Random(seed), datetime(2026, 9, 1, tzinfo=UTC)  # noqa: S311 - not for secrets
    posts = []
    for number in range(count):
        lot = pick.random()
        text = pick.choice(NAMED) if lot < 0.02 else f"{pick.choice(CHATTER)} {pick.choice(CHATTER)}"
        point = None
        if lot > 0.99:
            point = Point(lon=-124.9 + pick.uniform(-0.05, 0.05), lat=44.62 + pick.uniform(-0.03, 0.03))
        posts.append(
            Post(post_id=str(number), version="1", source="bench", text=text, received_at=now, point=point)
        )
    return posts


def campuses(count: int) -> list[Fence]:
    """Round areas of 72 corners on a grid, some overlapping."""
    one = circle(-125, 44, 350)
    return [Fence(str(n), str(n), translate(one, n % 40 * 0.01, n // 40 * 0.008)) for n in range(count)]


def rate(work: Callable[[], int], count: int) -> tuple[float, int]:
    """(a second of processor time, what `work` counted); the better of two runs."""
    best, found = float("inf"), 0
    for _ in range(2):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    return count / best, found


def whole_stage(count: int) -> float:
    fences, posts = Fences.of_district(load(DISTRICT)), mix(count)

    def work() -> int:
        return sum(len(locate(posts[at : at + 500], fences)) for at in range(0, count, 500))

    locate(posts[:1000], fences)
    return rate(work, count)[0]


def points_alone(count: int) -> dict[str, tuple[float, int]]:
    """Areas found for the same points, by ours (with metres to the edge), a plain loop and sjoin."""
    fences = Fences(campuses(1000))
    shapes = [fence.shape for fence in fences.fences]
    pick = random.Random(3)  # noqa: S311 - not for secrets
    places = [(pick.uniform(-125, -124.6), pick.uniform(44, 44.2)) for _ in range(count)]

    def ours() -> int:
        found = 0
        for at in range(0, count, 500):
            part = places[at : at + 500]
            found += sum(map(len, fences.inside([x for x, _ in part], [y for _, y in part])))
        return found

    few = places[: max(1, count // 20)]

    def plain() -> int:
        return sum(shape.covers(point) for point in map(ShapelyPoint, few) for shape in shapes)

    results = {"ours": rate(ours, count), "plain loop": rate(plain, len(few))}
    if find_spec("geopandas"):
        results["geopandas sjoin"] = rate(lambda: sjoin(places, shapes), count)
    return results


def sjoin(places: Places, shapes: list[object]) -> int:
    import geopandas  # noqa: PLC0415 - an extra of this bench

    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(*zip(*places, strict=True)))
    return len(geopandas.sjoin(points, geopandas.GeoDataFrame(geometry=shapes), predicate="covered_by"))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    ours = whole_stage(count)
    print(f"stage locate, whole: {ours:,.0f} posts/s on one core (target 20,000)")
    results = points_alone(max(1000, count // 10))
    for name, (speed, found) in results.items():
        ratio = results["ours"][0] / speed
        print(
            f"points alone, 1,000 areas, {name}: {speed:,.0f}/s, {found} found; ours is {ratio:.2f} times that"
        )


if __name__ == "__main__":
    main()
