"""Files become articles: text, Markdown, HTML, PDF and JSON lines."""

from ingest.read.files import files
from ingest.read.kinds import read
from ingest.read.problem import Problem

__all__ = ["Problem", "files", "read"]
