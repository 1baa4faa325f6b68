"""What can be named on the command line besides files and folders."""

from pathlib import Path
from typing import NamedTuple

from indexer.addresses import is_link


class Address(NamedTuple):
    """An address to poll."""

    url: str

    def __str__(self) -> str:
        return self.url


class StandardInput(NamedTuple):
    """Whatever is piped in."""

    name: str = "-"

    def __str__(self) -> str:
        return self.name


Source = Path | Address | StandardInput
"""Where articles come from; `str` of it is the origin of its articles."""


def named_source(text: str) -> Source:
    """What a person means by an argument: `-`, an address, or a path."""
    if text == "-":
        return StandardInput()
    return Address(text) if is_link(text) else Path(text)


def size_of(source: Source) -> int:
    """The bytes that there are to read, as far as that is known beforehand."""
    try:
        return source.stat().st_size if isinstance(source, Path) else 0
    except OSError:
        return 0
