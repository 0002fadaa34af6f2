"""Dates of a news text, by the day on which it was published."""

from __future__ import annotations

from datetime import date

import pytest

from qa.dates import resolved

FRIDAY = date(2022, 8, 19)


@pytest.mark.parametrize(
    ("short", "sentence", "meant"),
    [
        pytest.param("late July", "It was fined in late July.", "late July 2022", id="month"),
        pytest.param("December", "The rules were passed in December.", "December 2021", id="month of the year before"),
        pytest.param("December", "The rules will hold from December.", "December 2022", id="month to come"),
        pytest.param("February", "They will meet in February.", "February 2023", id="month of the next year"),
        pytest.param("July 21", "It said so on July 21.", "July 21 2022", id="day"),
        pytest.param("21 July", "It said so on 21 July.", "21 July 2022", id="day before the month"),
        pytest.param("on Tuesday", "It said so on Tuesday.", "16 August 2022", id="weekday"),
        pytest.param("Friday", "It said so on Friday.", "19 August 2022", id="the day itself"),
        pytest.param("Monday", "They will meet on Monday.", "22 August 2022", id="weekday to come"),
        pytest.param("yesterday", "It said so yesterday.", "18 August 2022", id="yesterday"),
        pytest.param("last year", "It listed last year.", "2021", id="last year"),
        pytest.param("July 2021", "It listed in July 2021.", None, id="nothing to resolve"),
        pytest.param("16", "It broke 16 rules.", None, id="no date"),
    ],
)
def test_a_date_is_meant_by_the_day_of_the_article(short: str, sentence: str, meant: str | None) -> None:
    assert resolved(short, sentence, FRIDAY) == meant
