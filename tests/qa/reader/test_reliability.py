"""Confidence against what was right, by hand-counted examples."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from qa.reader.training.reliability import Bin, bins, drawing, error

JUDGED = [(0.91, True), (0.93, True), (0.95, False), (1.0, True), (0.12, False)]


def test_answers_of_like_confidence_are_counted_together() -> None:
    low, high = bins(JUDGED)
    assert (low.said, low.right, low.count) == (0.12, 0.0, 1)
    assert high.said == pytest.approx(0.9475)
    assert (high.right, high.count) == (0.75, 4)


def test_the_error_is_the_mean_distance() -> None:
    assert error(bins(JUDGED)) == pytest.approx((0.12 + 4 * 0.1975) / 5)
    assert error([]) == 0


def test_the_drawing_is_sound_and_has_a_dot_for_each() -> None:
    root = ElementTree.fromstring(drawing([Bin(0.5, 0.4, 3), Bin(0.9, 1.0, 9)], "News"))
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 2
