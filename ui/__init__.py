"""The conversation and the sources, in a browser."""
