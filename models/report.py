"""docs/evaluation.md, written from evaluation.json and model.json, never by hand."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from stream.contracts import HEADS

NOTE = "<!-- Written by `python -m models.evaluate`; edit models/{file}, not this page. -->\n"
Result = dict[str, Any]


def write(file: Path, result: Result, info: Result) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    parts = (section(result, info) for section in _SECTIONS)
    file.write_text(NOTE.format(file="report.py") + "".join(part for part in parts if part), "utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


def plain(value: float, digits: int = 2) -> str:
    return "n/a" if value != value else f"{value:.{digits}f}"  # noqa: PLR0124 - NaN is the one value unequal to itself


def interval(values: Sequence[float], digits: int = 2) -> str:
    estimate, low, high = (plain(value, digits) for value in values)
    return f"{estimate} ({low} to {high})"


def name_of(head: str) -> str:
    return head.replace("_", "-")


def _top(result: Result, info: Result) -> str:
    return (
        "# Evaluation\n\n"
        f"Model `{result['model']}`, made {info['created']}, measured {result['date']} on {result['rows']:,} posts that "
        f"training did not see. Command:\n\n```\n{result['command']}\n```\n\n"
        "Brackets are 95% intervals by bootstrap. AP is average precision; recall is at the shipped threshold. "
        "Held-out posts of a set that was trained on flatter: its style helps. Believe the posts by other writers and the "
        "sets that were left out whole.\n\n"
    )


def _ordinary(result: Result, info: Result) -> str:
    heads = result["heads"]
    return (
        "## Alerts on ordinary posts\n\n"
        "Alerts per 1,000 posts at the shipped thresholds. The mix is "
        + ", ".join(f"{share:.0%} {name}" for name, share in info["mix"]["traffic"].items())
        + ". Thresholds were set on other posts of the same sets.\n\n"
        + table(
            ["head", "threshold", "budget", "mix", *heads[HEADS[0]]["ordinary_by_set"]],
            (
                [
                    name_of(head),
                    plain(found["threshold"], 4),
                    info["heads"][head]["budget_per_1000"],
                    interval(found["ordinary_alerts"], 1),
                    *(interval(values, 1) for values in found["ordinary_by_set"].values()),
                ]
                for head, found in heads.items()
            ),
        )
    )


def _unseen(result: Result, _: Result) -> str:
    if "unseen" not in result:
        return ""
    found = result["unseen"]
    return (
        "## Posts by other writers\n\n"
        f"{found['rows']:,} invented posts of models/data/{found['folder']}, by writers of whom training saw nothing, with "
        "twins meant to be hard; each label was read a second time. Alerts are among posts that are not cases.\n\n"
        + table(
            ["head", "language", "posts", "cases", "AP", "AP bag of words", "recall", "alerts"],
            (
                [
                    name_of(head),
                    lang,
                    one["rows"],
                    one["positive"],
                    interval(one["ap"]),
                    plain(one["ap_bag_of_words"]),
                    interval(one["recall"]),
                    f"{one['false_alarms']} of {one['negative']}",
                ]
                for head in HEADS
                for lang, one in found[head].items()
            ),
        )
        + "![Precision against recall, posts by other writers](evaluation/precision-recall.svg)\n\n"
        "What a lower or higher threshold would do, by alerts on ordinary posts:\n\n"
        "![Recall against alerts per 1,000 ordinary posts](evaluation/alerts-recall.svg)\n\n"
    )


def _left_out(result: Result, _: Result) -> str:
    found = result["beside"].get("leave-out")
    if not found:
        return "## Whole sets left out\n\nNot measured for this model; `python -m models.leave_out` does it, in hours.\n\n"
    rows = [
        [name_of(head), set_, one["rows"], one["positive"], interval(one["ap"]), interval(one["recall"])]
        for name, variant in found["variants"].items()
        if name.startswith("fold-")
        for head in HEADS
        for set_, one in variant["sets"][head].items()
    ]
    trained = "; ".join(
        f"{name} {variant['steps']} steps, alerts on ordinary posts "
        + "/".join(plain(variant["ordinary"][head], 1) for head in HEADS)
        for name, variant in found["variants"].items()
    )
    return (
        "## Whole sets left out\n\n"
        "Each set measured by a model that never saw any of it, trained for this and more briefly than the release "
        f"(`{found['command']}`; {trained}). Labels are the set's own, and often mean something else than ours: read the "
        "data's notes with it.\n\n"
        + table(["head", "set", "posts", "cases", "AP", "recall"], rows)
        + _licence(found)
    )


def _licence(found: Result) -> str:
    if "clear" not in found["variants"]:
        return ""
    clear = found["variants"]["clear"]
    return (
        "### Sets of clear licence alone\n\n"
        f"`{clear['command']}`, on the posts by other writers:\n\n"
        + table(
            ["head", "language", "AP", "recall"],
            (
                [name_of(head), lang, interval(one["ap"]), interval(one["recall"])]
                for head in HEADS
                for lang, one in clear["unseen"][head].items()
            ),
        )
    )


def _protected(result: Result, _: Result) -> str:
    suite, heads = result["protected"], result["heads"]
    topics = table(
        ["topic", "posts", *map(name_of, HEADS)],
        ([topic, one["rows"], *(one[head] for head in HEADS)] for topic, one in suite["topic"].items()),
    )
    terms = table(
        ["identity term", "posts", *map(name_of, HEADS)],
        ([term, one["rows"], *(one[head] for head in HEADS)] for term, one in suite["term"].items()),
    )
    named = "; ".join(f"{name_of(head)}: {', '.join(ids) or 'none'}" for head, ids in suite["ids"].items())
    gaps = ", ".join(f"{name_of(head)} {plain(gap, 4)}" for head, gap in suite["term_gap"].items())
    return (
        "## Protected speech\n\n"
        f"{suite['rows']} posts of our own (models/data/gates) that must never alert; {suite['any']} do. "
        f"Those that do, by id: {named}.\n\n{topics}{terms}"
        f"Mean score of posts with an identity term less that of the others: {gaps}.\n\n"
        "Alerts per 1,000 real posts of opinion (stance_opinion) and news (disaster_news), held out:\n\n"
        + table(
            ["head", *heads[HEADS[0]]["protected"]],
            (
                [name_of(head), *(interval(values, 1) for values in found["protected"].values())]
                for head, found in heads.items()
            ),
        )
    )


def _dialect(result: Result, _: Result) -> str:
    found = result["dialect"]
    return (
        "## Dialect\n\n"
        f"{found['pairs']} pairs of the same meaning in African American English and in standard spelling "
        "(models/data/gates), at the threshold that flags 5% of them all. Fair is a ratio of 1 and a gap of 0.\n\n"
        + table(
            ["head", "flags, AAE : standard", "ratio", "gap of mean scores"],
            (
                [
                    name_of(head),
                    "{} : {}".format(*found[head]["flags"]),
                    interval(found[head]["ratio"]),
                    interval(found[head]["gap"], 4),
                ]
                for head in HEADS
            ),
        )
    )


def _slices(result: Result, _: Result) -> str:
    return (
        "## Platforms\n\nAlerts per 1,000 posts labelled as no case, by where the set comes from (abuse corpora are "
        "harder than a street):\n\n![Alerts among posts that are not cases, by platform](evaluation/slices.svg)\n\n"
    )


def _gates(result: Result, _: Result) -> str:
    return "## Gates\n\nA model that breaks one is not released (`models/gates.py`).\n\n" + table(
        ["gate", "found", "wanted", "kept"],
        (
            [gate["name"], plain(gate["found"], 4), gate["limit"], "yes" if gate["kept"] else "**no**"]
            for gate in result["gates"]
        ),
    )


def _sets(result: Result, _: Result) -> str:
    def rows(part: Callable[[Result], Result]) -> Iterable[list[object]]:
        for head, found in result["heads"].items():
            for name, one in part(found).items():
                yield [
                    name_of(head),
                    name,
                    one["rows"],
                    one["positive"],
                    interval(one["ap"]),
                    plain(one["ap_bag_of_words"]),
                    interval(one["recall"]),
                ]

    head = ["head", "set", "posts", "cases", "AP", "AP bag of words", "recall"]
    return "## Each set, held-out part\n\n" + table(head, rows(lambda found: found["sets"]))


def _calibration(result: Result, info: Result) -> str:
    return (
        "## Calibration\n\n"
        f"On a mix of {info['mix']['prior']:.0%} cases (an assumption), {info['mix']['hard_share']:.0%} hard negatives "
        "and ordinary posts. Read it by bin; one figure would prove nothing at a rare base rate. The share of true "
        "cases depends on that assumption: the console therefore shows ranks.\n\n"
        "![Mean score of a bin against its share of cases](evaluation/calibration.svg)\n\n"
        + table(
            ["head", "score", "posts", "mean score", "share of cases", "difference"],
            (
                [
                    name_of(head),
                    f"{each['from']:g} to {each['to']:g}",
                    each["rows"],
                    plain(each["mean_score"], 4),
                    plain(each["true_share"], 4),
                    plain(each["mean_score"] - each["true_share"], 4),
                ]
                for head, found in result["heads"].items()
                for each in found["calibration"]
            ),
        )
    )


def _quantisation(result: Result, _: Result) -> str:
    if "quantisation" not in result:
        return "## Quantisation\n\nNot measured in this run (give `--checkpoint`).\n\n"
    found = result["quantisation"]
    rows = ([name_of(head), plain(found[head]["fp32"], 4), plain(found[head]["int8"], 4)] for head in HEADS)
    return (
        f"## Quantisation\n\nAP over {found['rows']:,} posts; the largest difference of a logit is "
        f"{found['largest_logit_difference']:.3f}.\n\n" + table(["head", "fp32", "int8 as released"], rows)
    )


def _beside(result: Result, _: Result) -> str:
    """Reports of other commands, as they wrote them."""
    parts = []
    for name, title in (("faithful", "Evidence spans"), ("speed", "Speed"), ("similar", "Similarity")):
        if found := result["beside"].get(name):
            lines = "".join(
                f"- {key.replace('_', ' ')}: {value}\n"
                for key, value in found.items()
                if key not in ("model", "command") and not isinstance(value, (dict, list))
            )
            parts.append(f"## {title}\n\n`{found.get('command', '')}`\n\n{lines}\n")
    return "".join(parts)


_SECTIONS = (
    _top,
    _ordinary,
    _unseen,
    _left_out,
    _protected,
    _dialect,
    _gates,
    _slices,
    _sets,
    _calibration,
    _quantisation,
    _beside,
)
