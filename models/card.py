"""docs/model-card.md, written from evaluation.json and model.json, never by hand."""

from pathlib import Path
from typing import Any

from models.report import NOTE, interval, name_of, plain, table
from stream.contracts import HEADS

_LANGUAGES = {"en": "English", "es": "Spanish"}


def write(file: Path, result: dict[str, Any], info: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(NOTE.format(file="card.py") + text(result, info), "utf-8")


def text(result: dict[str, Any], info: dict[str, Any]) -> str:
    return "".join(
        [
            "# Model card\n\n",
            f"`{result['model']}`, released {info['created']}. A multilingual-e5-small encoder (from "
            f"{info['encoder']['package']}, MIT), its vocabulary cut to {info['architecture']['vocabulary']:,} pieces for "
            "English and Spanish, mean pooling and three heads (self-harm, violence, cyberbullying), int8. "
            "What the heads mean: [labels.md](labels.md). All figures: [evaluation.md](evaluation.md).\n\n",
            f"Made by\n\n```\n{info['command']}\n```\n\nand measured by\n\n```\n{result['command']}\n```\n\n",
            _USE,
            "## How well\n\n",
            _summary(result),
            _misses(result),
            _fair(result),
            _LIMITS,
            _data(result, info),
        ]
    )


def _summary(result: dict[str, Any]) -> str:
    languages = [lang for lang in _LANGUAGES if lang in result.get("unseen", {}).get(HEADS[0], {})]
    return table(
        [
            "head",
            "alerts per 1,000 ordinary posts",
            *(f"{_LANGUAGES[lang]}: {what}" for lang in languages for what in ("cases found", "AP")),
        ],
        (
            [
                name_of(head),
                interval(result["heads"][head]["ordinary_alerts"], 1),
                *(
                    interval(result["unseen"][head][lang][key])
                    for lang in languages
                    for key in ("recall", "ap")
                ),
            ]
            for head in HEADS
        ),
    ) + ("Cases found and AP are on invented posts by writers of whom the model saw nothing.\n\n")


def _misses(result: dict[str, Any]) -> str:
    if "unseen" not in result:
        return ""
    parts = " and ".join(
        f"{1 - one['recall'][0]:.0%} of {one['positive']} in {_LANGUAGES.get(lang, lang)}"
        for lang, one in result["unseen"]["self_harm"].items()
    )
    return (
        f"**Of invented cries for help by writers it had not seen, it misses {parts}.** "
        "A quiet screen does not mean that all is well.\n\n"
    )


def _fair(result: dict[str, Any]) -> str:
    ratios = ", ".join(f"{name_of(head)} {interval(result['dialect'][head]['ratio'])}" for head in HEADS)
    suite = result["protected"]
    return (
        "## Fairness\n\n"
        f"Flags in African American English over flags in standard English, same meaning: {ratios}. "
        f"Of {suite['rows']} posts of protected speech (criticism, protest, religion, politics, journalism, identity "
        f"words) {suite['any']} alert. Tables by topic, identity term, language and platform: "
        "[evaluation.md](evaluation.md).\n\n"
    )


def _data(result: dict[str, Any], info: dict[str, Any]) -> str:
    sets = table(
        ["set", "licence", "posts trained on", *(name_of(head) for head in HEADS)],
        ([one["set"], one["licence"], one["rows"], *one["positive"].values()] for one in info["training"]),
    )
    return (
        "## Training data\n\n"
        "Licence states: clear (a licence covers the data), fair (a statement was read, second-hand or general), "
        f"unclear (none was found; commonly redistributed for research). {_cost(result)} Our own posts (contrast-*) are "
        "described in models/data/README.md. Columns at the right count positive posts.\n\n"
        + sets.rstrip("\n")
        + "\n"
    )


def _cost(result: dict[str, Any]) -> str:
    found = result["beside"].get("leave-out", {}).get("variants", {}).get("clear")
    if not found or "unseen" not in result:
        return (
            "`make train LICENCE=clear` leaves out the rest; what that costs was not measured for this model."
        )
    parts = ", ".join(
        f"{name_of(head)} {plain(one['ap'][0])} ({lang}) against {plain(result['unseen'][head][lang]['ap'][0])}"
        for head in HEADS
        for lang, one in found["unseen"][head].items()
    )
    return (
        "`make train LICENCE=clear` leaves out the rest. AP on posts by other writers, then: "
        f"{parts} (with {found['steps']} steps; the release had more)."
    )


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

- Allusions without the usual words ("I have made my peace with it, you can have my room") are often missed.
- Coded wording, new slang and pictures are missed; an emoji is read only by its name.
- Quotes, lyrics and role play can alert ("tonight everyone dies", said the ghost in our play).
- Hyperbole near the line can go either way ("if we have gym outside again I'm jumping off the bleachers").
- Other languages than English and Spanish are scored, marked "not validated", and not measured.
- Public sets of school threats do not exist; what the model knows of them comes from posts that we invented.
- The hyperbole and the cry can share all words; thread and history, which a person would ask for, are not seen.
- When the evidence stands in a post several times, leaving out one place changes little and the span is of small worth.

"""
