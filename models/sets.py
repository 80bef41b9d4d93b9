"""What we know of each training set: licence, how far its labels are trusted, what it is used for."""

from dataclasses import dataclass
from typing import Literal

Licence = Literal["clear", "fair", "unclear"]
Role = Literal["labelled", "ordinary", "protected", "contrast"]


@dataclass(frozen=True)
class SetRule:
    """`trust` weighs the set's labels in the loss. `tune` and `test` are the shares held out."""

    licence: Licence
    trust: float = 1.0
    role: Role = "labelled"
    why: str = ""
    tune: float = 0.05
    test: float = 0.10


def _ordinary(why: str) -> SetRule:
    return SetRule("fair", role="ordinary", why=why, tune=0.30, test=0.15)


SETS: dict[str, SetRule] = {
    "formspring": SetRule("unclear", why="the only platform of teenagers"),
    "edos": SetRule("clear"),
    "hatemojibuild": SetRule("clear", 0.7, why="synthetic, adversarial"),
    "gab_hate": SetRule("clear"),
    "olid": SetRule("unclear", 0.6, why="offence at politicians"),
    "threatgram": SetRule("fair", 0.7, why="idiom and politics labelled as threat"),
    "offendes": SetRule("unclear", 0.8, why="the label depends in part on the influencer"),
    "detoxis": SetRule("unclear", 0.8),
    "goldstd_convention_es": SetRule("clear", 0.6, why="political insults count as toxic"),
    "suicide_es": SetRule("unclear", 0.8, why="hyperbole labelled both ways"),
    "sdcnl_train": SetRule("unclear", 0.5, why="the label is the subreddit"),
    "dreaddit": SetRule("unclear"),
    "twitter_suicidal": SetRule("unclear", 0.7, why="length and style leak the label"),
    "suicide_ideation_tw": SetRule("unclear", 0.5, why="very noisy"),
    "stormfront": SetRule("clear", 0.5, why="hate of groups, seldom at a person"),
    "conda_gaming": SetRule("unclear", 0.7, why="profanity in play"),
    "mlma_en": SetRule("clear", 0.4, why="collected by slur, negatives too"),
    "davidson": SetRule("clear", 0.5, why="marks African American English as offensive"),
    "hateval_en": SetRule("fair", 0.7, why="hate of a group, mostly not at a person"),
    "surge_toxicity": SetRule("clear", 0.5, why="includes profanity and politics"),
    "wiki_toxicity": SetRule("fair"),
    "sosnet": SetRule("unclear", 0.2, why="semi-automatic labels"),
    "disaster_news": SetRule("unclear", role="protected", why="news", tune=0.10, test=0.30),
    "stance_opinion": SetRule("fair", role="protected", why="opinion", tune=0.10, test=0.40),
    "tweeteval_emotion": _ordinary("anger and sadness without risk"),
    "tweeteval_irony": _ordinary("irony"),
    "tweeteval_sentiment": _ordinary("world news and opinion"),
    "tweets_background": _ordinary("geotagged everyday posts"),
} | {
    f"contrast-{part}": SetRule("clear", role="contrast", why="ours", tune=0.0, test=0.10)
    for part in (
        "en",
        "en-2",
        "en-3",
        "en-5",
        "en-6",
        "en-7",
        "en-8",
        "es",
        "es-2",
        "es-3",
        "es-5",
        "es-7",
        "es-8",
    )
}

PLATFORM = {
    "formspring": "Formspring",
    "hatemojibuild": "written",
    "gab_hate": "Gab",
    "threatgram": "Telegram",
    "detoxis": "news comments",
    "sdcnl_train": "Reddit",
    "dreaddit": "Reddit",
    "stormfront": "forum",
    "conda_gaming": "game chat",
    "wiki_toxicity": "Wikipedia",
    "offendes": "YouTube, Instagram, Twitter (Spanish)",
} | dict.fromkeys(
    (
        "olid",
        "goldstd_convention_es",
        "suicide_es",
        "twitter_suicidal",
        "suicide_ideation_tw",
        "mlma_en",
        "davidson",
        "disaster_news",
        "stance_opinion",
        "tweeteval_emotion",
        "tweeteval_irony",
        "tweeteval_sentiment",
        "tweets_background",
    ),
    "Twitter",
)
"""Where a set's posts come from; alerts among posts that are not cases are compared by it."""

FOLDS = {
    "a": (
        "twitter_suicidal",
        "threatgram",
        "formspring",
        "davidson",
        "conda_gaming",
        "detoxis",
        "surge_toxicity",
        "mlma_en",
        "dreaddit",
        "tweeteval_emotion",
    ),
    "b": (
        "sdcnl_train",
        "suicide_ideation_tw",
        "suicide_es",
        "edos",
        "hatemojibuild",
        "gab_hate",
        "offendes",
        "goldstd_convention_es",
        "olid",
        "stormfront",
        "wiki_toxicity",
        "hateval_en",
        "tweeteval_irony",
        "stance_opinion",
    ),
}
"""Whole sets left out together, in two trainings: each set here is measured by a model that never saw it."""

UNKNOWN = SetRule("unclear", 0.7, why="a set this table does not know")

UNSURE_TRUST = 0.5
"""Weight of a contrast post about which its second reader was in doubt."""

PRESUMED_TRUST = 0.6
"""Weight of a zero that follows from what a set is, not from a label."""

COARSE_TRUST = 0.3
"""Weight of the presumed zero for bullying of an everyday post with coarse words at nobody in particular."""

TRAFFIC_MIX = {
    "tweets_background": 0.60,
    "tweeteval_sentiment": 0.20,
    "tweeteval_irony": 0.12,
    "tweeteval_emotion": 0.08,
}
"""Shares of the stand-in for ordinary local posts on which thresholds, ranks and calibration rest."""
