"""How far a long command is, and how long it still takes; silent when piped."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click

from indexer.progress import OnStart, Progress


@contextmanager
def progress_bar(label: str) -> Iterator[OnStart]:
    """What makes a bar on stderr for work of the size that it is told; the bar ends with the context."""
    with ExitStack() as stack:

        def on_start(size: int) -> Progress:
            bar = click.progressbar(
                length=size,
                label=label,
                file=sys.stderr,
                show_eta=True,
                hidden=not sys.stderr.isatty(),
                update_min_steps=max(1, size // 500),
            )
            return stack.enter_context(bar).update

        yield on_start
