"""Writes `docs/commands.md` from what the commands say of themselves: `make docs`."""

from pathlib import Path

import click
from click.testing import CliRunner

from indexer.cli import main

REFERENCE = Path(__file__).parent / "commands.md"

_OPENING = """# Commands

What `nachlese COMMAND --help` says, on one page; `make docs` writes it. Every option can also be set by an
environment variable and in `nachlese.toml`: see [config](#config).
"""


def reference() -> str:
    """The page, the same in every terminal."""
    with click.Context(main) as context:
        names = main.list_commands(context)
    sections = [_OPENING, _section("nachlese", [])]
    sections += [_section(name, [name]) for name in names]
    return "\n".join(sections)


def _section(title: str, arguments: list[str]) -> str:
    shown = CliRunner().invoke(main, [*arguments, "--help"], prog_name="nachlese", terminal_width=100)
    lines = "\n".join(line.rstrip() for line in shown.output.splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8")
