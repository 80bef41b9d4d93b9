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
    return SetRule("fair", role="ordinary", why=why, tune=0.30, test=0.30)


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
    "contrast-en": SetRule("clear", role="contrast", why="ours", tune=0.0, test=0.25),
    "contrast-es": SetRule("clear", role="contrast", why="ours", tune=0.0, test=0.25),
}

UNKNOWN = SetRule("unclear", 0.7, why="a set this table does not know")

PRESUMED_TRUST = 0.4
"""Weight of a zero that follows from what a set is, not from a label."""

TRAFFIC_MIX = {
    "tweets_background": 0.60,
    "tweeteval_sentiment": 0.20,
    "tweeteval_irony": 0.12,
    "tweeteval_emotion": 0.08,
}
"""Shares of the stand-in for ordinary local posts on which thresholds, ranks and calibration rest."""
