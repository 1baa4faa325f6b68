"""The reason why a file, or a piece of one, cannot become an article."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager


class Unfit(ValueError):
    """Says in one clause what is wrong; whoever knows the place makes a failure of it."""


class NoText(Unfit):
    """It is whole and sound, but a picture or the like, so that nobody misses it."""


@contextmanager
def reading_with(library: str) -> Iterator[None]:
    """Makes an `Unfit` of whatever another project's parser raises, so that one file never ends a run.

    What the stream beneath raises is left as it is: that tells more.
    """
    try:
        yield
    except (Unfit, MemoryError, OSError, EOFError, zlib.error):
        raise
    except RecursionError as error:
        raise Unfit("nested too deeply") from error
    except Exception as error:
        raise Unfit(f"{library} cannot read it ({type(error).__name__})") from error
