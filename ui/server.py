"""The server that shows the page."""

from __future__ import annotations

import gradio as gr

from ui.theme import head, theme

USER = "clippings"


def serve(
    blocks: gr.Blocks, host: str = "127.0.0.1", port: int | None = None, password: str | None = None, mcp: bool = False
) -> str:
    """Show the page in the background and give its address; OSError where the port is taken.

    With a password the browser has to log in as "clippings". With `mcp` what programs may ask is offered as tools over
    MCP too, at gradio_api/mcp/ below that address, and never behind a password: ValueError where there is one,
    ImportError where the package `mcp` is missing. The program has to stay alive: `blocks.block_thread()`.
    """
    if mcp and password:
        raise ValueError("the MCP server cannot ask for a password: Gradio lets every MCP client in")
    _, address, _ = blocks.launch(
        server_name=host,
        server_port=port,
        auth=(USER, password) if password else None,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        run_history=False,
        footer_links=[],
        mcp_server=mcp,
        enable_monitoring=False,
        max_file_size=1,  # nothing is uploaded here, and Gradio's address for uploads cannot be closed
        theme=theme(),
        head=head(),
    )
    if blocks.mcp_error:  # which Gradio keeps to itself
        raise ImportError(blocks.mcp_error)
    return address
