"""Weights that make what was right likely, and the probability from which on enough is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

PENALTY = 1e-4
"""Of the squares of the weights: nothing grows without bound where a set is told apart perfectly."""

NEVER = -1e3
"""The score of what cannot be."""


def conditional(rows: Sequence[Tensor], right: Sequence[Tensor], counts: Tensor) -> Tensor:
    """The weights of the features, and of the bias last, under which the sentences that answer are likeliest.

    `rows` has a table (sentences, features) for each question, `right` which of them answer. "None answers" has weight
    0; where a question has no answer it is the right one.
    """
    table, labels = torch.cat(list(rows)), torch.cat(list(right))
    owner = torch.repeat_interleave(torch.arange(len(rows)), torch.tensor([len(each) for each in rows]))
    answered = torch.stack([each.any() for each in right])

    def total(scores: Tensor, none: Tensor) -> Tensor:
        """For each question the logarithm of the summed exponentials of its scores and of `none`."""
        most = none.clamp(min=0).scatter_reduce(0, owner, scores, "amax").detach()
        return most + torch.log(torch.exp(none - most).index_add(0, owner, torch.exp(scores - most[owner])))

    def value(weights: Tensor) -> Tensor:
        scores = table @ weights[:-1] + weights[-1]
        zero = torch.zeros(len(rows), dtype=torch.double)
        among = total(scores.masked_fill(~labels, NEVER), zero.masked_fill(answered, NEVER))
        return (counts * (total(scores, zero) - among)).sum() + PENALTY * weights.square().sum()

    return least(value, rows[0].shape[1] + 1)


def logistic(rows: Tensor, right: Tensor, counts: Tensor) -> Tensor:
    """The weights of the columns, and of the bias last, whose sigmoid is the share that is right (Platt 1999).

    `rows` of shape (questions, columns).
    """
    return least(
        lambda weights: torch.nn.functional.binary_cross_entropy_with_logits(
            rows @ weights[:-1] + weights[-1], right.double(), counts, reduction="sum"
        ),
        rows.shape[1] + 1,
    )


def least(value: Callable[[Tensor], Tensor], size: int) -> Tensor:
    """Where a smooth function of `size` numbers is least, by L-BFGS from zero."""
    found = torch.zeros(size, dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([found], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        result = value(found)
        result.backward()  # type: ignore[no-untyped-call] # torch does not annotate it
        return result

    optimizer.step(closure)  # type: ignore[no-untyped-call] # torch does not annotate it
    return found.detach()


def threshold(chances: Tensor, right: Tensor, counts: Tensor, share: float) -> float:
    """The lowest probability from which on that share of the answers, in hundredths, is right; 1 if there is none."""
    order = torch.argsort(-chances)
    shares = torch.cumsum((right * counts)[order], 0) / torch.cumsum(counts[order], 0)
    good = torch.nonzero((shares.round(decimals=2) >= share) & (counts[order] > 0))
    return float(chances[order][good[-1]]) if len(good) else 1.0
