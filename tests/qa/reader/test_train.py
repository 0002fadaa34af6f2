"""Training: answers become tokens, every group is trained on once, and the loss knows right from wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ingest.tokens import WordPiece, embedded_model
from qa.reader.training.examples import Example, Passage
from qa.reader.windows import Windows

pytestmark = pytest.mark.slow  # imports torch

TEXT = "The regulator fined Didi 8.026 billion yuan in July. Cheng Wei was fined as well."
WINDOWS = Windows(WordPiece(embedded_model() / "tokenizer.json"))


def example(answer: str | None, text: str = TEXT) -> Example:
    at = text.index(answer) if answer else 0
    return Example("Who was fined?", Passage(text, "Didi", "d"), (at, at + len(answer)) if answer else None)


def test_the_tokens_of_an_answer_stand_for_its_characters() -> None:
    from qa.reader.training.batches import prepared

    (read,) = prepared([(example(None), example("Cheng Wei"))], WINDOWS)
    assert read.answer is not None
    window, first, last = read.answer
    offsets = read.windows[window].offsets
    start, end = offsets[first - read.windows[window].first][0], offsets[last - read.windows[window].first][1]
    assert (window, TEXT[start:end]) == (1, "Cheng Wei")


def test_an_answer_that_the_window_cuts_off_is_not_trained_on() -> None:
    from qa.reader.training.batches import prepared

    long = "word " * 300 + "Cheng Wei."
    assert (
        prepared([(example("Cheng Wei", long),), (example("Cheng Wei"),)], WINDOWS)[0].windows[0].offsets[-1][1] < 100
    )
    assert len(prepared([(example("Cheng Wei", long),)], WINDOWS)) == 0


def test_every_group_is_in_one_batch() -> None:
    from qa.reader.training.batches import BATCH, batches, prepared

    chance = random.Random(1)
    groups = prepared([(example("Cheng Wei"), *[example(None)] * chance.randrange(3)) for _ in range(200)], WINDOWS)
    found = batches(groups, 1)
    assert sorted(id(group) for part in found for group in part) == sorted(map(id, groups))
    assert max(sum(len(group.windows) for group in part) for part in found) <= BATCH


def test_the_loss_falls_to_nothing_where_the_network_is_sure_and_right() -> None:
    import torch

    from qa.reader.training.batches import Read, prepared
    from qa.reader.training.network import Batch, Network
    from qa.reader.training.train import loss

    class Sure(Network):
        """Knows the answer to the only question."""

        def __init__(self, read: Read, sure: float) -> None:
            torch.nn.Module.__init__(self)
            self.known, self.sure = read, sure

        def read(self, given: Batch) -> tuple[torch.Tensor, torch.Tensor]:
            assert self.known.answer
            window, first, last = self.known.answer
            spans = torch.zeros(*given.ids.shape, 2)
            spans[window, first, 0] = spans[window, last, 1] = self.sure
            answers = torch.full((len(given.ids),), -self.sure)
            answers[window] = self.sure
            return spans.masked_fill(~given.inside.unsqueeze(-1), float("-inf")), answers

    groups = prepared([(example(None, "Nothing was said."), example("Cheng Wei"))], WINDOWS)
    assert float(loss(Sure(groups[0], 20.0), groups, "cpu")) == pytest.approx(0, abs=1e-6)
    assert float(loss(Sure(groups[0], 0.0), groups, "cpu")) > 1
    assert float(loss(Sure(groups[0], -20.0), groups, "cpu")) > 10


def test_the_shipped_weights_become_floats_that_read_alike() -> None:
    import torch

    from qa.reader.reader import WEIGHTS, Reader, best_span
    from qa.reader.training.floats import floats
    from qa.reader.training.network import batch

    (window,) = WINDOWS.of("Who was fined as well?", ["Didi"], [TEXT])
    with torch.no_grad():
        spans, odds = floats(WEIGHTS / "reader.onnx").eval().read(batch([window]))
    shipped, shipped_odds = Reader().logits(window)
    assert best_span(spans[0, window.first : len(window.ids) - 1].numpy()) == best_span(shipped)
    assert float(odds[0]) == pytest.approx(shipped_odds, abs=0.7)


def test_a_file_without_the_weights_is_named(tmp_path: Path) -> None:
    import onnx
    from onnx import helper

    from qa.reader.training.floats import floats

    file = tmp_path / "empty.onnx"
    onnx.save(helper.make_model(helper.make_graph([], "empty", [], [])), file)
    with pytest.raises(ValueError, match=r"empty\.onnx has no weight"):
        floats(file)


def test_smoothing_makes_columns_alike_and_changes_no_result() -> None:
    import torch
    from torch import nn

    from qa.reader.training.export import Smoothed, smoothed
    from qa.reader.training.network import Network, batch

    def uneven(network: Network) -> float:
        """How much larger the largest column is of what reaches the matrices than the middle one, at most."""
        ratios = []

        def note(_: nn.Module, given: tuple[torch.Tensor, ...], __: torch.Tensor) -> None:
            most = given[0].abs().flatten(0, -2).amax(0)
            ratios.append(float(most.max() / most.median()))

        watched = [
            one.register_forward_hook(note)
            for name, one in network.bert.encoder.named_modules()
            if isinstance(one, nn.Linear) and "attention.output" not in name
        ]
        network.read(window)
        for watch in watched:
            watch.remove()
        return max(ratios)

    torch.manual_seed(1)
    network = Network().eval()
    window = batch(WINDOWS.of("Who was fined?", ["Didi"], [TEXT]))
    with torch.no_grad():
        spans, answers = network.read(window)
        before = uneven(network)
        same_spans, same_answers = smoothed(network, [(example("Cheng Wei"),)]).read(window)
        assert sum(isinstance(one, Smoothed) for one in network.modules()) == 36
        assert uneven(network) < before / 2
    inside = window.inside[0]
    assert torch.allclose(spans[0][inside], same_spans[0][inside], atol=1e-3)
    assert torch.allclose(answers, same_answers, atol=1e-3)
