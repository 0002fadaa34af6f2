"""python -m qa.reader.training.export WORK DATA: writes the weights of the trained reader as they are shipped.

WORK holds `reader.pt`, as `train` leaves it; DATA is the folder that README.md beside this file describes. Writes
`reader.onnx`, its matrices in int8 (dynamic quantization of onnxruntime), to `qa/reader/weights`; `judge` adds
`reader.json`. Before, what reaches a matrix is brought to a like size in all its columns ("smoothed"), as some of the
held-out passages have it; then prints how often both find the same span in the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers.models.bert.modeling_bert import BertLayer

from ingest.tokens import WordPiece, embedded_model
from qa.reader.reader import WEIGHTS, Reader, best_span
from qa.reader.training.mixture import Group, Mixture
from qa.reader.training.network import Network, batch
from qa.reader.windows import Windows

MOVED, LEAST = 0.85, 1e-4
"""How much of the size of what reaches a matrix goes into it, by trying .5 to .9; and the least size that counts."""

CALIBRATING = 16
"""Each such held-out group tells what sizes there are."""


def main() -> None:
    """Reads the arguments and exports."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.training.export", description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    options.weights.mkdir(parents=True, exist_ok=True)
    mixture = Mixture(options.data)
    read = (one for asked in mixture.held_out_retrieved for one in asked)
    held_out = [(one,) for one in (*mixture.held_out_written, *read, *mixture.held_out)]
    network = trained(options.work)
    write(smoothed(trained(options.work), held_out[::CALIBRATING]), options.weights / "reader.onnx")
    others = [group for at, group in enumerate(held_out) if at % CALIBRATING]
    shares = agreement(network, Reader(options.weights), others)
    print("same span in {:.4f}, same answer by its odds in {:.4f} of {} passages".format(*shares))


def trained(work: Path) -> Network:
    """The network as `train` left it."""
    network = Network().eval()
    network.load_state_dict(torch.load(work / "reader.pt", map_location="cpu"))
    return network


class Smoothed(nn.Module):
    """A linear layer with the same result, of which a part of its input's size has gone into its matrix.

    Xiao et al. 2023 (SmoothQuant, https://arxiv.org/abs/2211.10438). `most` is the greatest size of each column of the
    input, `weight` of each column of the matrix, which layers with the same input share.
    """

    def __init__(self, linear: nn.Linear, most: Tensor, weight: Tensor) -> None:
        super().__init__()
        scale = most.clamp(min=LEAST) ** MOVED / weight.clamp(min=LEAST) ** (1 - MOVED)
        scale = scale / scale.median()
        self.linear = linear
        self.inverse: Tensor
        self.register_buffer("inverse", 1 / scale)
        linear.weight.data *= scale

    def forward(self, values: Tensor) -> Tensor:
        """As the layer."""
        result: Tensor = self.linear(values * self.inverse)
        return result


@torch.no_grad()
def smoothed(network: Network, groups: Sequence[Group]) -> Network:
    """The network with its linear layers smoothed by what the groups bring them."""
    layers = [linears for layer in network.bert.encoder.layer for linears in _with_one_input(layer)]
    most = {linears[0]: torch.zeros(linears[0].in_features) for linears in layers}

    def note(linear: nn.Module, given: tuple[Tensor, ...], _: Tensor) -> None:
        found = given[0].abs().flatten(0, -2).amax(0)
        most[linear] = torch.maximum(most[linear], found)  # type: ignore[index] # only linear layers are watched

    watched = [linear.register_forward_hook(note) for linear in most]
    windows = Windows(WordPiece(embedded_model() / "tokenizer.json"))
    for group in groups:
        headings = [one.passage.heading for one in group]
        for window in windows.of(group[0].question, headings, [one.passage.text for one in group]):
            network.read(batch([window]))
    for watch in watched:
        watch.remove()
    made: dict[nn.Module, Smoothed] = {}
    for linears in layers:
        weight = torch.stack([linear.weight.abs().amax(0) for linear in linears]).amax(0)
        made |= {linear: Smoothed(linear, most[linears[0]], weight) for linear in linears}
    for module in list(network.modules()):
        for name, child in list(module.named_children()):
            if child in made and not isinstance(module, Smoothed):
                setattr(module, name, made[child])
    return network


def _with_one_input(layer: nn.Module) -> list[list[nn.Linear]]:
    """The linear layers of a layer of BERT, those with the same input together."""
    assert isinstance(layer, BertLayer)
    attention = layer.attention
    return [
        [attention.self.query, attention.self.key, attention.self.value], [attention.output.dense],
        [layer.intermediate.dense], [layer.output.dense],
    ]  # fmt: skip


@torch.no_grad()
def agreement(network: Network, reader: Reader, groups: Sequence[Group]) -> tuple[float, float, int]:
    """How often the shipped weights find the same span as the network, and agree whether a passage answers; of how many
    passages that answer."""
    windows = Windows(WordPiece(embedded_model() / "tokenizer.json"))
    spans, answers, count = 0, 0, 0
    for group in groups:
        for one in group:
            if not one.answer:
                continue
            (window,) = windows.of(one.question, [one.passage.heading], [one.passage.text])
            logits, odds = network.read(batch([window]))
            whole = logits[0, window.first : len(window.ids) - 1].numpy()
            shipped, shipped_odds = reader.logits(window)
            spans += best_span(whole) == best_span(shipped)
            answers += (float(odds[0]) > 0) == (shipped_odds > 0)
            count += 1
    return spans / count, answers / count, count


def write(network: Network, file: Path) -> None:
    """The network without its word vectors, as ONNX: its layers' matrices in int8, embeddings and heads whole.

    The int8 have seven bits (`reduce_range`): with eight, the sums of two products overflow the 16 bits that processors
    with AVX2 and without VNNI have for them (https://onnxruntime.ai/docs/performance/model-optimizations/quantization).
    """
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (torch.zeros(1, 64, network.bert.config.hidden_size), torch.zeros(1, 64, dtype=torch.long)),
            str(whole),
            input_names=["words", "kinds"],
            output_names=["spans", "answers"],
            dynamic_axes={"words": {1: "tokens"}, "kinds": {1: "tokens"}, "spans": {1: "tokens"}},
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            file,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=["/span/MatMul"],
        )


if __name__ == "__main__":
    main()
