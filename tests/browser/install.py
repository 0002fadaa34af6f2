"""python -m tests.browser.install: a Chromium for the browser tests, the one that is there or else a new one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "chromium")
DEBIAN = (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-core"))

# Playwright asks several servers several times; one that does not answer within this time will not.
CONNECTION_MILLISECONDS = "10000"
PATIENCE = 600  # seconds for a whole download


def chromium() -> Path | None:
    """The browser to use: $CHROMIUM, one on the PATH, or Playwright's own; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"CHROMIUM={named} names no file")
        return Path(named)
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return Path(on_path)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def install() -> Path | None:
    """The browser that is there, or one newly installed; None where neither way is open."""
    found = chromium()
    if found:
        return found
    if _runs(PLAYWRIGHT) and (found := chromium()):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get") and all(_runs(command) for command in DEBIAN):
        return chromium()
    return None


def _runs(command: tuple[str, ...]) -> bool:
    print("+", *command, file=sys.stderr)
    environment = os.environ | {
        "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": CONNECTION_MILLISECONDS,
        "DEBIAN_FRONTEND": "noninteractive",
    }
    try:
        return subprocess.run(command, env=environment, timeout=PATIENCE, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        print(f"gave up after {PATIENCE} seconds", file=sys.stderr)
        return False


def main() -> int:
    """Print where the browser is; exit code 1 with what to do where there is none and none can be installed."""
    try:
        found = install()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    if found:
        print(found)
        return 0
    print(
        "No Chromium, and none could be installed. Install one with your package manager "
        "(Debian: sudo apt-get install chromium), or set CHROMIUM to the path of one.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
