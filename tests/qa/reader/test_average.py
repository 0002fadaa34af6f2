"""The mean of the weights of several runs."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow  # imports torch


def test_each_tensor_is_the_mean() -> None:
    import torch

    from qa.reader.training.average import average

    mean = average([{"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 6.0])}])
    assert mean["a"].tolist() == [2.0, 4.0]
    assert mean["a"].dtype == torch.float32


def test_weights_of_other_networks_are_refused() -> None:
    import torch

    from qa.reader.training.average import average

    with pytest.raises(ValueError, match="not of the same network"):
        average([{"a": torch.zeros(1)}, {"b": torch.zeros(1)}])
