"""PDF: the text of its pages, by pypdf (https://pypdf.readthedocs.io)."""

from __future__ import annotations

from io import BytesIO

from ingest.read.clean import clean, one_line
from ingest.read.problem import ReadError
from ingest.read.quiet import quiet

# a damaged file makes pypdf 7.1 raise each of these besides its own errors
_DAMAGE = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)


def parse(data: bytes) -> tuple[str, str]:
    """The text of a PDF, its lines as they are printed and an empty line between pages, and its title, "" without one.

    The title is what the file states, where its text opens with it: many state the name of a draft. ReadError where the
    file is encrypted or damaged, or has no text.
    """
    from pypdf import PdfReader  # noqa: PLC0415 (0.2 s that other kinds need not pay)
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    with quiet("pypdf"):
        try:
            reader = PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise ReadError("encrypted: save it without a password")
            pages = [page.extract_text().strip() for page in reader.pages]
            title = (reader.metadata.title or "") if reader.metadata else ""
        except DependencyError as error:  # AES, which pypdf leaves to another library
            raise ReadError("encrypted: save it without a password") from error
        except (PyPdfError, *_DAMAGE) as error:
            raise ReadError(f"damaged PDF ({one_line(str(error))}): save it again") from error
    text = clean("\n\n".join(page for page in pages if page))
    if not text.strip():
        raise ReadError("no text in the PDF, only images: run text recognition on it")
    title = one_line(title)
    return text, title if one_line(text[: 2 * len(title) + 200]).find(title) in range(200) else ""
