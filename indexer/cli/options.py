"""Options and parameter types that several commands share."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from indexer.dates import parse_span
from indexer.errors import InvalidDate

index_option = click.option(
    "--index",
    "location",
    type=click.Path(path_type=Path),
    default=Path("index"),
    envvar="NACHLESE_INDEX",
    show_default=True,
    show_envvar=True,
    metavar="DIR",
    help="The folder that the index lives in.",
)
synonyms_option = click.option(
    "--synonyms",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    envvar="NACHLESE_SYNONYMS",
    show_envvar=True,
    metavar="FILE",
    help="A file of synonyms instead of those that come with the program.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


class DayType(click.ParamType[dt.date]):
    """A day as people type it; a month or a year stands for its first or its last day."""

    name = "date"

    def __init__(self, *, last: bool) -> None:
        self._last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return parse_span(value)[1 if self._last else 0]
        except InvalidDate as error:
            self.fail(str(error), param, ctx)
