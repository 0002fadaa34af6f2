"""Dates as news print them."""

from __future__ import annotations

from datetime import datetime

import pytest

from ingest.read.dates import find, parse

LATE = datetime(2022, 8, 19, 23, 22)
DAY = datetime(2022, 8, 19)


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2022-08-19", DAY),
        ("2022/8/19", DAY),
        ("2022-08-19T23:22:00Z", LATE),
        ("2022-08-19 23:22:00.000+08:00", LATE),
        ("2022-08-19T23:22+0800", LATE),
        ("Aug 19, 2022 11:22 PM", LATE),
        ("Aug. 19, 2022, 11:22 p.m. ET", LATE),
        ("Published on August 19, 2022"[13:], DAY),
        ("Friday, August 19th, 2022 at 11:22 PM EDT", LATE),
        ("19 August 2022", DAY),
        ("19 Aug 2022 23:22 GMT", LATE),
        ("Fri, 19 Aug 2022 23:22:00 +0000", LATE),
        ("11:22 PM EDT, Fri August 19, 2022", LATE),
        ("Sept. 3, 2022", datetime(2022, 9, 3)),
        ("May 5, 2022 12 a.m.", datetime(2022, 5, 5)),
        ("May 5, 2022 12:30 pm", datetime(2022, 5, 5, 12, 30)),
        ("2022年8月19日", DAY),
    ],
)
def test_a_date_is_read(printed: str, date: datetime) -> None:
    assert parse(printed) == date


@pytest.mark.parametrize(
    "printed",
    [
        "2022",
        "May",
        "May 2022",
        "Aug 19",
        "2022-08",
        "soon",
        "yesterday",
        "",
        "8/9/2022",
        "08/19/22",
        "2022-13-01",
        "2022-02-30",
        "2022-08-19 25:00",
        "Aug 19, 2022 13:00 PM",
        "1899-12-31",
        "2101-01-01",
        "20220819",
        "1660953720",
        "2022-08-19 and more",
        "Augusta 19, 2022",
    ],
)
def test_what_is_not_certain_is_no_date(printed: str) -> None:
    with pytest.raises(ValueError, match=r"is no date|is not between"):
        parse(printed)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: Aug 19, 2022 11:22 PM", LATE),
        ("date 2022-08-19 © VCG", DAY),
        ("Updated 11:22 PM EDT, Fri August 19, 2022", LATE),
        ("Posted at 9 on 2022-13-13, or 2022-08-19", DAY),
        ("Updated 9:05 p.m.", None),
        ("Room 12022-08-19123", None),
    ],
)
def test_a_date_is_found_in_a_line(line: str, date: datetime | None) -> None:
    assert find(line) == date
