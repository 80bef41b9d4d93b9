"""The network in torch, for training, evaluation and the GPU engine: BERT, mean pooling, one layer of heads."""

from typing import Any, cast

import torch
from transformers import BertConfig, BertModel

from models.encoder import Encoder
from models.release import Release
from stream.contracts import HEADS


class RiskNet(torch.nn.Module):
    """Token ids and mask [batch, length] to logits [batch, heads] in the order of HEADS."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.dropout = torch.nn.Dropout(0.1)
        self.heads = torch.nn.Linear(config.hidden_size, len(HEADS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)
        return cast(torch.Tensor, self.heads(self.dropout(pooled)))


def shaped(shape: dict[str, Any], attention: str = "sdpa") -> RiskNet:
    """A network with new weights; `shape` is an Encoder's. No dropout inside the encoder: on a CPU it
    costs a third of a step, and a pretrained encoder gains little from it in a few thousand steps.
    """
    no_dropout = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    settings: dict[str, Any] = {**shape, **no_dropout, "attn_implementation": attention}
    return RiskNet(BertConfig(**settings))


def trainable(shape: dict[str, Any]) -> RiskNet:
    """The same, for training: torch's fused attention is slow backwards in bf16 on a CPU, 0.42 s a step against 0.25."""
    return shaped(shape, "eager")


def final(state: dict[str, Any]) -> dict[str, Any]:
    """A checkpoint's state with the averaged weights in place."""
    return {**state, "net": {**state["net"], **state["mean"]}}


def pretrained(encoder: Encoder) -> RiskNet:
    """A network whose encoder is the package's and whose heads are new."""
    net = trainable(encoder.shape)
    net.bert.load_state_dict({name: torch.from_numpy(value) for name, value in encoder.weights.items()})
    return net


def pad(rows: list[list[int]], length: int | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids of unequal length to (ids, mask), padded on the right with 0."""
    width = length or max(map(len, rows))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    return ids, mask


def released(release: Release) -> RiskNet:
    """The released network, dequantised to fp32."""
    shape = release.info["architecture"]
    net = shaped(
        {
            "vocab_size": shape["vocabulary"],
            "hidden_size": shape["hidden"],
            "num_hidden_layers": shape["layers"],
            "num_attention_heads": shape["attention_heads"],
            "intermediate_size": shape["intermediate"],
            "max_position_embeddings": shape["positions"],
            "layer_norm_eps": shape["epsilon"],
        }
    )
    net.load_state_dict({name: torch.from_numpy(release.weight(name)) for name in release.names()})
    return net.eval()


def loss_of(logits: torch.Tensor, labels: torch.Tensor, trust: torch.Tensor) -> torch.Tensor:
    """Masked BCE, mean per head over what is known (labels < 0 are unknown), then mean over heads."""
    known = (labels >= 0) * trust
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels.clamp(min=0), reduction="none")
    return ((each * known).sum(0) / known.sum(0).clamp(min=4.0)).sum() / len(HEADS)
