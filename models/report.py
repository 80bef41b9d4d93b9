"""docs/evaluation.md and docs/model-card.md, written from evaluation.json and model.json, never by hand."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from stream.contracts import HEADS

_NOTE = "<!-- Written by `python -m models.evaluate`; edit models/report.py, not this file. -->\n"


def write(folder: Path, result: dict[str, Any], info: dict[str, Any]) -> None:
    """Write both pages into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evaluation.md").write_text(evaluation(result, info), "utf-8")
    (folder / "model-card.md").write_text(card(result, info), "utf-8")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


def _plain(value: float, digits: int = 2) -> str:
    return "n/a" if value != value else f"{value:.{digits}f}"  # noqa: PLR0124 - NaN is the one value unequal to itself


def _interval(values: Sequence[float], digits: int = 2) -> str:
    estimate, low, high = (_plain(value, digits) for value in values)
    return f"{estimate} ({low} to {high})"


def _name(head: str) -> str:
    return head.replace("_", "-")


def evaluation(result: dict[str, Any], info: dict[str, Any]) -> str:
    """All figures, with the command that made them."""
    parts = [
        _NOTE,
        "# Evaluation\n\n",
        f"Model `{result['model']}`, {result['date']}, {result['rows']:,} posts that training did not see. "
        f"Command:\n\n```\n{result['command']}\n```\n\n",
        "Brackets are 95% intervals by bootstrap. AP is average precision; recall is at the shipped threshold. "
        "The held-out posts come from the same sets as the training posts, so a set's own style may help: on posts "
        "of another origin expect less. Whole sets were not left out in turn.\n\n",
        "## Alerts on ordinary posts\n\n",
        "Alerts per 1,000 posts at the shipped thresholds. The mix is "
        + ", ".join(f"{share:.0%} {name}" for name, share in info["mix"]["traffic"].items())
        + ". Thresholds were set on other posts of the same sets.\n\n",
        _table(
            ["head", "threshold", "budget", "mix", *result["heads"][HEADS[0]]["ordinary_by_set"]],
            (
                [
                    _name(head),
                    _plain(found["threshold"], 4),
                    info["heads"][head]["budget_per_1000"],
                    _interval(found["ordinary_alerts"], 1),
                    *(_interval(values, 1) for values in found["ordinary_by_set"].values()),
                ]
                for head, found in result["heads"].items()
            ),
        ),
        "## Protected speech and news\n\n",
        "Opinion (stance_opinion) and news (disaster_news): alerts per 1,000. Own contrast posts: alerts among those "
        "that are not cases (banter, idiom, protest, news, drills, identity words).\n\n",
        _table(
            ["head", *result["heads"][HEADS[0]]["protected"], "own contrast, not cases"],
            (
                [
                    _name(head),
                    *(_interval(values, 1) for values in found["protected"].values()),
                    _negatives(found),
                ]
                for head, found in result["heads"].items()
            ),
        ),
        "## Own contrast posts, held out\n\n",
        _table(
            ["head", "language", "posts", "cases", "AP", "AP bag of words", "recall"],
            (
                [_name(head), lang, *_row(one)]
                for head, found in result["heads"].items()
                for lang, one in found["contrast"].items()
            ),
        ),
        _unseen(result),
        "## Each set, held-out part\n\n",
        _table(
            ["head", "set", "posts", "cases", "AP", "AP bag of words", "recall"],
            (
                [_name(head), name, *_row(one)]
                for head, found in result["heads"].items()
                for name, one in found["sets"].items()
            ),
        ),
        "## Calibration\n\n",
        f"On a mix of {info['mix']['prior']:.0%} cases (an assumption), {info['mix']['hard_share']:.0%} hard negatives "
        "and ordinary posts. Read it by bin; one figure would prove nothing at a rare base rate. The share of true "
        "cases depends on that assumption: the console therefore shows ranks.\n\n",
        _table(
            ["head", "score", "posts", "mean score", "share of cases in the mix"],
            (
                [
                    _name(head),
                    f"{bin_['from']:g} to {bin_['to']:g}",
                    bin_["rows"],
                    _plain(bin_["mean_score"], 4),
                    _plain(bin_["true_share"], 4),
                ]
                for head, found in result["heads"].items()
                for bin_ in found["calibration"]
            ),
        ),
    ]
    return "".join([*parts, _quantisation(result)])


def _negatives(found: dict[str, Any]) -> str:
    values = found["contrast_alerts_on_negatives" if "contrast_alerts_on_negatives" in found else "negatives"]
    return f"{values['alerts']} of {values['rows']}"


def _row(one: dict[str, Any]) -> list[object]:
    return [
        one["rows"],
        one["positive"],
        _interval(one["ap"]),
        _plain(one["ap_bag_of_words"]),
        _interval(one["recall"]),
    ]


def _unseen(result: dict[str, Any]) -> str:
    if "unseen" not in result:
        return ""
    found = result["unseen"]
    rows = (
        [
            _name(head),
            lang,
            one["rows"],
            one["positive"],
            _interval(one["ap"]),
            _interval(one["recall"]),
            _negatives(one),
        ]
        for head in HEADS
        for lang, one in found[head].items()
    )
    return (
        "## Posts by other writers\n\n"
        f"{found['rows']:,} invented posts of models/data/{found['folder']}, by writers whose posts training did not see, "
        "with twins meant to be hard; each label was read a second time. This is the nearest we have to the "
        "unknown, and the figures to plan with.\n\n"
        + _table(
            ["head", "language", "posts", "cases", "AP", "recall", "alerts among those that are not cases"],
            rows,
        )
    )


def _quantisation(result: dict[str, Any]) -> str:
    if "quantisation" not in result:
        return "## Quantisation\n\nNot measured in this run (give `--checkpoint`).\n"
    found = result["quantisation"]
    rows = ([_name(head), _plain(found[head]["fp32"], 4), _plain(found[head]["int8"], 4)] for head in HEADS)
    return (
        f"## Quantisation\n\nAP over {found['rows']:,} posts; the largest difference of a logit is "
        f"{found['largest_logit_difference']:.3f}.\n\n" + _table(["head", "fp32", "int8 as released"], rows)
    ).rstrip("\n") + "\n"


def card(result: dict[str, Any], info: dict[str, Any]) -> str:
    """The model card."""
    found = (
        result["unseen"] if "unseen" in result else {"self_harm": result["heads"]["self_harm"]["contrast"]}
    )
    misses = " and ".join(
        f"{1 - one['recall'][0]:.0%} of {one['positive']} in {_LANGUAGES.get(lang, lang)}"
        for lang, one in found["self_harm"].items()
    )
    whose = "by writers it had not seen" if "unseen" in result else "that we wrote and held out"
    summary = _table(
        [
            "head",
            "alerts per 1,000 ordinary posts",
            "cases found, own held-out posts (English)",
            "AP there",
        ],
        (
            [
                _name(head),
                _interval(found["ordinary_alerts"], 1),
                *(_interval(found["contrast"]["en"][key]) for key in ("recall", "ap")),
            ]
            for head, found in result["heads"].items()
        ),
    )
    sets = _table(
        ["set", "licence", "posts trained on", *(_name(head) for head in HEADS)],
        ([one["set"], one["licence"], one["rows"], *one["positive"].values()] for one in info["training"]),
    )
    return "".join(
        [
            _NOTE,
            "# Model card\n\n",
            f"`{result['model']}`, released {info['created']}. A MiniLM-L6 encoder ({info['encoder']['package']}, "
            "Apache-2.0), mean pooling and three heads (self-harm, violence, cyberbullying), int8. "
            "What the heads mean: [labels.md](labels.md). All figures: [evaluation.md](evaluation.md).\n\n",
            f"Made by\n\n```\n{info['command']}\n```\n\nand measured by\n\n```\n{result['command']}\n```\n\n",
            _USE,
            "## How well\n\n",
            summary,
            f"**Of invented cries for help {whose}, it misses {misses}.** "
            "A quiet screen does not mean that all is well.\n\n",
            _LIMITS,
            "## Training data\n\n"
            "Licence states: clear (a licence covers the data), fair (a statement was read, second-hand or general), "
            "unclear (none was found; commonly redistributed for research). `make train LICENCE=clear` leaves out the "
            "rest; what that costs has not been measured yet. Own posts (contrast-en, contrast-es) are described in "
            "models/data/README.md. Columns at the right count positive posts.\n\n",
            sets.rstrip("\n") + "\n",
        ]
    )


_LANGUAGES = {"en": "English", "es": "Spanish"}

_USE = """## Use

**Intended**: to put a small share of public posts near a school before trained people sooner. Each score only orders
and selects; a person reads the post and decides.

**Forbidden**: any decision without a person; discipline, exclusion or police action on a score; scoring or ranking
persons; following a person over time; private messages; employment, insurance or immigration purposes.

**This cannot predict violence.** It reads words. Most people who write threatening words never act, and many who act
write nothing. It says that a post resembles threats, not that something will happen.

"""

_LIMITS = """## Known failures

Examples are ours.

- Allusions without the usual words ("I have made my peace with it, you can have my room") are mostly missed.
- Coded wording, new slang and pictures are missed; an emoji is read only by its name.
- Quotes, lyrics and role play can alert ("tonight everyone dies", said the ghost in our play).
- Hyperbole near the line can go either way ("if we have gym outside again I'm jumping off the bleachers").
- Reclaimed or dialect words may score higher for cyberbullying: two of the training sets are known for that.
- Spanish is weaker than English: the encoder was pretrained on English, and no public Spanish threats were found.
  Other languages are scored but not validated.
- Public sets of school threats do not exist; what the model knows of them comes from few posts of our own.
- The hyperbole and the cry can share all words; thread and history, which a person would ask for, are not seen.
- When the evidence stands in a post several times, leaving out one place changes little and the span is of small worth.
- Not measured here: whole sets left out in turn, dialect pairs, what the sets with unclear licence add.

"""
