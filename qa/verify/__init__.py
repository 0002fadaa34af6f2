"""The gate: whether a sentence that a language model wrote is borne out by the passages that it cites."""

from qa.verify.gate import Checked, Verdict, verify

__all__ = ["Checked", "Verdict", "verify"]
