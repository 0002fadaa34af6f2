"""Statements about news, true and false, made by editing sentences of the news.

The false ones exchange a number, a name or a date for another, or deny what the sentence says; the true ones say the
same with other signs and words for numbers, or leave out an attribution or what stands in brackets. The gate shares no
code with the editing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from ingest.article import Article, Span

_NUMBER = re.compile(r"(?<![\w.,$€£-])\d[\d,.]*\d\b(?!\s*(?:st|nd|rd|th)\b)(?![.,]\d)|(?<![\w.,$€£-])\d\b(?![.,]\d)")
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]{2,}(?: (?:[A-Z]\. )?[A-Z][a-z]{2,})*)(?=[ ,.])")
_DENIED = re.compile(r"\b(?:was|is|were|are|will|has been|have been)\b(?! not\b| no\b)")
_MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November"]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CALENDAR = {*_MONTHS, *_WEEKDAYS, "December", "May"}
_COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

Edit = Callable[[str, Article, random.Random], str | None]
"""Makes a statement of a sentence, None where it does not lend itself to it."""


def other_number(sentence: str, article: Article, chance: random.Random) -> str | None:
    """With a number of another sentence."""
    own = [found for found in _NUMBER.finditer(sentence) if not re.fullmatch(r"(?:19|20)\d\d", found[0])]
    others = [each for each in dict.fromkeys(_NUMBER.findall(article.text)) if each not in sentence]
    return _exchanged(sentence, chance.choice(own), chance.choice(others)) if own and others else None


def other_name(sentence: str, article: Article, chance: random.Random) -> str | None:
    """With a name of another sentence, of as many words."""
    own = [found for found in _NAME.finditer(sentence) if found[0] not in _CALENDAR]
    if not own:
        return None
    name, words = chance.choice(own), set(re.findall(r"\w+", sentence))
    others = [
        each
        for each in dict.fromkeys(_NAME.findall(article.text))
        if len(each.split()) == len(name[0].split())
        and not words & set(each.split())
        and each not in _CALENDAR
        and not re.search(rf"\b{each.lower()}\b", article.text)  # the first word of a sentence is no name for it
    ]
    return _exchanged(sentence, name, chance.choice(others)) if others else None


def other_day(sentence: str, article: Article, chance: random.Random) -> str | None:
    """With another month or day of the week."""
    for names in (_WEEKDAYS, _MONTHS):
        if found := re.search(rf"\b(?:{'|'.join(names)})\b", sentence):
            return _exchanged(sentence, found, chance.choice([each for each in names if each not in sentence]))
    return None


def denied(sentence: str, article: Article, chance: random.Random) -> str | None:
    """With "not" behind its first verb."""
    found = _DENIED.search(sentence)
    return _exchanged(sentence, found, re.sub(r"^\w+", r"\g<0> not", found[0], count=1)) if found else None


def other_signs(sentence: str, article: Article, chance: random.Random) -> str | None:
    """With "%" for "percent", "dollars" for "$", digits for a small number, or the other way round."""
    if "“" in sentence or '"' in sentence:
        return None  # the words of a quotation are not to be changed
    changed = re.sub(r"(?<=\d) ?per ?cent\b", "%", sentence)
    changed = re.sub(r"(?<=\d)%", " percent", sentence) if changed == sentence else changed
    changed = re.sub(r"\$(\d[\d.,]*\d|\d)( (?:million|billion|trillion))?(?![.,]?\d)", r"\1\2 dollars", changed)
    for number, word in enumerate(_COUNTS, 2):
        changed = re.sub(
            rf"(?<= ){word}(?= (?:people|years|months|days|countries|states|members|times)\b)", str(number), changed
        )
    return changed if changed != sentence else None


def without_attribution(sentence: str, article: Article, chance: random.Random) -> str | None:
    """Without ", so and so said" at its end."""
    short = re.sub(
        r",(?: according to [^,”\"]{3,80}| [^,”\"]{3,60} (?:said|reported)(?: [^,”\"]{0,40})?)\.$", ".", sentence
    )
    return short if short != sentence and "“" not in short and '"' not in short else None


def without_brackets(sentence: str, article: Article, chance: random.Random) -> str | None:
    """Without what stands in brackets."""
    short = re.sub(r" \([^()]{2,60}\)", "", sentence)
    return short if short != sentence else None


FALSE: dict[str, Edit] = {"number": other_number, "name": other_name, "date": other_day, "denied": denied}
TRUE: dict[str, Edit] = {"signs": other_signs, "attribution": without_attribution, "brackets": without_brackets}


def edited(articles: Sequence[Article], each: int, seed: int) -> Iterator[tuple[str, bool, str, Span]]:
    """Of every kind of edit `each` statements: the kind, whether it is true, the statement, and the sentence's span.

    The sentences are drawn from the articles, one of an article for a kind.
    """
    for true, edits in ((True, TRUE), (False, FALSE)):
        for kind, edit in edits.items():
            chance = random.Random(f"{seed}-{kind}")
            made = 0
            for article in chance.sample(articles, len(articles)):
                found = _one(article, edit, chance)
                if found:
                    yield kind, true, *found
                    made += 1
                if made == each:
                    break


def _one(article: Article, edit: Edit, chance: random.Random) -> tuple[str, Span] | None:
    sentences = [one for one in Span(article, 0, len(article.text)).sentences() if 60 <= len(one.text) <= 260]
    for sentence in chance.sample(sentences, min(12, len(sentences))):
        text = " ".join(sentence.text.split())
        if text[0].isupper() and text[-1] == "." and not article.is_aside(sentence.start):
            statement = edit(text, article, chance)
            if statement:
                return statement, sentence
    return None


def _exchanged(sentence: str, found: re.Match[str], other: str) -> str:
    return sentence[: found.start()] + other + sentence[found.end() :]
