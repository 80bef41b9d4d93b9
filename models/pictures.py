"""Pictures of docs/evaluation.md, as SVG, from evaluation.json."""

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from stream.contracts import HEADS

NAMES = ("precision-recall", "alerts-recall", "calibration", "slices")
_COLOURS = {"en": "#1f5fa8", "es": "#b3541e"}
_LANGUAGES = {"en": "English", "es": "Spanish"}


def draw(folder: Path, result: dict[str, Any]) -> None:
    """Write <name>.svg of NAMES into `folder`; those that need unseen posts are left out without them."""
    folder.mkdir(parents=True, exist_ok=True)
    mpl.rcParams.update(
        {
            "svg.hashsalt": "firstbell",
            "font.size": 9,
            "axes.grid": True,
            "grid.alpha": 0.3,
            "figure.dpi": 100,
        }
    )
    if "curves" in result:
        _save(folder / "precision-recall.svg", result, _precision_recall)
        _save(folder / "alerts-recall.svg", result, _trade)
    _save(folder / "calibration.svg", result, _calibration)
    _save(folder / "slices.svg", result, _slices)


def _save(file: Path, result: dict[str, Any], panel: Any) -> None:
    figure, axes = plt.subplots(1, len(HEADS), figsize=(10.5, 3.4), layout="constrained")
    for axis, head in zip(axes, HEADS, strict=True):
        panel(axis, result, head)
        axis.set_title(head.replace("_", "-"))
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)


def _precision_recall(axis: Axes, result: dict[str, Any], head: str) -> None:
    for lang, found in result["curves"][head].items():
        recall, precision = zip(*found["precision_recall"], strict=True)
        axis.plot(recall, precision, color=_COLOURS.get(lang), label=_LANGUAGES.get(lang, lang))
    axis.set(xlabel="recall", ylabel="precision", xlim=(0, 1), ylim=(0, 1.02))
    axis.legend(loc="lower left")


def _trade(axis: Axes, result: dict[str, Any], head: str) -> None:
    for lang, found in result["curves"][head].items():
        rate, recall = zip(*found["trade"], strict=True)
        axis.plot(rate, recall, marker="o", ms=3, color=_COLOURS.get(lang), label=_LANGUAGES.get(lang, lang))
    axis.axvline(result["heads"][head]["ordinary_alerts"][0], color="#777", ls="--", lw=1, label="as shipped")
    axis.set(
        xscale="log", xlabel="alerts per 1,000 ordinary posts", ylabel="recall, unseen posts", ylim=(0, 1)
    )
    axis.legend(loc="upper left")


def _calibration(axis: Axes, result: dict[str, Any], head: str) -> None:
    found = result["heads"][head]["calibration"]
    axis.plot([1e-4, 1], [1e-4, 1], color="#999", lw=1)
    axis.plot(
        [max(each["mean_score"], 1e-4) for each in found],
        [max(each["true_share"], 1e-4) for each in found],
        marker="o",
        color=_COLOURS["en"],
    )
    axis.set(xscale="log", yscale="log", xlabel="mean score of the bin", ylabel="share of cases")


def _slices(axis: Axes, result: dict[str, Any], head: str) -> None:
    found = result["heads"][head]["platforms"]
    names = list(found)
    middle = [found[name]["alerts"][0] for name in names]
    low = [value - found[name]["alerts"][1] for name, value in zip(names, middle, strict=True)]
    high = [found[name]["alerts"][2] - value for name, value in zip(names, middle, strict=True)]
    axis.barh(names, middle, xerr=[low, high], color="#8fb3d9", ecolor="#1f5fa8", capsize=2)
    axis.set(xlabel="alerts per 1,000 posts that are not cases")
    axis.tick_params(axis="y", labelsize=7)
