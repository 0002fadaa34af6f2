"""A follow-up made whole by a language model, or by the rules where what it gives is not of the conversation."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from qa.answer import Question
from qa.evidence import words_of
from qa.followup import whole
from qa.generate.models import Model, ModelError
from qa.terms import Kind, terms

INSTRUCTIONS = """\
You are given a conversation about news and its last question. Write that question so that it can be understood without
the conversation: put names for "it", "he", "there" and the like, and add what it leaves out. Change nothing else.
Write the question and nothing else. If it can be understood by itself, write it as it is."""

LONGEST, TURNS = 300, 6
"""Characters of a question made whole, and messages before it that the model is told."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Makes questions whole as `qa.followup.whole` does, with a language model.

    What it writes is taken only where every name and number in it was said before: it may leave out, and not invent.
    """

    model: Model
    rules: Callable[[Question], Question] = whole

    def __call__(self, question: Question) -> Question:
        """The question as it would be asked where nothing had been said before, and no history any more."""
        if not question.history:
            return self.rules(question)
        try:
            made = " ".join(self.model.say(asked(question), LONGEST).strip().strip('"“”').split())
        except ModelError as error:
            _log.warning("%s: %s; the follow-up is made whole by rules", self.model.name, error)
            return self.rules(question)
        return replace(question, text=made, history=()) if is_said(made, question) else self.rules(question)


def asked(question: Question) -> list[BaseMessage]:
    """What the model is asked."""
    talk = "\n".join(f"{turn.role}: {' '.join(turn.content.split())}" for turn in question.history[-TURNS:])
    return [SystemMessage(INSTRUCTIONS), HumanMessage(f"{talk}\n\nLast question: {question.text}")]


def is_said(made: str, question: Question) -> bool:
    """Whether it is a question of some length, and every name and number in it stands in the conversation."""
    said = words_of(" ".join([*(turn.content for turn in question.history), question.text]))
    known = all(said.mention(term) for term in terms(made) if term.kind is not Kind.WORD)
    return 0 < len(made) <= LONGEST and known
