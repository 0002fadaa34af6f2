"""The gate: whether a sentence that a language model wrote is borne out by the passages that it cites."""

from qa.verify.gate import Checked, check, verify
from qa.verify.likeness import Likeness

__all__ = ["Checked", "Likeness", "check", "verify"]
