"""Where something is read from, and what was said about it from outside."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from indexer.article import Article
from indexer.errors import UnreadableSource

_PACKED_TAR = (".tgz", ".tbz2", ".txz")


class SourceNotice(NamedTuple):
    """What a run could not take as it stood, but read all the same."""

    path: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}{self.place}: {self.reason}"


Item = Article | UnreadableSource | SourceNotice
"""What reading yields: an article, why something is none, or a doubt about what was read."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file, a member of an archive, or an answer of a server.

    `name` decides the format where the content leaves it open. `within` names the place inside of
    `origin`: ", member a.html". `encoding` and `address` are what a server said; relative links count
    from the address. `columns` maps field names to the names that a table or a JSON file has for them.
    `packing` is what it was taken out of last, `depth` how often something was taken out.
    """

    origin: str
    name: str
    today: dt.date
    within: str = ""
    encoding: str = ""
    address: str = ""
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    packing: str = ""
    depth: int = 0

    def failure(self, reason: object, where: str = "") -> UnreadableSource:
        return UnreadableSource(path=self.origin, place=self.within + where, reason=str(reason))

    def notice(self, reason: str, where: str = "") -> SourceNotice:
        return SourceNotice(self.origin, self.within + where, reason)

    def unpacked(self, packing: str) -> "Place":
        """The same place behind a compression: page.html.gz is page.html."""
        stem, dot, suffix = self.name.rpartition(".")
        name = f"{stem}.tar" if f"{dot}{suffix}".lower() in _PACKED_TAR else stem
        return dataclasses.replace(self, name=name, packing=packing, depth=self.depth + 1)

    def member(self, name: str, packing: str) -> "Place":
        """A member of the archive that this place is. Its name is a label and nothing else."""
        label = " ".join(name.split()).encode("utf-8", "replace").decode()
        return dataclasses.replace(
            self,
            name=label.rpartition("/")[2],
            within=f"{self.within}, member {label}",
            packing=packing,
            depth=self.depth + 1,
        )
