"""A BERT sentence encoder in numpy: one text at a time, without the seconds that importing torch takes.

Devlin et al. 2019 (https://arxiv.org/abs/1810.04805); mean pooling as in Reimers and Gurevych 2019
(https://arxiv.org/abs/1908.10084).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file
from threadpoolctl import ThreadpoolController

from ingest.tokens import WordPiece

Array = np.ndarray


class Bert:
    """The model in `folder`: config.json, sentence_bert_config.json, tokenizer.json and model.safetensors.

    Made for texts of a few hundred tokens; its vectors equal those of torch in float32 to within 1e-5.
    """

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text())
        if config["model_type"] != "bert" or config["hidden_act"] != "gelu":
            raise ValueError(f"{folder}: not a BERT with GELU, use sentence-transformers for it")
        self.heads: int = config["num_attention_heads"]
        self.layers: int = config["num_hidden_layers"]
        self.epsilon: float = config["layer_norm_eps"]
        self.limit: int = json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"]
        self.weights: dict[str, Array] = load_file(folder / "model.safetensors")
        self.tokens = WordPiece(folder / "tokenizer.json")
        # matrices this small are no quicker on two threads, and where the other core is busy up to 20 times as slow
        self.threads = ThreadpoolController()

    def encode(self, text: str) -> Array:
        """The unit vector of a text: float32, shape (dimensions,); tokens beyond the model's limit are not read."""
        tokens = self.tokens.encode(text)
        if len(tokens) > self.limit:
            tokens = [*tokens[: self.limit - 1], tokens[-1]]
        with self.threads.limit(limits=1, user_api="blas"):
            hidden = self._embed(np.array(tokens))
            for layer in range(self.layers):
                hidden = self._layer(hidden, f"encoder.layer.{layer}.")
        pooled = hidden.mean(axis=0)
        unit: Array = pooled / np.linalg.norm(pooled)
        return unit

    def _embed(self, tokens: Array) -> Array:
        words = self.weights["embeddings.word_embeddings.weight"][tokens]
        positions = self.weights["embeddings.position_embeddings.weight"][: len(tokens)]
        kind = self.weights["embeddings.token_type_embeddings.weight"][0]
        return self._norm(words + positions + kind, "embeddings.LayerNorm")

    def _layer(self, hidden: Array, layer: str) -> Array:
        attended = self._linear(self._attend(hidden, layer + "attention.self."), layer + "attention.output.dense")
        hidden = self._norm(hidden + attended, layer + "attention.output.LayerNorm")
        inner = gelu(self._linear(hidden, layer + "intermediate.dense"))
        return self._norm(hidden + self._linear(inner, layer + "output.dense"), layer + "output.LayerNorm")

    def _attend(self, hidden: Array, layer: str) -> Array:
        length, width = hidden.shape

        def split(name: str) -> Array:  # (heads, tokens, width of a head)
            return self._linear(hidden, layer + name).reshape(length, self.heads, -1).transpose(1, 0, 2)

        query, key, value = split("query"), split("key"), split("value")
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(width // self.heads))
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Array = (weights @ value).transpose(1, 0, 2).reshape(length, width)
        return mixed

    def _linear(self, inputs: Array, name: str) -> Array:
        # the weights first: OpenBLAS takes three quarters of the time that it takes the other way round
        outputs: Array = (self.weights[name + ".weight"] @ inputs.T).T + self.weights[name + ".bias"]
        return outputs

    def _norm(self, inputs: Array, name: str) -> Array:
        centred = inputs - inputs.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.epsilon)
        normed: Array = centred / scale * self.weights[name + ".weight"] + self.weights[name + ".bias"]
        return normed


def word_vectors(folder: Path) -> Array:
    """The model's vector for each word piece: float32, shape (vocabulary, dimensions)."""
    with safe_open(folder / "model.safetensors", "numpy") as weights:
        vectors: Array = weights.get_tensor("embeddings.word_embeddings.weight")
    return vectors


def gelu(x: Array) -> Array:
    """x Φ(x), Φ by formula 7.1.26 of Abramowitz and Stegun (error below 1.5e-7, the precision of float32)."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    tail = np.float32(0.5) * series * np.exp(-z * z)
    gate: Array = np.where(x > 0, 1 - tail, tail)
    gated: Array = x * gate
    return gated
