"""What the reader is trained on: groups of passages that are asked the same question, made anew for every epoch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from ingest.article import Article
from ingest.encoder import encoder
from ingest.read.jsonl import articles
from ingest.read.problem import Problem
from ingest.split import cut, passages
from qa.reader.training import examples, style, written
from qa.reader.training.examples import Example, Passage
from qa.reader.training.negatives import Similar, sentences, without_answer
from qa.reader.windows import heading

Group = tuple[Example, ...]
"""One question asked of passages of which one or none answers."""

HELD_OUT_ARTICLES = frozenset({"Harvard_University", "Packet_switching"})
HELD_OUT = HELD_OUT_ARTICLES | {"2023"}
"""Titles of SQuAD 2.0, and a year of the news quiz, that are never trained on: they choose and calibrate."""

HELD_OUT_WRITTEN = 3
"""Of the passages for whose written questions others were retrieved and read, each such one is never trained on."""

ARTICLES = 3_000
"""News articles that are cut into passages which host an answer, or answer nothing."""

RIVALS = 3
"""Beside the right passage one of so many is asked that BM25 ranks first among those that do not hold the answer."""

CUT_OUT, ALONE = 0.25, 0.25
"""The share of answered written questions that are also asked of their passage without the sentence that answers, and
of unanswered ones that are also asked of a rival."""

TAKEN = {"squad2": 1_400, "unansq": 1_000, "new_wiki": 500, "reddit": 250, "amazon_reviews": 150, "qamr": 300,
         "policyqa": 600, "news": 700}  # fmt: skip
"""Questions of each other set that are taken for an epoch; what was learned before is not to be forgotten."""

LONGEST = 720
"""Characters of a passage, about 150 tokens: what a library's passages have."""


@dataclass(frozen=True, slots=True)
class Source:
    """Questions of one set, and how many are taken for an epoch."""

    name: str
    examples: Sequence[Example]


class Mixture:
    """The training data in `folder`, whose files are named as README.md beside this module says."""

    def __init__(self, folder: Path) -> None:
        squad = examples.squad2(folder / "squad2_dev.jsonl.gz")
        quiz = examples.news(folder / "news_questions_other_years.jsonl.gz")
        questions = written.questions(folder / "written_dev.jsonl.gz")
        retrieved = written.retrieved(folder / "retrieved_dev.jsonl.gz")
        aside = held_out_passages(folder / "retrieved_dev.jsonl.gz")
        self.held_out = [one for one in squad if one.passage.group in HELD_OUT]
        self.held_out_news = [one for one in quiz if one.passage.group in HELD_OUT]
        self.held_out_written = [one for one in questions if one.passage.group in aside]
        self.held_out_retrieved = [asked for known, asked in retrieved if known in aside]
        self._written = [one for one in questions if one.passage.group not in aside]
        self._read = {asked[0].question: asked for known, asked in retrieved if known not in aside}
        self._news = [one for one in quiz if one.passage.group not in HELD_OUT]
        self._sources = [Source("squad2", [one for one in squad if one.passage.group not in HELD_OUT])]
        for kind in ("new_wiki", "reddit", "amazon_reviews"):
            self._sources.append(Source(kind, examples.squad_shifts(folder / f"squadshifts_{kind}.jsonl.gz")))
        halves = [examples.qamr(folder / f"qamr_{half}.jsonl.gz") for half in ("dev", "test")]
        self._sources.append(Source("qamr", [one for half in halves for one in half]))
        self._sources.append(Source("policyqa", examples.policyqa(folder / "policyqa_dev.jsonl.gz")))
        if there(folder / "unansq"):
            self._sources.append(Source("unansq", examples.unansq(folder / "unansq")))
        self._articles = folder / "news2022_articles.jsonl.gz"

    @cached_property
    def _news_articles(self) -> dict[str, Article]:
        read = articles(self._articles, 1 << 24)
        return {one.id: one for one in read if not isinstance(one, Problem)}

    @cached_property
    def _asked(self) -> list[Example]:
        return [*self._written, *written.own(written.OWN, self._news_articles)]

    @cached_property
    def _passages(self) -> list[Passage]:
        return list(news_passages(islice(self._news_articles.values(), ARTICLES)))

    @cached_property
    def _hosts(self) -> Similar:
        return Similar(self._passages)

    @cached_property
    def _rivals(self) -> Similar:
        others = {one.passage.text: one.passage for one in self._asked}
        return Similar([*self._passages, *others.values()])

    def groups(self, epoch: int) -> list[Group]:
        """The groups of an epoch, shuffled; the same for the same epoch."""
        chance = random.Random(epoch)
        found = [*weighed(list(self._of_written(chance))), *self._of_news(self._news, chance, TAKEN["news"])]
        for source in self._sources:
            taken = chance.sample(source.examples, min(TAKEN[source.name], len(source.examples)))
            found += [(shortened(one, chance),) for one in taken]
        chance.shuffle(found)
        return found

    def development(self) -> Mapping[str, list[Group]]:
        """Held-out questions by set; always the same."""
        return {
            "written": [(one,) for one in self.held_out_written],
            "retrieved": [(one,) for asked in self.held_out_retrieved for one in asked],
            "squad2": [(one,) for one in self.held_out],
            "news": list(self._of_news(self.held_out_news, random.Random(0), None)),
        }

    def _of_written(self, chance: random.Random) -> Iterator[Group]:
        """Each answered question of its passage and of one or two that do not answer; others of their own, mostly."""
        for one, found in zip(self._asked, self._rivals.to(self._asked, RIVALS), strict=True):
            read = self._read.get(one.question)
            rivals = [each for each in read if each.answer is None] if read else found
            rival = [shortened(chance.choice(rivals), chance)] if rivals else []
            if one.answer is None:
                yield (one, *(rival if chance.random() < ALONE else []))
                continue
            cut_out = without_answer(one) if chance.random() < CUT_OUT else None
            yield (shortened(one, chance), *rival, *([cut_out] if cut_out else []))

    def _of_news(self, asked: Sequence[Example], chance: random.Random, most: int | None) -> Iterator[Group]:
        """Quiz questions among news: the text that answers planted in another article, or alone, or nowhere."""
        asked = chance.sample(asked, min(most, len(asked))) if most else asked
        for one, near in zip(asked, self._hosts.to(asked, 2), strict=True):
            if one.answer is None:
                if near and one.names:
                    yield tuple(near[:1])
                continue
            positive = planted(one, chance.choice(near).passage, chance) if near and chance.random() < 0.7 else one
            yield (shortened(positive, chance), *near[:1])


def held_out_passages(file: Path) -> frozenset[str]:
    """The passages with written questions that are never trained on, from the file of the retrieved ones."""
    return frozenset(sorted({known for known, _ in written.retrieved(file)})[::HELD_OUT_WRITTEN])


def weighed(groups: Sequence[Group]) -> list[Group]:
    """The groups with weights under which a question alone does not tell whether it is answered."""
    counts = iter(style.weights([one for group in groups for one in group]))
    return [tuple(replace(one, weight=next(counts)) for one in group) for group in groups]


def there(path: Path) -> bool:
    """Whether data that training can do without is there; says so where it is not."""
    if not path.exists():
        print(f"{path} is not there: training goes on without it.")
    return path.exists()


def news_passages(some: Iterable[Article]) -> Iterator[Passage]:
    """The passages of articles, cut as a library cuts them."""
    count = encoder().count
    for article in some:
        for span in passages(cut(article), count):
            yield Passage(span.body.strip(), heading(article), article.id)


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
