"""Libraries that only some formats need, imported when the first such file is met."""

import importlib
from types import ModuleType

from indexer.sources.unfit import Unfit

_EXTRAS = {
    "trafilatura": "html",
    "lxml.html": "html",
    "feedparser": "feeds",
    "frontmatter": "markdown",
    "warcio.archiveiterator": "warc",
}


def library(module: str) -> ModuleType:
    """The module; without it an `Unfit` that names the extra and how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        extra = _EXTRAS[module]
        raise Unfit(
            f"this format needs the extra '{extra}'; install it with: pip install 'nachlese[{extra}]'"
        ) from error
