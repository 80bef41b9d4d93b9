"""Calibration of the int8 engine, at publishing: ranges of each linear layer's inputs, on our own posts.

SmoothQuant (Xiao et al. 2023, arXiv:2211.10438) moves a share of the inputs' outlying channels into the
weights; here the share and the width of the range are those that change the layer's own output least.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from safetensors.numpy import save

from models.network import RiskNet, pad
from models.release import Array, Release
from models.runtime import LEVELS, Span8, rounded
from models.tokens import Reader, batches

TOKENS = 1536
"""Rows kept of a layer's inputs, spread over all texts."""
TEXTS = 600
_SHARES = (0.0, 0.35, 0.5, 0.65, 0.8)
_WIDTHS = (1.0, 0.9, 0.75, 0.6, 0.45, 0.3)
_WORST = 0.03
"""Relative error of a layer's output above which it stays out of int8."""


def runtime_file(net: RiskNet, release: Release, texts: Sequence[str]) -> bytes:
    """The content of `runtime.safetensors`: spans by layer, from at most TEXTS of the texts.

    Publishing adds it to the release's files before it writes and pins them.
    """
    stored: dict[str, Array] = {}
    for name, span in calibrate(net, release, texts).items():
        stored[f"{name}.span"] = np.array([span.low, span.step], np.float32)
        stored[f"{name}.smooth"] = span.smooth
    return save(stored)


def calibrate(net: RiskNet, release: Release, texts: Sequence[str]) -> dict[str, Span8]:
    """A span for every linear layer of the encoder whose output int8 keeps to _WORST."""
    spans: dict[str, Span8] = {}
    for names, inputs in _seen(net, release, texts):
        weight = np.concatenate([release.weight(f"{name}.weight") for name in names])
        found, error = _best(inputs, weight)
        if error <= _WORST:
            spans.update(dict.fromkeys(names, found))
    return spans


def _seen(net: RiskNet, release: Release, texts: Sequence[str]) -> Iterator[tuple[list[str], Array]]:
    """Layers that read the same inputs, and a sample of these [tokens, in]."""
    kept: dict[str, list[Array]] = {}
    rows, mask = _sample(release, texts)
    picked = np.random.default_rng(0)

    def keep(name: str, value: torch.Tensor, here: torch.Tensor) -> None:
        tokens = value[here.bool()].float().numpy()
        take = min(len(tokens), -(-TOKENS * len(tokens) // mask))
        kept.setdefault(name, []).append(tokens[picked.choice(len(tokens), take, replace=False)])

    here = torch.zeros(0)
    hooks = [
        module.register_forward_pre_hook(lambda _, given, name=name: keep(name, given[0], here))
        for name, module in net.named_modules()
        if isinstance(module, torch.nn.Linear) and name != "heads" and not name.endswith((".key", ".value"))
    ]
    try:
        with torch.inference_mode():
            for batch in batches(rows):
                ids, here = pad([rows[number] for number in batch])
                net(ids, here)
    finally:
        for hook in hooks:
            hook.remove()
    for name, parts in kept.items():
        yield _sharing(name), np.concatenate(parts)


def _sample(release: Release, texts: Sequence[str]) -> tuple[list[list[int]], int]:
    """Windows of the chosen texts, and how many tokens they have."""
    chosen = np.random.default_rng(0).permutation(len(texts))[:TEXTS]
    rows, _ = Reader(release).windows([texts[number] for number in sorted(chosen)])
    return rows, sum(map(len, rows))


def _sharing(name: str) -> list[str]:
    if not name.endswith(".query"):
        return [name]
    return [f"{name.removesuffix('query')}{part}" for part in ("query", "key", "value")]


def _best(inputs: Array, weight: Array) -> tuple[Span8, float]:
    """The span that changes inputs @ weight.T least, and by how much: relative, each token counting alike,
    since a few tokens carry activations a hundred times the others'.
    """
    wanted = inputs @ weight.T
    norm = np.maximum((wanted**2).sum(1), 1e-12)
    most = np.maximum(np.abs(inputs).max(0), 1e-4)
    column = np.maximum(np.abs(weight).max(0), 1e-4)
    best: tuple[Span8, float] | None = None
    for share in _SHARES:
        smooth = most**share / column ** (1 - share) if share else np.ones_like(most)
        smooth = (smooth / np.median(smooth)).clip(0.02, 50).astype(np.float32)
        grid, scale = rounded(weight, smooth)
        for width in _WIDTHS:
            span = _span(inputs / smooth, width, smooth)
            apart = levelled(inputs, span) @ grid.T * scale - wanted
            error = float(np.sqrt(np.mean((apart**2).sum(1) / norm)))
            if best is None or error < best[1]:
                best = span, error
    if best is None:
        raise ValueError("there is nothing to choose from")
    return best


def _span(smoothed: Array, width: float, smooth: Array) -> Span8:
    low, high = min(float(smoothed.min()) * width, 0.0), max(float(smoothed.max()) * width, 0.0)
    step = max(high - low, 1e-6) / (LEVELS - 1)
    return Span8(-step * round(-low / step), step, smooth)


def levelled(inputs: Array, span: Span8) -> Array:
    """Inputs as the int8 engine sees them, still smoothed."""
    level = np.clip(np.rint((inputs / span.smooth - span.low) / span.step), 0, LEVELS - 1)
    return np.asarray(level * span.step + span.low, np.float32)


def simulated(release: Release, net: RiskNet, spans: dict[str, Span8]) -> RiskNet:
    """`net` with the int8 engine's arithmetic put in place of its linear layers, for machines without one."""
    for name, module in net.named_modules():
        if name in spans and isinstance(module, torch.nn.Linear):
            grid, scale = rounded(release.weight(f"{name}.weight"), spans[name].smooth)
            module.weight = torch.nn.Parameter(torch.from_numpy(grid * scale[:, None]), requires_grad=False)
            module.register_forward_pre_hook(
                lambda _, given, span=spans[name]: torch.from_numpy(levelled(given[0].numpy(), span))
            )
    return net
