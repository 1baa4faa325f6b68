"""The command line: `nachlese`, or `python -m indexer`."""

from indexer.cli.group import main

__all__ = ["main"]
