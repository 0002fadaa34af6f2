"""Files to read, made by hand."""

from __future__ import annotations

from pathlib import Path

from ingest.article import Article
from ingest.read import Problem, read


def one(file: Path) -> Article:
    """The one article of a file that has no problem."""
    found = list(read(file, file.parent))
    assert len(found) == 1
    assert isinstance(found[0], Article), str(found[0])
    return found[0]


def problems(file: Path) -> list[str]:
    """What is wrong with a file, without the path of its folder."""
    return [
        str(found).removeprefix(f"{file.parent}/") for found in read(file, file.parent) if isinstance(found, Problem)
    ]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with that content, UTF-8 and without a change to its line ends."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def asides(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.aside]


def pdf(pages: list[list[str]], title: str = "", encrypted: bool = False) -> bytes:
    """A small valid PDF with those lines on its pages; `encrypted` with a password that nobody knows."""
    info, fonts = 3, 4
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Title ({title}) >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 12 Tf 72 720 Td {shown} ET" if lines else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * number} 0 R"
            f" /Resources << /Font << /F1 {fonts} 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    trailer = f"/Root 1 0 R /Info {info} 0 R"
    if encrypted:
        key = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{key[:32]}> <{key[:32]}>]"
    content = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")
