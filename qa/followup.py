"""A question and the conversation that it stands in become a question that stands alone, without a language model.

Pronouns and "the company" are replaced by what the conversation is about, a few words ("and in 2021?") are filled
from the question before, and a question that lacks its subject gets it. A question with a subject of its own stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.words import STOP_WORDS
from qa.answer import Question
from qa.ellipsis import ABOUT, COUNTED, LEAD, filled
from qa.messages import Kind as Message
from qa.messages import kind_of
from qa.phrases import Kind, Phrase, phrases, stems
from qa.pronouns import replaced

MOST_TURNS = 24
"""Messages that are looked back on, so that the hundredth question costs what the twelfth did."""

MOST_KNOWN = 60
"""Phrases of the conversation that a shortened one may stand for."""

MOST_CHARACTERS = 1500
"""Of an answer that are read; quotations are shorter."""

MOST_QUOTED = 20
"""Words of an answer that "who said that?" asks about."""

REFUSALS = ("No article ", "The nearest passage", "The question ")
"""How the reasons begin that stand in the place of an answer."""

_ABOUT_ARTICLES = {Message.QUESTION, Message.SUMMARY, Message.EVERYTHING}
"""Messages that a conversation goes on from; "thanks" and its answer are as if they had not been said."""

_DEFINED = re.compile(
    r"^(?:(?:what|who)(?: is| are| was| were|['’]s)|.*\b(?:tell me|know)(?: more)? about) (?:an? |the )?"
    r"(?:(?!of\b|for\b|in\b|to\b|from\b|is\b|like\b)[\w/&-]+ ?){1,4}(?:[?.! ]*$|,? and |, )",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(r"\b(?:in|at|by|from|during|for|on|with|to) (?:an? |the )?$", re.IGNORECASE)
_WHO_SAID = re.compile(
    r"(?:and )?(?P<who>who|which \w+) (?P<said>said|says|say|told|stated|claimed|claims) (?:that|this|so|it)[?.! ]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Talk:
    """A conversation so far: its last question made whole, the last answer, and what they are about."""

    question: str = ""
    answer: str = ""
    topic: str = ""
    person: str = ""
    known: tuple[Phrase, ...] = ()


def whole(question: Question) -> Question:
    """The question as it would be asked where nothing had been said before, and no history any more.

    Without a history, or with a subject of its own, only its white space changes. A person can be shown what was
    carried over by the two texts side by side.
    """
    talk, asked = _Talk(), False
    for turn in question.history[-MOST_TURNS:]:
        said = " ".join(turn.content.split())
        if turn.role == "user":
            asked = kind_of(said) in _ABOUT_ARTICLES
        if asked:
            talk = _asked(talk, said) if turn.role == "user" else _answered(talk, said)
    return replace(question, text=_made_whole(" ".join(question.text.split()), talk), history=())


def _asked(talk: _Talk, question: str) -> _Talk:
    """The conversation after one more question."""
    made = _made_whole(question, talk)
    found = phrases(made)
    persons = [phrase.text for phrase in found if phrase.kind is Kind.PERSON]
    return _Talk(
        question=made,
        topic=_topic(question, made, found, talk),
        person=persons[0] if persons else talk.person,
        known=(*talk.known, *found)[-MOST_KNOWN:],
    )


def _answered(talk: _Talk, answer: str) -> _Talk:
    """The conversation after an answer; who it names is spoken of from now on, unless the question named somebody."""
    if answer.startswith(REFUSALS):
        return talk
    found = phrases(answer[:MOST_CHARACTERS])
    persons = [phrase.text for phrase in found if phrase.kind is Kind.PERSON]
    named = any(phrase.kind is Kind.PERSON for phrase in phrases(talk.question))
    person = persons[0] if persons and not named else talk.person
    return replace(
        talk,
        answer=answer,
        person=person,
        known=(*talk.known, *(phrase for phrase in found if phrase.named))[-MOST_KNOWN:],
    )


def _topic(question: str, made: str, found: list[Phrase], talk: _Talk) -> str:
    """What a question is about: what it carried over, else its name, and without one its last words."""
    if made != question and talk.topic and talk.topic.lower() in made.lower():
        return talk.topic
    subjects = [phrase for phrase in found if phrase.kind is not Kind.TIME]
    if not subjects:
        return talk.topic
    if defined := _DEFINED.match(made):
        inside = [phrase for phrase in subjects if phrase.start < defined.end()]
        return _in_full((inside or subjects)[-1], made)
    if not talk.topic or ABOUT.match(LEAD.sub("", question)):
        return _main(subjects, made)
    named = [phrase for phrase in subjects if phrase.kind is Kind.NAME] or [p for p in subjects if p.named]
    if named:
        return _in_full(named[0], made)
    heads = {phrase.head for phrase in talk.known}
    return _in_full(subjects[0], made) if len(subjects) == 1 and subjects[0].head in heads else talk.topic


def _main(subjects: list[Phrase], text: str) -> str:
    """The phrase that a first question is most likely about: no adjunct, a name, or several words."""
    if counted := COUNTED.match(text):
        return f"the {counted['things']}"
    core = [phrase for phrase in subjects if not _ADJUNCT.search(text[: phrase.start])] or subjects
    named = [phrase for phrase in core if phrase.named]
    long = [phrase for phrase in core if " " in phrase.text]
    after_of = [phrase for phrase in core if text[: phrase.start].endswith(("of ", "of the ", "about ", "about the "))]
    return _in_full(named[0] if named else (long[-1:] or after_of[-1:] or core[:1])[0], text)


def _in_full(phrase: Phrase, text: str) -> str:
    """The phrase with the article before it, and with what it owns after it: "Sun's remarks"."""
    article = "the " if re.search(r"\bthe $", text[: phrase.start], re.IGNORECASE) else ""
    owned = [one for one in phrases(text) if re.fullmatch(r"['’]s? ", text[phrase.end : one.start])]
    return article + (text[phrase.start : owned[0].end] if owned else phrase.text)


def _made_whole(question: str, talk: _Talk) -> str:
    if not talk.question:
        return question
    return (
        filled(question, talk.question)
        or _said(question, talk)
        or replaced(question, talk.topic, talk.person, talk.known)
        or _completed(question, talk)
        or question
    )


def _said(question: str, talk: _Talk) -> str | None:
    """ "Who said that?" asks for the one that the answer quotes."""
    asked = _WHO_SAID.fullmatch(question)
    if not asked or not talk.answer:
        return None
    return f"{asked['who']} {asked['said']} {_beginning(talk.answer)}?"


def _beginning(answer: str) -> str:
    words = answer.strip(' "“').split()[:MOST_QUOTED]
    if words and words[0].lower() in STOP_WORDS:
        words[0] = words[0].lower()
    return " ".join(words).rstrip('.,;:"”')


def _completed(question: str, talk: _Talk) -> str | None:
    """The question with what it is about at its end, where it has no subject of its own."""
    if not talk.topic or not _lacks_subject(question, talk):
        return None
    end = len(question.rstrip(" ?.!"))
    return f"{question[:end]} {_joint(question[:end])}{talk.topic}{question[end:]}"


def _lacks_subject(question: str, talk: _Talk) -> bool:
    found = phrases(question)
    return not found and len(question.split()) > 1 and not stems(question) & stems(talk.topic)


def _joint(question: str) -> str:
    """The word that leads to the subject at the end of a question."""
    if re.search(r"\b(?:of|for|about|in|on|to|with|by|from|than)$", question):
        return ""
    return "for " if re.search(r"(?:ed|en|ful|ve|ing)$", question) else "of "
