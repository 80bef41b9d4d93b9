"""The worker of bench.runner that runs on quixstreams. Started with a Python that has it installed.

quix_worker.py SERVER PREFIX COUNT. Prints CPU seconds from the first record to the last commit, with
version and settings. Imports nothing of ours.
"""

import json
import sys
import time

import quixstreams
from quixstreams import Application
from quixstreams.models import TopicConfig


def main(server: str, prefix: str, count: int) -> None:
    settings = {
        "processing_guarantee": "at-least-once",
        "commit_interval": 5.0,
        "linger.ms": 50,
        "acks": "all",
    }
    app = Application(
        broker_address=server,
        consumer_group=f"{prefix}.quix",
        auto_offset_reset="earliest",
        auto_create_topics=False,
        processing_guarantee="at-least-once",
        commit_interval=5.0,
        loglevel="ERROR",
        producer_extra_config={"linger.ms": 50, "acks": "all"},
    )
    config = TopicConfig(num_partitions=4, replication_factor=1)
    source = app.topic(f"{prefix}.posts", value_deserializer="json", config=config)
    sink = app.topic(f"{prefix}.located", value_serializer="json", config=config)
    started: list[float] = []

    def set_field(row: dict[str, object]) -> dict[str, object]:
        if not started:
            started.append(time.process_time())
        row["lang"] = "en"
        return row

    frame = app.dataframe(source).apply(set_field)
    frame.to_topic(sink)
    app.run(count=count, timeout=120)
    spent = time.process_time() - started[0]
    print(json.dumps({"seconds": spent, "version": quixstreams.__version__, **settings}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
