"""How the confidence is fitted: on made-up tables whose answer is known."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow  # imports torch


def test_the_feature_that_marks_the_answer_gets_the_weight() -> None:
    import torch

    from qa.reader.training.fit import conditional

    telling = torch.tensor([[1.0, 0.3], [0.0, 0.9], [0.0, 0.1]], dtype=torch.double)
    nothing = torch.tensor([[0.0, 0.8], [0.0, 0.2]], dtype=torch.double)
    rows = [telling, telling.flip(0), nothing]
    right = [torch.tensor([True, False, False]), torch.tensor([False, False, True]), torch.tensor([False, False])]
    weights = conditional(rows, right, torch.full((3,), 1 / 3, dtype=torch.double))
    assert weights[0] > 5 * abs(weights[1])
    assert weights[2] < 0  # what has no mark does not answer


def test_the_logistic_says_the_share_that_is_right() -> None:
    import torch

    from qa.reader.training.fit import logistic

    scores = torch.tensor([-1.0] * 10 + [1.0] * 10, dtype=torch.double)
    right = torch.tensor([True] * 2 + [False] * 8 + [True] * 9 + [False])
    scale, shift = logistic(scores[:, None], right, torch.full((20,), 1 / 20, dtype=torch.double))
    assert float(torch.sigmoid(-scale + shift)) == pytest.approx(0.2, abs=0.01)
    assert float(torch.sigmoid(scale + shift)) == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        pytest.param(1.0, 0.9, id="all right"),
        pytest.param(0.75, 0.5, id="three of four right"),
        pytest.param(0.7, 0.5, id="the lowest from which on it holds"),
    ],
)
def test_the_threshold_is_the_lowest_from_which_on_the_share_is_right(share: float, expected: float) -> None:
    import torch

    from qa.reader.training.fit import threshold

    chances = torch.tensor([0.5, 0.9, 0.7, 0.6, 0.1], dtype=torch.double)
    right = torch.tensor([True, True, False, True, False])
    assert threshold(chances, right, torch.full((5,), 0.2, dtype=torch.double), share) == expected
    assert threshold(chances, ~right, torch.full((5,), 0.2, dtype=torch.double), 1.0) == 1.0
