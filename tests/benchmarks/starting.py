"""How long a newcomer waits: a question in the terminal and the page, each from a new process, on the founding corpus.

    python -m tests.benchmarks.starting

The files are in the system's cache, as after a first start; the page counts until its address answers.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks import report

CORPUS = Path(__file__).parents[2] / "corpus"
RUNS = 5
PATIENCE = 60.0  # seconds for the page to come up


def question(library: Path) -> float:
    """The seconds that a question takes."""
    began = perf_counter()
    command = [sys.executable, "-m", "qa", "How much was Didi fined, and for what?", "--library", str(library)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began


def page(library: Path) -> float:
    """The seconds until the page answers; TimeoutError where it does not."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = perf_counter()
    command = [sys.executable, "-m", "ui", "--library", str(library), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while perf_counter() - began < PATIENCE:
            try:
                with urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE):
                    return perf_counter() - began
            except URLError:
                sleep(0.02)
    finally:
        server.terminate()
        server.wait()
    raise TimeoutError(f"no page within {PATIENCE} seconds")


def main() -> None:
    """Measures, prints and saves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results" / "starting.json")
    given = parser.parse_args()
    result = report.header({"runs": RUNS}, ("gradio", "chromadb", "langchain-core"))
    with TemporaryDirectory() as folder:
        library = Path(folder, "library")
        ingest = [sys.executable, "-m", "ingest", str(CORPUS), "--library", str(library)]
        subprocess.run(ingest, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for name, wait in (
            ("question in the terminal, s", question),
            ("page, s", page),
        ):
            seconds = [wait(library) for _ in range(RUNS)]
            result[name] = {"median": median(seconds), "all": seconds}
            print(f"{name}: median {median(seconds):.2f}, best {min(seconds):.2f}")
    report.save(result, given.output)


if __name__ == "__main__":
    main()
