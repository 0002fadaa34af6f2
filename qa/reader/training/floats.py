"""The shipped weights as a network that can be trained further: the way back from what `export` writes."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import GraphProto, NodeProto, numpy_helper

from qa.reader.training.network import Network


def floats(file: Path) -> Network:
    """The network whose weights `export` wrote to a file, each as its int8 value times its scale.

    ValueError where the file lacks a weight of the network; the word vectors are the embedded model's.
    """
    weights = _Weights(onnx.load(file).graph)
    network = Network()
    state = network.state_dict()
    for name, known in state.items():
        if not name.endswith("word_embeddings.weight"):
            found = weights.of(name)
            if found is None or found.shape != known.shape:
                raise ValueError(f"{file} has no weight {name} of shape {tuple(known.shape)}")
            state[name] = torch.tensor(found)
    network.load_state_dict(state)
    return network


class _Weights:
    """The weights in a graph, by the names that the network has for them."""

    def __init__(self, graph: GraphProto) -> None:
        self._values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        # one tensor under several names is stored once
        self._same = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Identity"}
        self._matrices = {_module(node): node.input[1] for node in graph.node if node.op_type.startswith("MatMul")}

    def of(self, name: str) -> np.ndarray | None:
        """The weight of that name, None where there is none; matrices stand in the graph the other way round."""
        module, _, kind = name.rpartition(".")
        for inner in (module, f"{module}.linear"):  # a smoothed layer is called so
            matrix = self._matrices.get(inner) if kind == "weight" else None
            found = self._value(matrix or f"{inner}.{kind}")
            if found is None:
                continue
            if matrix is None:
                return found
            inverse = self._value(f"{module}.inverse")
            return found.T if inverse is None else found.T * inverse
        return None

    def _value(self, name: str) -> np.ndarray | None:
        while name not in self._values and name in self._same:
            name = self._same[name]
        name = name.removesuffix("_quantized")
        if f"{name}_quantized" in self._values:
            whole, zero, scale = (self._values[f"{name}_{part}"] for part in ("quantized", "zero_point", "scale"))
            return np.asarray((whole.astype(np.float32) - zero.astype(np.float32)) * scale)
        return self._values.get(name)


def _module(node: NodeProto) -> str:
    """The module whose matrix product it is: "/bert/encoder/layer.0/output/dense/MatMul_quant" is of that layer."""
    return re.sub(r"/[^/]*MatMul[^/]*$", "", node.name).strip("/").replace("/", ".")
