"""The reader as a torch module: MiniLM with a span head and a head that tells whether the passage answers at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertModel
from transformers.utils import logging

from ingest.tokens import embedded_model
from qa.reader.windows import Window

MULTIPLE = 32
"""Lengths are padded to a multiple: every new shape costs compilation and memory on a processor."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: `ids`, `kinds` and `mask` of shape (windows, tokens); `inside` marks passage tokens."""

    ids: Tensor
    kinds: Tensor
    mask: Tensor
    inside: Tensor

    def to(self, device: str) -> Batch:
        """The same on another device."""
        return Batch(self.ids.to(device), self.kinds.to(device), self.mask.to(device), self.inside.to(device))


def batch(windows: Sequence[Window]) -> Batch:
    """Windows padded to the longest."""
    length = -(-max(len(window.ids) for window in windows) // MULTIPLE) * MULTIPLE
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    kinds, mask, inside = (torch.zeros(len(windows), length, dtype=torch.long) for _ in range(3))
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size] = torch.tensor(window.ids)
        kinds[row, window.second : size] = 1
        mask[row, :size] = 1
        inside[row, window.first : size - 1] = 1
    return Batch(ids, kinds, mask, inside.bool())


class Network(nn.Module):
    """Wang et al. 2020 (MiniLM, https://arxiv.org/abs/2002.10957) with the heads of Devlin et al. 2019 for spans.

    The word vectors are those of the embedded model and stay as they are, so that they need not be shipped again.
    `attention` is "eager" or "sdpa", transformers' two ways to the same result: the one is quicker in bfloat16, the
    other in float32, 1,180 against 1,410 tokens a second in training on two cores with AVX2.
    """

    def __init__(self, attention: str = "eager") -> None:
        super().__init__()
        logging.disable_progress_bar()  # type: ignore[no-untyped-call] # transformers does not annotate it
        self.bert = BertModel.from_pretrained(
            embedded_model(), add_pooling_layer=False, attn_implementation=attention, hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        self.bert.embeddings.word_embeddings.weight.requires_grad = False
        width = self.bert.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.pool = nn.Linear(width, width)
        self.answers = nn.Linear(width, 1)

    def forward(self, words: Tensor, kinds: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Start and end logits (windows, tokens, 2), and the logit that the passage answers (windows,).

        `words` are the word vectors of the tokens (windows, tokens, width).
        """
        hidden = self.bert(inputs_embeds=words, token_type_ids=kinds, attention_mask=mask).last_hidden_state
        return self.span(hidden), self.answers(torch.tanh(self.pool(hidden[:, 0]))).squeeze(-1)

    def read(self, given: Batch) -> tuple[Tensor, Tensor]:
        """As `forward`, from token ids; outside of the passages the span logits are -inf."""
        words = self.bert.embeddings.word_embeddings(given.ids)
        spans, answers = self(words, given.kinds, given.mask)
        return spans.float().masked_fill(~given.inside.unsqueeze(-1), float("-inf")), answers.float()
