"""python -m qa.reader.training.export WORK [DATA]: writes the weights of the trained reader as they are shipped.

WORK holds `reader.pt`, as `train` leaves it. Writes `reader.onnx`, its matrices in int8 (dynamic quantization of
onnxruntime), to `qa/reader/weights`; `judge` adds `reader.json`. With DATA, the folder that README.md beside this file
describes, prints how often both find the same span in the held-out passages that answer.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from ingest.tokens import WordPiece, embedded_model
from qa.reader.reader import WEIGHTS, Reader, best_span
from qa.reader.training.mixture import Group, Mixture
from qa.reader.training.network import Network, batch
from qa.reader.windows import Windows


def main() -> None:
    """Reads the arguments and exports."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.training.export", description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    options.weights.mkdir(parents=True, exist_ok=True)
    network = Network().eval()
    network.load_state_dict(torch.load(options.work / "reader.pt", map_location="cpu"))
    write(network, options.weights / "reader.onnx")
    if options.data:
        shares = agreement(network, Reader(options.weights), Mixture(options.data).development())
        print("same span in {:.4f}, same answer by its odds in {:.4f} of {} passages".format(*shares))


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
    """The network without its word vectors, as ONNX with int8 matrices."""
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
        quantize_dynamic(whole, file, weight_type=QuantType.QInt8, per_channel=True)


if __name__ == "__main__":
    main()
