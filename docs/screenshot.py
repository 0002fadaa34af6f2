"""python docs/screenshot.py: the pictures of the README, taken over the articles that come with Clippings."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.install import chromium  # noqa: E402  the folder above is known only now

QUESTION = "How many apps were removed from app stores in the first half of 2022?"
PATIENCE = 60  # seconds for the page to come up


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, the size of the window in CSS pixels, and the colours."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]


PICTURES = (
    Picture("desktop", 1440, 900, "light"),
    Picture("desktop-dark", 1440, 900, "dark"),
    Picture("phone", 390, 844, "light"),
    Picture("phone-dark", 390, 844, "dark"),
)


def main() -> int:
    """Take the pictures into this folder; of the page at --url, or of one that is started for them."""
    parser = argparse.ArgumentParser(description="Takes the pictures of the README.")
    parser.add_argument("--url", help="a page that is running (default: one is started over corpus/)")
    options = parser.parse_args()
    executable = chromium()
    if executable is None:
        print("no Chromium: run python -m tests.browser.install", file=sys.stderr)
        return 1
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with _page(options.url) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        for picture in PICTURES:
            print(_take(browser, url, picture))
        browser.close()
    return 0


def _take(browser: Browser, url: str, picture: Picture) -> Path:
    viewport = ViewportSize(width=picture.width, height=picture.height)
    tab = browser.new_page(
        viewport=viewport, color_scheme=picture.scheme, device_scale_factor=2, reduced_motion="reduce"
    )
    tab.goto(url)
    tab.get_by_role("textbox", name="Question").fill(QUESTION)
    tab.keyboard.press("Enter")
    tab.locator(".exchange[data-status=done]").wait_for()
    # The phone shows the answer: the sheet would hide it.
    if picture.width > 860:
        tab.locator(".chip").first.click()
        tab.locator("mark.quotation").wait_for()
        tab.mouse.move(picture.width / 2, picture.height - 200)
    file = Path(__file__).parent / f"{picture.name}.png"
    tab.screenshot(path=file)
    tab.close()
    return file


@contextmanager
def _page(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-m"]
        subprocess.run([*run, "ingest", "corpus", "--library", folder], cwd=ROOT, check=True)
        server = subprocess.Popen([*run, "ui", "--library", folder, "--port", str(port)], cwd=ROOT)
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
