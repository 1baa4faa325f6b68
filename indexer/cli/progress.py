"""How far a long command is, and how long it still takes; silent when piped."""

import sys

import click


def progress_bar(size: int, label: str) -> "click._termui_impl.ProgressBar[int]":
    """A bar on stderr for work of this size; a context manager."""
    return click.progressbar(
        length=size,
        label=label,
        file=sys.stderr,
        show_eta=True,
        hidden=not sys.stderr.isatty(),
        update_min_steps=max(1, size // 500),
    )
