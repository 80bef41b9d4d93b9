"""`transformers.pipeline` over the released network in fp32: what bench.score measures against."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer, processors
from transformers import BertConfig, PreTrainedModel, PreTrainedTokenizerFast, TextClassificationPipeline
from transformers.modeling_outputs import SequenceClassifierOutput

from models.network import released
from models.release import Array, Release
from stream.contracts import HEADS

BATCH = 32


class _Same(PreTrainedModel):  # type: ignore[no-untyped-call]  # transformers leaves much untyped
    """The released network in the shape that a pipeline calls."""

    config_class = BertConfig
    _supports_sdpa = True

    def __init__(self, release: Release) -> None:
        net = released(release)
        config = net.bert.config
        config.id2label = {number: str(head) for number, head in enumerate(HEADS)}
        super().__init__(config)
        self.net = net

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **_: Any
    ) -> SequenceClassifierOutput:
        return SequenceClassifierOutput(logits=self.net(input_ids, attention_mask))


def pipeline(release: Release) -> Callable[[list[str]], Array]:
    """Texts to calibrated scores [texts, heads], posts as they come, BATCH at a time, texts cut at the
    network's length.
    """
    model: Any = _Same(release)
    made: Any = TextClassificationPipeline(  # type: ignore[no-untyped-call]  # transformers leaves it untyped
        model=model.eval(),
        tokenizer=_tokenizer(release),
        device=torch.device("cpu"),
        batch_size=BATCH,
        top_k=None,
        function_to_apply="none",
        truncation=True,
    )

    def run(texts: list[str]) -> Array:
        rows = [{one["label"]: one["score"] for one in answer} for answer in made(texts)]
        return release.calibrated(np.array([[row[head] for head in HEADS] for row in rows], np.float32))

    return run


def _tokenizer(release: Release) -> Any:
    special = release.info.get("special", {"first": "[CLS]", "last": "[SEP]"})
    first, last = special["first"], special["last"]
    raw = Tokenizer.from_str(release.files["tokenizer.json"].decode())
    raw.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}",
        special_tokens=[(token, raw.token_to_id(token)) for token in (first, last)],
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # as above
        tokenizer_object=raw,
        pad_token=raw.id_to_token(0),
        model_max_length=release.info["architecture"]["positions"],
        model_input_names=["input_ids", "attention_mask"],
    )
