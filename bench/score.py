"""Posts per second of the shipped engine against `transformers.pipeline` with the same weights, in one run.

    python -m bench.score [--posts 600]

The pipeline runs fp32, batch 32, posts as they come, as its documentation shows; ours sorts by length. Both have all
cores. Read the ratio, not the seconds. Needs the extra `train`.
"""

import argparse
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path

from classify.scorer import load
from models import release as released

ROOT = Path(__file__).parents[1]


def posts(count: int) -> list[str]:
    """Our own contrast posts, in file order, as often as it takes, each a little different."""
    lines = [
        line
        for file in sorted((ROOT / "models/data").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    texts = [json.loads(line)["text"] for line in lines]
    return [f"{texts[number % len(texts)]} {number}" for number in range(count)]


def pipeline() -> Callable[[list[str]], object]:
    """A text-classification pipeline over the released encoder and heads, dequantised to fp32."""
    import torch
    from transformers import (
        BertForSequenceClassification,
        PreTrainedTokenizerFast,
        TextClassificationPipeline,
    )

    from models.network import released as network

    release = released.load()
    net = network(release)
    config = net.bert.config
    config.num_labels = net.heads.out_features
    model = BertForSequenceClassification(config)
    model.train(mode=False)
    # Its pooler, one small layer that ours lacks, keeps its own weights.
    state = {name: value for name, value in net.state_dict().items() if name.startswith("bert.")}
    heads = {f"classifier.{name}": value for name, value in net.heads.state_dict().items()}
    model.load_state_dict({**state, **heads}, strict=False)
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers leaves it untyped
        tokenizer_file=str(release.folder / "tokenizer.json"),
        pad_token="[PAD]",
        unk_token="[UNK]",
        model_max_length=64,
    )
    made = TextClassificationPipeline(  # type: ignore[no-untyped-call]  # as above
        model=model,
        tokenizer=tokenizer,
        device=torch.device("cpu"),
        batch_size=32,
        top_k=None,
        truncation=True,
    )
    return lambda texts: list(made(texts))


def rate(run: Callable[[list[str]], object], texts: list[str]) -> float:
    run(texts[:32])
    start = time.perf_counter()
    run(texts)
    return len(texts) / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3, help="the best of each counts")
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    texts = posts(chosen.posts)
    scorer, theirs = load(kind="openvino"), pipeline()
    rates = {"ours": 0.0, "pipeline": 0.0}
    for _ in range(chosen.rounds):
        rates["ours"] = max(rates["ours"], rate(scorer.matrix, texts))
        rates["pipeline"] = max(rates["pipeline"], rate(theirs, texts))
    print(
        json.dumps(
            {
                "engine": scorer.engine,
                "posts": len(texts),
                **{name: round(value, 1) for name, value in rates.items()},
                "ratio": round(rates["ours"] / rates["pipeline"], 2),
            }
        )
    )


if __name__ == "__main__":
    main()
