"""python -m qa.reader.training.average WORK FILE FILE...: averages the weights of several runs from one start.

Each FILE is the `reader.pt` of a run; writes WORK/reader.pt for `export`. Runs that went on from the same weights and
differ by their seed lie in one basin, and their mean is as good as the best of them or better, at the cost of one
(Wortsman et al. 2022, "Model soups", https://arxiv.org/abs/2203.05482).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def average(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each tensor; ValueError where the states are not of the same network."""
    if len({tuple(state) for state in states}) != 1:
        raise ValueError("the weights to be averaged are not of the same network")
    mean = {name: torch.stack([state[name].double() for state in states]).mean(0) for name in states[0]}
    return {name: value.to(states[0][name].dtype) for name, value in mean.items()}


def main() -> None:
    """Reads the arguments, averages and writes."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.training.average", description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    states = [torch.load(file, map_location="cpu") for file in options.files]
    torch.save(average(states), options.work / "reader.pt")


if __name__ == "__main__":
    main()
