"""python -m qa.reader.training.export WORK: writes the weights of the trained reader as they are shipped.

WORK holds `reader.pt`, as `train` leaves it. Writes `reader.onnx`, its matrices in int8 (dynamic quantization of
onnxruntime), to `qa/reader/weights`; `judge` adds `reader.json`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from qa.reader.reader import WEIGHTS
from qa.reader.training.network import Network


def main() -> None:
    """Reads the arguments and exports."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.training.export", description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    options.weights.mkdir(parents=True, exist_ok=True)
    network = Network().eval()
    network.load_state_dict(torch.load(options.work / "reader.pt", map_location="cpu"))
    write(network, options.weights / "reader.onnx")


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
