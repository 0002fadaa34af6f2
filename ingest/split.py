"""Cuts text into sentences and passages by offsets, and knows a sentence that its source has broken."""

from __future__ import annotations


def is_damaged(sentence: str) -> bool:
    """Whether the sentence visibly lost words in its source."""
    return ",," in sentence
