"""The network in torch, for training, evaluation and the GPU engine: BERT, mean pooling, one layer of heads."""

from pathlib import Path
from typing import cast

import torch
from transformers import BertConfig, BertModel

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


def pretrained(folder: Path) -> RiskNet:
    """A network whose encoder is the package's and whose heads are new."""
    net = RiskNet(BertConfig.from_pretrained(folder))
    net.bert = BertModel.from_pretrained(folder, add_pooling_layer=False)
    return net


def pad(rows: list[list[int]], length: int | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids of unequal length to (ids, mask), padded on the right with 0."""
    width = length or max(map(len, rows))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    return ids, mask
