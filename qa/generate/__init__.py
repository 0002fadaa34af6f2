"""Answers that a language model writes, kept only where the quotations bear them out."""

from qa.generate.generate import Generate
from qa.generate.models import Model, ModelError, chat_model
from qa.generate.rewrite import Rewrite

__all__ = ["Generate", "Model", "ModelError", "Rewrite", "chat_model"]
