"""What a raw text says of itself, and what of it is no body."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Article
from ingest.read.clean import clean
from ingest.read.furniture import dateline, is_furniture, section
from ingest.read.head import Head
from ingest.read.layout import article
from tests.ingest.read.pages import asides

BODY = "China's regulator fined Didi 8.026 billion yuan ($1.2 billion) in late July, ending a probe of a year."
MORE = "The company accepted the fine and said that it would mend its ways."


def read(text: str, head: Head | None = None) -> Article:
    return article("a", text, head or Head())


class TestHead:
    def test_everything_is_found(self) -> None:
        head = ["Home > World > Asia", "Didi fined 8 billion yuan", "By Jane Doe", "19 August 2022", "Source: Xinhua"]
        found = read("\n".join(head) + f"\n\n{BODY}\n\n{MORE}")
        assert (found.title, found.section, found.source) == ("Didi fined 8 billion yuan", "Asia", "Xinhua")
        assert found.published == datetime(2022, 8, 19)
        assert asides(found) == head

    def test_what_is_given_wins(self) -> None:
        given = Head("Fine for Didi", datetime(2022, 7, 21), "Example", "Business", "https://www.cnn.com/a")
        found = read(f"SOURCE / ECONOMY\nFine for Didi\nPublished: Aug 19, 2022\nSource: Xinhua\n\n(CNN) {BODY}", given)
        assert (found.title, found.source, found.section) == ("Fine for Didi", "Example", "Business")
        assert found.published == datetime(2022, 7, 21)
        assert found.text[found.aside[-1].end :] == BODY

    @pytest.mark.parametrize(
        ("given", "source"),
        [
            pytest.param(Head(source="Example", url="https://www.cnn.com/a"), "Example", id="given"),
            pytest.param(Head(url="https://www.cnn.com/a"), "cnn.com", id="the host of the address"),
            pytest.param(Head(url="http://["), "Reuters", id="the agency of the dateline, for want of an address"),
            pytest.param(Head(), "Reuters", id="the agency of the dateline"),
        ],
    )
    def test_the_source(self, given: Head, source: str) -> None:
        assert read(f"BEIJING (Reuters) - {BODY}", given).source == source

    def test_a_publisher_that_only_the_body_names_is_not_the_source(self) -> None:
        assert read(f"{BODY}\n\nHe told the Global Times on Friday.").source == ""

    def test_of_a_title_that_was_cut_short_the_whole_line_is_aside(self) -> None:
        found = read(f"Didi is fined 8 billion yuan by the regulator\n\n{BODY}", Head("Didi is fined 8 billion ..."))
        assert asides(found) == ["Didi is fined 8 billion yuan by the regulator"]

    @pytest.mark.parametrize("byline", ["By Jane Doe", "Associated Press", "From staff and wire reports"])
    def test_a_byline_is_no_headline(self, byline: str) -> None:
        found = read(f"{byline}\n\n{BODY}")
        assert (found.title, asides(found)) == (BODY, [byline])

    def test_bare_names_are_a_byline_only_below_a_headline(self) -> None:
        assert asides(read(f"Jane Doe and Li Wei\n\n{BODY}", Head("Didi fined"))) == ["Jane Doe and Li Wei"]
        assert read(f"Jane Doe and Li Wei\n\n{BODY}").title == "Jane Doe and Li Wei"

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            pytest.param(f"Didi fined\n\n{BODY}", "Didi fined", id="a line with an empty one below"),
            pytest.param(f"Didi fined\n{BODY}", "Didi fined", id="a line above a paragraph in one line"),
            pytest.param(f"{BODY} {MORE}", BODY, id="the first sentence"),
            pytest.param(
                "The regulator of the U.S. fined Didi on Friday morning, and\nthe company said in the evening that it"
                " would pay. It then paid\nall of it in December, and later it would pay\nyet again.",
                "The regulator of the U.S. fined Didi on Friday morning, and the company said in the evening that it"
                " would pay.",
                id="the first sentence of lines broken at a width",
            ),
            pytest.param("(CNN) " + BODY, BODY, id="the first sentence without its dateline"),
            pytest.param(
                "word " * 60 + "end.", ("word " * 24).strip() + "…", id="a long first sentence is cut between words"
            ),
            pytest.param("Only words", "Only words", id="one line"),
            pytest.param("Didi fined\n\n* * *", "Didi fined", id="a line and a rule"),
        ],
    )
    def test_the_title(self, text: str, title: str) -> None:
        assert read(text).title == title


class TestBody:
    @pytest.mark.parametrize(
        "line",
        [
            "Concept photo of internet finance Illustration: VCG",
            "Photo: Xinhua",
            "File photo",
            "A visitor tests the headset. Stanislav Kogiku/SOPA Images/LightRocket/Getty Images",
            "Pump prices in Sacramento on Friday. (AP Photo/Rich Pedroncelli)",
            "The plenary hall in Beijing (Getty Images)",
            "Craig Ruttle/AP",
            "© 2022 VCG",
            "Read More",
            "Read more:",
            "Advertisement",
            "RELATED: What are teachers' demands?",
            "More:Gas prices soar",
            "► More: The latest on the virus",
            "Pain at the pump:Federal gas tax holiday aims to ease prices",
            "Sign up here for the '5 Things' newsletter.",
            "Click here to read more.",
            "Share this article",
            "Follow us on Facebook",
            "Follow Jane Doe on Twitter: @jane",
            "Contributing: The Associated Press",
            "– Jane Doe",
            "***",
        ],
    )
    def test_furniture_is_aside(self, line: str) -> None:
        assert is_furniture(line)
        assert asides(read(f"{BODY}\n\n{line}\n\n{MORE}")) == [line]

    @pytest.mark.parametrize(
        "line",
        [
            BODY,
            MORE,
            "Reuters reported it first.",
            "The photo shows Mr. Li: a tall man in a hat.",
            "Click here, said the mail, and 400 people lost their savings.",
            "People can sign up for Medicare until the end of June.",
            "Want a pension? Start at 20.",
            '"More fines will follow," said Sun Weimin.',
            "- New York",
            "Windsor:The city closed the lake on Friday after algae were found in it.",
            'Trump said:"We will win."',
            "12:05 PENCE",
            "By Friday, 300 websites were closed.",
            "Alabama",
            "The fine is 8.026 billion yuan",
            "Follow the money",
            "Related companies were fined too",
            "Images of the probe: 12 were shown in court.",
        ],
    )
    def test_what_could_be_body_is_not(self, line: str) -> None:
        assert not is_furniture(line)

    def test_where_nothing_would_be_left_nothing_is_aside(self) -> None:
        assert read("Photo: VCG\n\nRead More").aside == ()

    def test_the_captions_of_a_gallery_are_its_body(self) -> None:
        captions = [f"Protesters in street {number}. Craig Ruttle/AP" for number in range(9)]
        assert asides(read("\n\n".join(["Published: Aug 19, 2022", "It was a long day.", *captions]))) == [
            "Published: Aug 19, 2022"
        ]

    @pytest.mark.parametrize(
        ("start", "agency"),
        [
            ("(CNN) ", "CNN"),
            ("CNN — ", "CNN"),
            ("London CNN Business — ", "CNN Business"),
            ("BEIJING (Reuters) - ", "Reuters"),
            ("BEIJING, Aug. 19 (Xinhua) -- ", "Xinhua"),
            ("ST. LOUIS, Mo. (AP) — ", "AP"),
            ("WASHINGTON – ", ""),
            ("JACKSON, Miss. — ", ""),
        ],
    )
    def test_a_dateline_is_aside(self, start: str, agency: str) -> None:
        assert dateline(start + BODY) == (len(start), agency)
        assert asides(read(f"{start}{BODY}\n\n{MORE}")) == [start]

    @pytest.mark.parametrize(
        "line", ["China (Mainland) shares fell", "Didi — fined", "The CNN report", "A – B", "Mr. Li (AP) - no", BODY]
    )
    def test_what_is_no_dateline(self, line: str) -> None:
        assert dateline(line)[0] < len(line)
        if not line.startswith("Mr."):
            assert dateline(line) == (0, "")

    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("SOURCE / ECONOMY", "Economy"),
            ("SOURCE\xa0/\xa0ECONOMY", "Economy"),
            ("News > US", "US"),
            ("Home » World news", "World news"),
            ("AC/DC plays Beijing", ""),
            ("1 / 2", ""),
        ],
    )
    def test_the_section(self, line: str, name: str) -> None:
        assert section(line) == name


LINES = st.sampled_from(
    [
        "SOURCE / ECONOMY",
        "Published: Aug 19, 2022",
        "Photo: VCG",
        "Read More",
        "(CNN) " + MORE,
        BODY,
        MORE,
        "",
        " ",
        "***",
    ]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=40)), min_size=1).map("\n".join).map(clean))
def test_asides_are_sorted_disjoint_and_inside(text: str) -> None:
    if not text.strip():
        return
    found = read(text)
    edges = [0, *(edge for aside in found.aside for edge in aside), len(text)]
    assert all(a <= b for a, b in pairwise(edges))
    assert all(start < end for start, end in found.aside)
    assert found.text == text
    assert found.title
    assert not found.aside or any(char.isalnum() for at, char in enumerate(text) if not found.is_aside(at))


@given(st.lists(LINES, min_size=1).map("\n".join))
def test_what_is_found_once_is_found_again(text: str) -> None:
    """As in a library that is exported and ingested again, with its titles given."""
    if text.strip():
        once = read(text)
        again = read(once.text, Head(once.title, once.published, once.source, once.section, once.url))
        assert again == once
