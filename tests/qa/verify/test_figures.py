"""Amounts by their value, dates by what they mean."""

from __future__ import annotations

from datetime import date

import pytest

from qa.verify.amounts import amounts
from qa.verify.moments import moments


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("8.026 billion yuan", "8,026 million yuan", True, id="magnitudes"),
        pytest.param("8.026 billion yuan", "8.026 million yuan", False, id="other magnitude"),
        pytest.param("8.026 billion yuan", "RMB 8.026bn", True, id="code before"),
        pytest.param("US$1.2 billion", "1,200 million dollars", True, id="sign and word"),
        pytest.param("$1.2 billion", "€1.2 billion", False, id="currencies"),
        pytest.param("177", "one hundred and seventy-seven", True, id="words"),
        pytest.param("5 percent", "5%", True, id="percent"),
        pytest.param("5 percent", "5", False, id="percent and count"),
        pytest.param("more than one year", "over 1 year", True, id="bounds in other words"),
        pytest.param("more than one year", "one year", False, id="bound left out"),
        pytest.param("16 months", "16", False, id="unit of time"),
        pytest.param("100 euros a day", "100 euros per month", False, id="rate"),
        pytest.param("the third", "3rd", True, id="ordinals"),
    ],
)
def test_amounts_are_equal_by_value_and_unit(one: str, other: str, same: bool) -> None:
    (first,), (second,) = amounts(one), amounts(other)
    assert first.equals(second) is same


@pytest.mark.parametrize("text", ["no one", "a single one of them", "version 1.2.3"])
def test_what_is_no_amount(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("source", "claim", "borne"),
    [
        pytest.param("on Tuesday", "on 6 July 2021", True, id="weekday"),
        pytest.param("on Tuesday", "Tuesday, July 6", True, id="weekday and day"),
        pytest.param("on Tuesday", "on 7 July 2021", False, id="another day"),
        pytest.param("on Tuesday", "in July 2021", True, id="less exact"),
        pytest.param("in late June", "in June 2021", True, id="year of publication"),
        pytest.param("in late June", "on 21 June 2021", False, id="more exact"),
        pytest.param("in late June", "in early June", False, id="another part"),
        pytest.param("the first half of 2020", "H1 2020", True, id="half"),
        pytest.param("the first half of 2020", "between January and June 2020", True, id="half in months"),
        pytest.param("the first half of 2020", "the second half of 2020", False, id="other half"),
        pytest.param("yesterday", "on 6 July 2021", True, id="yesterday"),
    ],
)
def test_a_date_bears_what_says_no_more(source: str, claim: str, borne: bool) -> None:
    (theirs,), (ours,) = moments(source, date(2021, 7, 7)), moments(claim)
    assert theirs.bears(ours) is borne
