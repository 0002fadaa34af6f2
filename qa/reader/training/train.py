"""python -m qa.reader.training.train DATA WORK: trains the reader; stop it at any moment, and run it again to go on.

DATA is the folder that README.md beside this file describes. WORK takes the checkpoint, the log and, in the end,
`reader.pt`. On two cores an epoch takes about forty minutes, on a GPU two or three.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import time
from collections.abc import Sequence
from math import ceil
from pathlib import Path

import torch
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from ingest.encoder import multiplies_bfloat16
from ingest.tokens import WordPiece, embedded_model
from qa.reader.reader import best_span
from qa.reader.training.batches import BATCH, Read, batches, prepared
from qa.reader.training.floats import floats
from qa.reader.training.mixture import Mixture
from qa.reader.training.network import Network, batch
from qa.reader.windows import Windows

RATE, WARM_UP, DECAY = 1e-4, 0.06, 0.01
"""The highest learning rate, the share of steps in which it is reached, and the weight decay."""

AVERAGE = 0.995
"""How much of the averaged weights each step keeps: the last two hundred steps count."""

SAVE, LOG = 100, 400
"""Steps between two checkpoints, and between two looks at SAMPLE held-out groups of each kind."""

SAMPLE = 200


def loss(network: Network, groups: Sequence[Read], device: str) -> torch.Tensor:
    """How far the network is from the right span of every group, and from knowing which windows answer.

    Starts and ends are normalised over all windows of a group and over "none of them", whose logit is 0, so that
    scores compare between passages (Clark and Gardner 2018, https://arxiv.org/abs/1710.10723).
    """
    windows = [window for group in groups for window in group.windows]
    spans, answers = network.read(batch(windows).to(device))
    total = spans + answers[:, None, None]
    labels = torch.zeros(len(windows), device=device)
    weights = torch.tensor([weight for group in groups for weight in group.weights], device=device)
    parts = []
    first = 0
    for group in groups:
        last = first + len(group.windows)
        every = torch.logsumexp(total[first:last].flatten(0, 1), dim=0)  # (start, end)
        norm = torch.logaddexp(every, torch.zeros_like(every))
        if group.answer:
            window, start, end = group.answer
            labels[first + window] = 1
            norm = norm - torch.stack([total[first + window, start, 0], total[first + window, end, 1]])
        parts.append(norm.mean() * weights[first:last].mean())
        first = last
    return torch.stack(parts).mean() + functional.binary_cross_entropy_with_logits(answers, labels, weights)


@torch.no_grad()
def evaluated(network: Network, groups: Sequence[Read], device: str) -> dict[str, float]:
    """On held-out groups: exact spans, F1 of their tokens, and how well windows that answer are told apart (AUROC)."""
    exact, overlap, known, right = [], [], [], []
    for at in range(0, len(groups), BATCH // 2):
        part = groups[at : at + BATCH // 2]
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda" or multiplies_bfloat16()):
            spans, answers = network.read(batch([window for group in part for window in group.windows]).to(device))
        first = 0
        for group in part:
            for number in range(len(group.windows)):
                row = first + number
                known.append(float(answers[row]))
                right.append(bool(group.answer and group.answer[0] == number))
                if group.answer and group.answer[0] == number:
                    _, start, end = group.answer
                    found_start, found_end = best_span(spans[row].cpu().numpy())
                    exact.append((found_start, found_end) == (start, end))
                    shared = max(0, min(found_end, end) - max(found_start, start) + 1)
                    overlap.append(2 * shared / (found_end - found_start + end - start + 2))
            first += len(group.windows)
    positive = [score for score, label in zip(known, right, strict=True) if label]
    negative = sorted(score for score, label in zip(known, right, strict=True) if not label)
    below = torch.searchsorted(torch.tensor(negative), torch.tensor(positive)).float().mean() / len(negative)
    return {"exact": sum(exact) / len(exact), "f1": sum(overlap) / len(overlap), "auroc": float(below)}


class Training:
    """A run that goes on where its checkpoint in `work` left it."""

    def __init__(self, mixture: Mixture, work: Path, epochs: float, seed: int, start: Path | None = None) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(seed)
        self._work, self._epochs, self._seed, self._mixture = work, epochs, seed, mixture
        self._windows = Windows(WordPiece(embedded_model() / "tokenizer.json"))
        self.network = Network("eager" if multiplies_bfloat16() else "sdpa").to(self.device)
        if start:
            self.network.load_state_dict(started(start))
        averaging = get_ema_multi_avg_fn(AVERAGE)  # type: ignore[no-untyped-call] # torch does not annotate it
        self.average = AveragedModel(self.network, multi_avg_fn=averaging)
        self._optimizer = torch.optim.AdamW(
            [weight for weight in self.network.parameters() if weight.requires_grad], lr=RATE, weight_decay=DECAY
        )
        self.development = {name: prepared(groups, self._windows) for name, groups in mixture.development().items()}
        self.epoch, self.step = 0, 0
        self._checkpoint = work / "checkpoint.pt"
        if self._checkpoint.exists():
            self._resume()

    def run(self) -> None:
        """Trains to the end, saves now and then, and logs what the held-out questions say."""
        with Progress(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()) as progress:
            while self.epoch < self._epochs:
                groups = prepared(self._mixture.groups(self._seed * 1000 + self.epoch), self._windows)
                steps = batches(groups, self._seed * 1000 + self.epoch)
                last = min(len(steps), ceil(len(steps) * (self._epochs - self.epoch)))
                task = progress.add_task(f"epoch {self.epoch + 1}", total=last, completed=self.step)
                for groups_of_step in steps[self.step : last]:
                    self._train(groups_of_step, (self.epoch + self.step / len(steps)) / self._epochs)
                    self.step += 1
                    progress.advance(task)
                    if self.step % SAVE == 0:
                        self._save()
                    if self.step % LOG == 0:
                        progress.print(self._log(SAMPLE))
                self.epoch, self.step = self.epoch + 1, 0
                self._save()
                progress.print(self._log(None))
        torch.save(self.average.module.state_dict(), self._work / "reader.pt")

    def _train(self, groups: Sequence[Read], done: float) -> None:
        rate = RATE * min(done / WARM_UP, (1 - done) / (1 - WARM_UP)) if done else RATE / 100
        for part in self._optimizer.param_groups:
            part["lr"] = rate
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda" or multiplies_bfloat16()):
            value = loss(self.network, groups, self.device)
        self._optimizer.zero_grad()
        value.backward()  # type: ignore[no-untyped-call] # torch does not annotate it
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self.average.update_parameters(self.network)

    def _log(self, most: int | None) -> str:
        network = self.average.module
        assert isinstance(network, Network)
        found = {name: evaluated(network, groups[:most], self.device) for name, groups in self.development.items()}
        line = json.dumps({"epoch": self.epoch, "step": self.step, "time": round(time.time()), **found})
        with (self._work / "log.jsonl").open("a") as log:
            log.write(line + "\n")
        return line

    def _save(self) -> None:
        state = {
            "epoch": self.epoch, "step": self.step, "network": self.network.state_dict(),
            "average": self.average.state_dict(), "optimizer": self._optimizer.state_dict(),
        }  # fmt: skip
        torch.save(state, self._checkpoint.with_suffix(".new"))
        self._checkpoint.with_suffix(".new").replace(self._checkpoint)

    def _resume(self) -> None:
        state = torch.load(self._checkpoint, map_location=self.device)
        self.epoch, self.step = state["epoch"], state["step"]
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self._optimizer.load_state_dict(state["optimizer"])


def started(file: Path) -> dict[str, torch.Tensor]:
    """The weights to go on from: the `reader.pt` of an earlier run, or a `reader.onnx` as it is shipped."""
    if file.suffix == ".onnx":
        return floats(file).state_dict()
    state: dict[str, torch.Tensor] = torch.load(file, map_location="cpu")
    return state


def keep_memory() -> None:
    """Has glibc keep what it allocated: fresh pages for every large tensor cost two fifths of a step."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        for option, value in ((-4, 0), (-1, 2**31 - 1), (-2, 2**29)):  # M_MMAP_MAX, M_TRIM_THRESHOLD, M_TOP_PAD
            libc.mallopt(option, value)


def main() -> None:
    """Reads the arguments and trains."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.training.train", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--epochs", type=float, default=1.6, help="passes over the data; the last may be a part of one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="a reader.pt or reader.onnx whose weights to go on from")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    keep_memory()
    Training(Mixture(options.data), options.work, options.epochs, options.seed, options.start).run()


if __name__ == "__main__":
    main()
