"""What the reader is trained on: groups of passages that are asked the same question, made anew for every epoch."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.encoder import encoder
from ingest.read.jsonl import articles
from ingest.read.problem import Problem
from ingest.split import cut, passages
from qa.reader.training import examples
from qa.reader.training.examples import Example, Passage
from qa.reader.training.negatives import Edits, Similar, Twists, sentences, without_answer
from qa.reader.training.paraphrases import Synonyms
from qa.reader.windows import heading

Group = tuple[Example, ...]
"""One question asked of passages of which one or none answers."""

HELD_OUT_ARTICLES = frozenset({"Harvard_University", "Packet_switching"})
HELD_OUT = HELD_OUT_ARTICLES | {"2023"}
"""Titles of SQuAD 2.0, and a year of the news quiz, that are never trained on: they choose and calibrate."""

ARTICLES = 1_500
"""News articles that are cut into passages which host an answer, or answer nothing."""

TWISTED = 0.3
"""The share of answered questions that are asked once more with something exchanged."""

BESIDE = 0.6
"""The share of answered questions that are also asked of a passage which does not answer."""

REWORDED = 0.2
"""The share of answered questions that are asked in other words, where synonyms are known."""

LONGEST = 720
"""Characters of a passage, about 150 tokens: what a library's passages have."""


@dataclass(frozen=True, slots=True)
class Source:
    """Examples of one kind, the passages among which they are asked, and how many are taken for an epoch."""

    name: str
    examples: Sequence[Example]
    take: int


class Mixture:
    """The training data in `folder`, whose files are named as README.md beside this module says."""

    def __init__(self, folder: Path) -> None:
        squad = examples.squad2(folder / "squad2_dev.jsonl.gz")
        quiz = examples.news(folder / "news_questions_other_years.jsonl.gz")
        self.held_out = [one for one in squad if one.passage.group in HELD_OUT]
        self.held_out_news = [one for one in quiz if one.passage.group in HELD_OUT]
        self._squad = [one for one in squad if one.passage.group not in HELD_OUT]
        self._edits: Edits | None = None
        self._synonyms: Synonyms | None = None
        if there(folder / "squad2_train.json"):
            self._squad += examples.squad2_published(folder / "squad2_train.json")
        if there(folder / "unansq"):
            self._squad += examples.unansq(folder / "unansq")
            self._edits = Edits(examples.pairs(folder / "unansq", "train"))
        if there(folder / "wordnet"):
            self._synonyms = Synonyms(folder / "wordnet")
        self._news = [one for one in quiz if one.passage.group not in HELD_OUT]
        shifts = [(kind, folder / f"squadshifts_{kind}.jsonl.gz") for kind in ("new_wiki", "reddit", "amazon_reviews")]
        taken = {"new_wiki": 10_000, "reddit": 5_000, "amazon_reviews": 4_000, "qamr": 9_000}
        self._sources = [Source(kind, examples.squad_shifts(file), taken[kind]) for kind, file in shifts]
        sentence_questions = [
            one for half in ("dev", "test") for one in examples.qamr(folder / f"qamr_{half}.jsonl.gz")
        ]
        self._sources.append(Source("qamr", sentence_questions, taken["qamr"]))
        self._hosts = list(news_passages(folder / "news2022_articles.jsonl.gz", ARTICLES))

    def groups(self, epoch: int) -> list[Group]:
        """The groups of an epoch, shuffled; the same for the same epoch."""
        chance = random.Random(epoch)
        found = [*self._of_squad(chance), *self._of_news(self._news, chance)]
        for source in self._sources:
            found += self._answered(chance.sample(source.examples, min(source.take, len(source.examples))), chance)
        chance.shuffle(found)
        return found

    def development(self) -> list[Group]:
        """Held-out questions of both kinds; always the same."""
        chance = random.Random(0)
        return [*((one,) for one in self.held_out), *self._of_news(self.held_out_news, chance, 0.0)]

    def _of_squad(self, chance: random.Random) -> Iterator[Group]:
        """Its unanswerable questions, written by people to look answerable, alone; twice, since they are few."""
        yield from self._answered([one for one in self._squad if one.answer], chance)
        for one in self._squad:
            yield (shortened(one, chance),)
            if one.answer is None:
                yield (shortened(one, chance),)

    def _answered(self, asked: Sequence[Example], chance: random.Random) -> Iterator[Group]:
        """Each question with its passage and one that does not answer; some once more, with something exchanged."""
        pool = list({one.passage.text: one.passage for one in asked}.values())
        similar = Similar(pool).to(asked, 2)
        twists = Twists(asked, chance, self._edits)
        for one, others in zip(asked, similar, strict=True):
            cropped = shortened(one, chance)
            reworded = self._reworded(cropped, chance, REWORDED)
            cut_out = without_answer(one) if chance.random() < 0.4 else None
            negative = cut_out or (chance.choice(others) if others else None)
            beside = negative is not None and chance.random() < BESIDE
            if negative and beside:
                yield (reworded, replace(shortened(negative, chance), question=reworded.question))
            else:
                yield (reworded,)
            if chance.random() < TWISTED and (twisted := twists.twisted(cropped)):
                yield (twisted,)

    def _reworded(self, example: Example, chance: random.Random, share: float) -> Example:
        if self._synonyms and chance.random() < share:
            return self._synonyms.reworded(example, chance) or example
        return example

    def _of_news(self, asked: Sequence[Example], chance: random.Random, reworded: float = REWORDED) -> Iterator[Group]:
        """Quiz questions among news: the text that answers planted in another article, or alone, or nowhere."""
        hosts = Similar(self._hosts).to(asked, 3)
        evidence = Similar([one.passage for one in asked if one.passage.text]).to(asked, 2)
        twists = Twists(asked, chance, self._edits)
        for one, near, other in zip(asked, hosts, evidence, strict=True):
            if one.answer is None:
                if near and one.names:
                    yield tuple(near[:2])
                continue
            positive = planted(one, chance.choice(near).passage, chance) if near and chance.random() < 0.7 else one
            positive = shortened(positive, chance)
            asking = self._reworded(positive, chance, reworded)
            negatives = [*near[:2], *(shortened(each, chance) for each in other[:1])]
            yield (asking, *(replace(each, question=asking.question) for each in negatives))
            if chance.random() < TWISTED and (twisted := twists.twisted(positive)):
                yield (twisted,)


def there(path: Path) -> bool:
    """Whether data that training can do without is there; says so where it is not."""
    if not path.exists():
        print(f"{path} is not there: training goes on without it.")
    return path.exists()


def news_passages(file: Path, most: int) -> Iterator[Passage]:
    """The passages of the first `most` articles of a file, cut as a library cuts them."""
    count = encoder().count
    for number, found in enumerate(articles(file, 1 << 24)):
        if number == most:
            return
        if not isinstance(found, Problem):
            for span in passages(cut(found), count):
                yield Passage(span.body.strip(), heading(found), found.id)


def planted(example: Example, host: Passage, chance: random.Random) -> Example:
    """The example with its passage between two sentences of another."""
    if example.answer is None:
        raise ValueError("nothing to plant: the example has no answer")
    places = [0, *(end for _, end in sentences(host))]
    at = chance.choice(places)
    before, after = host.text[:at].strip(), host.text[at:].strip()
    start = len(before) + 1 if before else 0
    text = " ".join(part for part in (before, example.passage.text, after) if part)
    answer = (example.answer[0] + start, example.answer[1] + start)
    return replace(example, passage=replace(host, text=text), answer=answer)


def shortened(example: Example, chance: random.Random, most: int = LONGEST) -> Example:
    """The example with whole sentences of at most `most` characters around its answer, or anywhere without one."""
    text = example.passage.text
    if len(text) <= most:
        return example
    found = sentences(example.passage)
    inside = [
        at
        for at, (start, end) in enumerate(found)
        if example.answer and start < example.answer[1] and example.answer[0] < end
    ]
    first = last = chance.randrange(len(found)) if not inside else inside[0]
    last = inside[-1] if inside else last
    while True:
        sides = [side for side in (-1, 1) if _fits(found, first, last, side, most)]
        if not sides:
            break
        if chance.choice(sides) < 0:
            first -= 1
        else:
            last += 1
    start, end = found[first][0], found[last][1]
    answer = (example.answer[0] - start, example.answer[1] - start) if example.answer else None
    return replace(example, passage=replace(example.passage, text=text[start:end]), answer=answer)


def _fits(found: Sequence[tuple[int, int]], first: int, last: int, side: int, most: int) -> bool:
    if side < 0:
        return first > 0 and found[last][1] - found[first - 1][0] <= most
    return last + 1 < len(found) and found[last + 1][1] - found[first][0] <= most
