"""python -m ui: the conversation in a browser."""

from __future__ import annotations

import argparse
import errno
import importlib.util
import os
import socket
import sys
from collections.abc import Sequence

from ingest.library import Library, LibraryError
from qa.assemble import chain_of, model_of, open_library, retriever_of
from qa.feedback import FILE
from qa.generate import Model, ModelError
from qa.reader.reader import Reader
from qa.settings import Settings, flags
from qa.suggest import Suggest

LOCAL = ("127.0.0.1", "localhost", "::1")

FOUNDING = "000_f3b0bbc048ffda49"
EXAMPLES = (
    "How much was Didi fined, and for what?",
    "Who issued the July 2021 guideline?",
    "How many apps were removed from app stores in the first half of 2022?",
    "How much was Alibaba fined?",
)
"""Questions for the articles that come with Clippings, the last of them about what they do not say."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command until it is interrupted; the exit code is 0, or 2 where the page could not be shown."""
    try:
        defaults = Settings.from_environment()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    options = _parser(defaults).parse_args(arguments)
    password = None if options.no_password else os.environ.get("CLIPPINGS_PASSWORD")
    if options.host not in LOCAL and not password and not options.no_password:
        print(
            f"{options.host} can be reached from other machines: set CLIPPINGS_PASSWORD to have them log in, "
            "or allow everyone with --no-password",
            file=sys.stderr,
        )
        return 2
    if options.mcp and (fault := _mcp_fault(password)):
        print(fault, file=sys.stderr)
        return 2
    try:
        _check_address(options.host, options.port)
        settings = Settings.of(options)
        model = model_of(settings)
        library = _library(settings)
    except (LibraryError, ModelError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    _show(library, settings, model, options, password)
    return 0


def _parser(defaults: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ui",
        description="Shows the conversation with the articles of a library in a browser.",
        parents=[flags(defaults)],
        epilog='CLIPPINGS_PASSWORD has the browser log in, as "clippings" with that password.',
    )
    parser.add_argument(
        "--host", default=os.environ.get("CLIPPINGS_HOST", LOCAL[0]), help="address to listen at (default: %(default)s)"
    )
    # A string default is converted like an argument, so a bad CLIPPINGS_PORT is refused in the same words.
    parser.add_argument(
        "--port", type=int, default=os.environ.get("CLIPPINGS_PORT", "7860"), help="its port (default: %(default)s)"
    )
    parser.add_argument("--no-password", action="store_true", help="let everyone in who can reach the host")
    parser.add_argument("--mcp", action="store_true", help="offer ask, search and article as tools over MCP as well")
    return parser


def _mcp_fault(password: str | None) -> str | None:
    """What keeps the MCP server from being started, and the mend."""
    if importlib.util.find_spec("mcp") is None:
        return "--mcp needs the package mcp: install it with pip install 'clippings[mcp]'"
    if password:
        return "the MCP server cannot ask for a password: start it without CLIPPINGS_PASSWORD, or with --no-password"
    return None


def _check_address(host: str, port: int) -> None:
    """OSError, in words, where nobody can listen there: Gradio would find out only after five seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "another program listens there" if taken else error
        raise OSError(f"cannot listen at {host} port {port} ({reason}): choose another with --port") from error


def _library(settings: Settings) -> Library:
    library = open_library(settings)
    if not library.overview().articles:
        folder = settings.library
        raise LibraryError(f"{folder} holds no articles: add some with python -m ingest ARTICLES --library {folder}")
    return library


def _show(
    library: Library, settings: Settings, model: Model | None, options: argparse.Namespace, password: str | None
) -> None:
    # Before the import, which reads them: nothing of Gradio or of its hub client may ask another machine.
    os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    from ui.app import Handlers, page  # noqa: PLC0415  seconds of imports, wasted on a command that is refused
    from ui.programs import Programs  # noqa: PLC0415
    from ui.server import serve  # noqa: PLC0415

    reader = Reader()
    chain = chain_of(library, reader=reader, model=model, rewrites=settings.rewrites)
    programs = Programs(chain, retriever_of(library, reader), library)
    handlers = Handlers(
        chain,
        library,
        _examples(library),
        settings.strictness,
        settings.model,
        feedback=settings.library / FILE,
        suggest=Suggest(chain_of(library, reader=reader) if model else chain),
    )
    blocks = page(handlers, programs)
    address = serve(blocks, options.host, options.port, password, options.mcp)
    print(f"Clippings is at {address}  (Ctrl+C ends it)", flush=True)
    blocks.block_thread()


def _examples(library: Library) -> tuple[str, ...]:
    try:
        library.article(FOUNDING)
    except KeyError:
        return ()
    return EXAMPLES


if __name__ == "__main__":
    sys.exit(main())
