"""The gate: which sentences of a language model stand, and which are struck."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Span
from qa.answer import Verdict
from qa.verify import Checked, Likeness, check, verify
from qa.verify.likeness import of_one_root
from tests.newsroom import make

NEWS = make(
    "The tax office fined Orion Air 2.5 million euros ($2.7 million) for 16 breaches in late May, ending an inquiry "
    "that took more than two years. Orion said it would not appeal. Rita Blom, head of the tax office, told the Daily "
    "Post on Tuesday that 40 firms were warned, 12 were fined and 3 airports were closed. “The fine is a warning to "
    "the whole industry,” said Karl Moor, a lawyer at Sand & Co.",
    published=datetime(2023, 6, 8),
)
PASSAGE = Span(NEWS, 0, len(NEWS.text))
SENTENCES = [span.text for span in PASSAGE.sentences()]


def same_root(one: str, other: str) -> float:
    """Likeness without vectors."""
    return float(of_one_root(one, other))


def checked(statement: str) -> Checked:
    return verify(statement, [PASSAGE], same_root)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("Orion Air was fined 2.5 million euros by the tax office.", id="passive"),
        pytest.param("The tax office fined Orion Air €2,500,000.", id="amount in another form"),
        pytest.param("Orion Air was fined for sixteen breaches in May 2023.", id="number in words and month with year"),
        pytest.param("In late May, for 16 breaches, the tax office fined Orion Air.", id="reordered"),
        pytest.param("Rita Blom told the Daily Post on 6 June 2023 that 12 firms were fined.", id="date for weekday"),
        pytest.param("Orion Air said it would not appeal.", id="whole name for the surname"),
        pytest.param('Karl Moor said the fine is "a warning to the whole industry".', id="quotation"),
        pytest.param("Three airports were closed, according to Rita Blom.", id="speaker after"),
    ],
)
def test_a_faithful_paraphrase_stands(statement: str) -> None:
    found = checked(statement)
    assert (found.verdict, found.reason) == (Verdict.SUPPORTED, None)
    assert found.spans


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        pytest.param("Orion Air was fined 2.5 billion euros.", "2.5 billion euros", id="magnitude"),
        pytest.param("Orion Air was fined $2.5 million.", "2.5 million", id="currency"),
        pytest.param("Orion Air was fined for 60 breaches.", "60", id="number"),
        pytest.param("Orion Air was fined for seventeen breaches.", "seventeen", id="number in words"),
        pytest.param("The inquiry into Orion Air took two years.", "two years", id="more than two is not two"),
        pytest.param("The tax office fined Orion Air in late June.", "late June", id="date"),
        pytest.param("The tax office fined Orion Air in May 2022.", "May 2022", id="year"),
        pytest.param("The tax office fined Nordic Air.", "Nordic", id="name"),
        pytest.param("40 airports were closed.", "something else", id="number of something else"),
        pytest.param("Karl Moor is head of the tax office.", "", id="title of somebody else"),
        pytest.param("Rita Blom is a lawyer at Sand & Co.", "", id="employer of somebody else"),
        pytest.param("Orion said it would appeal.", "opposite", id="negation left out"),
        pytest.param("The tax office did not fine Orion Air.", "opposite", id="negation put in"),
        pytest.param("The inquiry took less than two years.", "", id="direction"),
        pytest.param("Orion Air fined the tax office 2.5 million euros.", "somebody else", id="agent for patient"),
        pytest.param("The Daily Post told Rita Blom that 12 were fined.", "", id="who told whom"),
        pytest.param("Karl Moor said that 12 were fined.", "", id="speaker"),
        pytest.param("Orion Air was fined because 3 airports were closed.", "", id="cause"),
        pytest.param("The tax office fined Orion Air, and its shares fell sharply.", "", id="half invented"),
        pytest.param('Karl Moor said the fine is "a warning to the whole country".', "words", id="quotation changed"),
        pytest.param("All firms were warned.", "all", id="all for some"),
        pytest.param("Orion Air wurde zu 2,5 Milliarden Euro verurteilt.", "", id="another language"),
        pytest.param("...", "nothing", id="nothing said"),
    ],
)
def test_what_the_passage_does_not_say_is_struck(statement: str, reason: str) -> None:
    found = checked(statement)
    assert found.verdict is Verdict.NOT_FOUND
    assert not found.spans
    assert reason in (found.reason or "")


class TestMarkers:
    PASSAGES = (PASSAGE.sentences()[1], PASSAGE.sentences()[0])

    def test_the_passages_that_are_cited_bear_it_out(self) -> None:
        found = check("The tax office fined Orion Air 2.5 million euros [2].", self.PASSAGES, same_root)
        assert found.verdict is Verdict.SUPPORTED
        assert found.spans == (self.PASSAGES[1],)
        assert found.text == "The tax office fined Orion Air 2.5 million euros."

    @pytest.mark.parametrize(
        ("marker", "reason"),
        [
            pytest.param(" [1]", "passage", id="another passage"),
            pytest.param(" [3]", "there is no passage 3", id="invented passage"),
            pytest.param(" [2, 0]", "there is no passage 0", id="one of two invented"),
            pytest.param("", "it cites no passage", id="none"),
        ],
    )
    def test_other_citations_do_not(self, marker: str, reason: str) -> None:
        found = check(f"The tax office fined Orion Air 2.5 million euros{marker}.", self.PASSAGES, same_root)
        assert found.verdict is Verdict.NOT_FOUND
        assert reason in (found.reason or "")


@given(st.integers(0, len(SENTENCES) - 1), st.integers(1, len(SENTENCES)))
def test_sentences_of_the_passage_are_verbatim(first: int, count: int) -> None:
    chosen = SENTENCES[first : first + count]
    found = checked(" ".join(chosen).replace("“", '"').replace("”", '"'))
    assert found.verdict is Verdict.VERBATIM
    assert [span.text for span in found.spans] == chosen


@given(st.sampled_from(SENTENCES), st.data(), st.integers(0, 10**12).filter(lambda one: one not in (2, 3, 12, 16, 40)))
def test_a_number_that_the_passage_has_not_never_stands(sentence: str, data: st.DataObject, number: int) -> None:
    words = sentence.split()
    at = data.draw(st.integers(0, len(words)))
    written = data.draw(st.sampled_from([str(number), f"{number:,}", f"{number} euros", f"{number}%", f"{number}G"]))
    assert not checked(" ".join([*words[:at], written, *words[at:]])).stands


def test_a_text_in_another_language_is_checked_too() -> None:
    article = make("Der Bundestag hat das Gesetz mit 412 Stimmen beschlossen. Die Opposition stimmte nicht zu.")
    cited = [Span(article, 0, len(article.text))]
    assert verify("Das Gesetz wurde vom Bundestag mit 412 Stimmen beschlossen.", cited, same_root).stands
    assert not verify("Das Gesetz wurde vom Bundestag mit 214 Stimmen beschlossen.", cited, same_root).stands
    assert not verify("Die Opposition stimmte zu.", cited, same_root).stands


@pytest.mark.slow
def test_other_news_than_the_founding_articles_is_told_apart() -> None:
    alike, let_through, struck = Likeness(), list[str](), list[str]()
    for line in (Path(__file__).parent / "news.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        article = make(case["text"], published=datetime(2025, 3, 6))
        cited = [Span(article, 0, len(article.text))]
        let_through += [one for one in case["false"] if verify(one, cited, alike).stands]
        struck += [one for one in case["true"] if not verify(one, cited, alike).stands]
    assert len(let_through) <= 1, let_through
    assert len(struck) <= 6, struck


@pytest.mark.slow
def test_likeness_finds_synonyms() -> None:
    alike = Likeness()
    assert alike("normal", "normalized") == 1
    assert alike("certainly", "definitely") > 0.5 > alike("certainly", "partly")
