"""Rounding in training: as int8 does it, and invisible to the gradient."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow  # imports torch


@pytest.mark.parametrize("kind", ["float32", "bfloat16"])
def test_values_are_rounded_to_256_steps_and_stay_as_they_were_given(kind: str) -> None:
    import torch

    from qa.reader.training.rounding import rounded_values

    values = torch.linspace(-1, 3, 999, dtype=getattr(torch, kind), requires_grad=True)
    before = values.detach().clone()
    found = rounded_values(values)
    assert torch.equal(values, before)
    assert len(found.detach().float().mul(255 / 4).round().unique()) <= 257
    assert float((found - values).detach().abs().max()) <= (2.1 if kind == "float32" else 20) / 255
    found.sum().backward()  # type: ignore[no-untyped-call] # torch does not annotate it
    assert values.grad is not None
    assert torch.equal(values.grad, torch.ones_like(values))


def test_rows_of_a_matrix_are_rounded_each_by_its_greatest_value() -> None:
    import torch

    from qa.reader.training.rounding import rounded_rows

    matrix = torch.tensor([[0.0, 127.0, 0.4], [0.0, 1.27, 0.004]])
    assert torch.allclose(rounded_rows(matrix), torch.tensor([[0.0, 127.0, 0.0], [0.0, 1.27, 0.0]]))


def test_a_network_multiplies_rounded_matrices_and_a_copy_its_own() -> None:
    from copy import deepcopy

    import torch

    from qa.reader.training.rounding import round_matrices

    network = torch.nn.Sequential(torch.nn.Linear(3, 1, bias=False))
    round_matrices(network)
    with torch.no_grad():
        network[0].weight.copy_(torch.tensor([[127.0, 0.4, -127.0]]))  # type: ignore[operator]
    assert float(network(torch.tensor([[0.0, 255.0, 0.0]]))) == 0
    copied = deepcopy(network)
    with torch.no_grad():
        network[0].weight.zero_()  # type: ignore[operator]
    assert float(copied(torch.tensor([[255.0, 0.0, 0.0]]))) == pytest.approx(255 * 127)
