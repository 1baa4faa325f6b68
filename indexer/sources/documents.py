"""Files that are read as a whole, up to a limit."""

import io

from indexer.sources.decoding import decoded
from indexer.sources.place import Place, SourceNotice
from indexer.sources.unfit import Unfit

MAX_PAGE_BYTES = 32 * 2**20
"""A page, a feed, a news item."""
MAX_EXPORT_BYTES = 512 * 2**20
"""A table or a JSON file with any number of articles."""


def whole(stream: io.BufferedIOBase, limit: int) -> bytes:
    """All bytes of the stream. Raises `Unfit` if there are more than `limit`."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Unfit(f"the file has more than {limit >> 20} MiB")
    return data


def text_of(stream: io.BufferedIOBase, limit: int, place: Place) -> tuple[str, list[SourceNotice]]:
    """The text of the stream, and a notice if its encoding is not what it should be."""
    text, doubt = decoded(whole(stream, limit), (place.encoding,))
    return text, [place.notice(doubt)] if doubt else []
