"""What kind of answer a question wants, by its words."""

from __future__ import annotations

import re

_BROAD = re.compile(
    r"""\bwhy\b | \bhow\ come\b | \breasons?\b | \bsummar | \boverview\b
      | ^\s*(?:list|describe|explain|outline|tell\ me)\b
      | \bwhat\s+(?:else\s+)?(?:do|does|did|has|have|had|is|are|was|were|will|would|should|must|can|could)\b .*?
        \b(?:say|said|saying|promise[ds]?|announce[ds]?|stress(?:ed)?|think|thought|demand(?:ed)?|require[ds]?
           |urge[ds]?|recommend(?:ed)?|argue[ds]?|claim(?:ed)?|warn(?:ed)?|propose[ds]?|plan(?:ned)?|accused\ of
           |happen(?:ed)?)\b
      | \bwhat\s+(?:are|were)\b
      | \b(?:what|which)\s+(?:\w+\s+){0,2}?(?:rules|steps|measures|requirements|conditions|violations|companies|apps
           |countries|people|factors|changes|concerns|risks|effects|consequences)\b
      | ^\s*how\s+(?:do|does|did|is|are|was|were|has|have|can|could|should|will|would)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_YES_OR_NO = re.compile(
    r"""^\W*(?:do|does|did|is|are|was|were|will|would|can|could|shall|should|has|have|had|may|must)\b
      (?!.*\b(?:or|who|whom|whose|what|when|where|which|why|how)\b)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)

_LATEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?|last reported|current(?:ly)?|now|so far)\b", re.IGNORECASE)


def is_broad(question: str) -> bool:
    """Whether it asks for reasons, a list, a position or a summary, which one short answer does not give."""
    return _BROAD.search(question) is not None


def is_yes_or_no(question: str) -> bool:
    """Whether it asks if something is so, which no words of a sentence answer but the sentence."""
    return _YES_OR_NO.search(question) is not None


def wants_latest(question: str) -> bool:
    """Whether the newest article that answers is the one to quote first."""
    return _LATEST.search(question) is not None
