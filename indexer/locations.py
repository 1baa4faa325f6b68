"""Where an index is: a folder, or an address such as `https://host:9200/news` on a cluster."""

import re
from pathlib import Path
from typing import Any

import click

from indexer.errors import NoFolder

Location = str | Path
"""An address is a text."""

CLUSTER_USER, CLUSTER_PASSWORD = "NACHLESE_CLUSTER_USER", "NACHLESE_CLUSTER_PASSWORD"
CLUSTER_CA = "NACHLESE_CLUSTER_CA"
"""Variables by which a cluster is entered; what is secret is no option and stands in no file of settings."""

_ADDRESS = re.compile("https?:/")


def is_address(location: Location) -> bool:
    """Whether the index is on a cluster."""
    return bool(_ADDRESS.match(str(location)))


def folder_of(location: Location) -> Path:
    """The folder that the index is in. Raises `NoFolder`."""
    if is_address(location):
        raise NoFolder(location=location)
    return Path(location)


class LocationType(click.ParamType[Location]):
    """A location as it is given to a command."""

    name = "location"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Location:
        return value if is_address(value) else Path(value)

    def below(self, folder: Path, value: str) -> str:
        """A location that a file in this folder names: paths count from there."""
        return value if is_address(value) else str(folder / value)
