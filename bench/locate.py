"""Posts a second of the whole stage `locate` on one core, beside a plain loop with shapely.

python -m bench.locate [POSTS]. The mix: 1% with coordinates, 2% naming a school, the rest chatter.
The plain loop does less (points only, no names) and shows what the machine is worth.
"""

import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from shapely.geometry import Point as ShapelyPoint

from geofence.district import load
from geofence.fence import Fences
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


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    fences, posts = Fences.of_district(load(DISTRICT)), mix(count)
    locate(posts[:1000], fences)
    start = time.process_time()
    for at in range(0, count, 500):
        locate(posts[at : at + 500], fences)
    ours = count / (time.process_time() - start)
    shapes = [fence.shape for fence in fences.fences]
    points = [(post.point.lon, post.point.lat) if post.point else (0.0, 0.0) for post in posts[:20_000]]
    start = time.process_time()
    for lon, lat in points:
        point = ShapelyPoint(lon, lat)
        [shape.covers(point) for shape in shapes]
    plain = len(points) / (time.process_time() - start)
    print(f"stage locate, whole: {ours:,.0f} posts/s on one core (target 20,000)")
    print(
        f"plain loop, shapely, points only, {len(shapes)} areas: {plain:,.0f} posts/s; ratio {ours / plain:.2f}"
    )


if __name__ == "__main__":
    main()
