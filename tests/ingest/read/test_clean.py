"""The canonical text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.clean import _CONTROLS, _NEWLINES, clean, one_line

MOJIBAKE = ("cafÃ©", "itâ€™s", "â\x80\x9cyes\x9d", "Ã\xa0", "â‚¬", "\ufeff", "e\u0301", "ï»¿")
PIECES = st.one_of(st.text(), st.sampled_from([*MOJIBAKE, *_CONTROLS, *_NEWLINES, "\r\n", "\ud83d", "\n", " "]))


@given(st.lists(PIECES).map("".join))
def test_cleaning_is_idempotent(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & (_CONTROLS | _NEWLINES)
    cleaned.encode()


@given(st.text(st.sampled_from("abz AZ09.,;:!?'\"()\n\t‘’“”–—…•\xa0éüÉÜßñ€£中文字\u200b")))
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    from ftfy.badness import is_bad

    if not is_bad(text):
        assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("a\r\nb\rc\u2028d\ve\ff", "a\nb\nc\nd\ne\nf", id="line breaks"),
        pytest.param("a\x00b\x1b[1mc\x7f", "ab[1mc", id="control characters"),
        pytest.param("cafe\u0301", "café", id="composed"),
        pytest.param("The cafÃ© and itâ€™s ownerâ€™s", "The café and it’s owner’s", id="mojibake"),
        pytest.param("one cafÃ©\nRésumé “as is”", "one café\nRésumé “as is”", id="mojibake in one line of two"),
        pytest.param("“ﬁne” ＡＢＣ &amp; …", "“ﬁne” ＡＢＣ &amp; …", id="quotes, ligatures, wide characters, entities"),
        pytest.param("  a \n\n\n b\t\n", "  a \n\n\n b\t\n", id="white space"),
    ],
)
def test_what_changes_and_what_does_not(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_title_is_one_line() -> None:
    assert one_line(" Didi\n\tfined\xa0 8 ") == "Didi fined 8"
