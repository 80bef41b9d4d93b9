"""Logits of many texts with the torch network, by the same windows and batches as at run time."""

from collections.abc import Sequence

import numpy as np
import torch

from models.network import RiskNet, pad
from models.release import Array, Release
from models.tokens import Reader, batches
from stream.contracts import HEADS

_NOTHING = -30.0
"""Logit of a text with nothing to read."""


def scores(net: RiskNet, release: Release, texts: Sequence[str]) -> Array:
    """[texts, heads], calibrated."""
    return release.calibrated(logits(net, release, texts))


@torch.inference_mode()
def logits(net: RiskNet, release: Release, texts: Sequence[str]) -> Array:
    """[texts, heads]; a long text has the highest logit of its windows."""
    windows, owners = Reader(release).windows(texts)
    result = np.full((len(texts), len(HEADS)), _NOTHING, np.float32)
    for batch in batches(windows):
        found = net(*pad([windows[number] for number in batch])).numpy()
        np.maximum.at(result, [owners[number] for number in batch], found)
    return result
