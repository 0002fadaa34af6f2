"""Rounding as the shipped weights have it, done in training already, so that the reader learns to live with it.

Jacob et al. 2018, https://arxiv.org/abs/1712.05877: forwards rounded, backwards as if nothing had been.
"""

from __future__ import annotations

from types import MethodType

import torch
from torch import Tensor, nn
from torch.nn import functional


def round_matrices(network: nn.Module) -> None:
    """From now on all matrices of the network, and what they are multiplied with, are rounded."""
    for module in network.modules():
        if isinstance(module, nn.Linear):
            module.forward = MethodType(_rounded_product, module)  # type: ignore[method-assign]


def _rounded_product(module: nn.Linear, values: Tensor) -> Tensor:
    return functional.linear(rounded_values(values), rounded_rows(module.weight), module.bias)


def rounded_rows(matrix: Tensor) -> Tensor:
    """A matrix (out, in), each row in steps of a 127th of its greatest value, as int8 by channel holds it."""
    with torch.no_grad():
        step = (matrix.abs().amax(dim=1, keepdim=True) / 127).clamp_min(1e-12)
        change = (matrix / step).round() * step - matrix
    return matrix + change


def rounded_values(values: Tensor) -> Tensor:
    """Values in 256 steps from the least to the greatest of them, 0 being one."""
    with torch.no_grad():
        least, most = (edge.float() for edge in torch.aminmax(values))
        step = ((most.clamp_min(0) - least.clamp_max(0)) / 255).clamp_min(1e-12)
        steps = values.to(torch.float32, copy=True).div_(step).round_()  # in place: a step of training is half as long
        change = steps.mul_(step).to(values.dtype).sub_(values)
    return values + change
