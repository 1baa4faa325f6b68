"""What a search answers: plain values that every edge only has to print."""

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping

from indexer.article import Kind, Moment


class MatchedBy(enum.StrEnum):
    """How a word of the text answers a word of the query."""

    EXACT = "exact"
    STEM = "stem"
    VARIANT = "variant"
    PART = "part"
    SYNONYM = "synonym"
    PATTERN = "pattern"
    SIMILAR = "similar"


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """A word of the article that was found, and how."""

    word: str
    by: MatchedBy


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """One found article; `snippet` is HTML: escaped text with `<mark>`."""

    id: str
    title: str
    url: str
    published: Moment | None
    date_inferred: bool
    categories: tuple[str, ...]
    district: str
    kind: Kind
    score: float
    snippet: str = ""
    matches: tuple[Match, ...] = ()
    source: str = ""
    title_html: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that hits can be narrowed to, with the number of hits it would leave."""

    value: str
    count: int
    selected: bool = False


class Remark(enum.Enum):
    """What can be said of a query, in English and German; `{text}` is what it is about."""

    QUOTE_ADDED = ("A closing quotation mark was added.", "Anführungszeichen ergänzt.")
    BRACKET_ADDED = ("A closing bracket was added.", "Schließende Klammer ergänzt.")
    BRACKET_LEFT_OUT = (
        "A closing bracket without an opening one was left out.",
        "Schließende Klammer ohne öffnende weggelassen.",
    )
    EMPTY_BRACKETS = ("Empty brackets were left out.", "Leere Klammern weggelassen.")
    OPERATOR_LEFT_OUT = (
        "{text} has nothing to join and was left out.",
        "{text} hat nichts zu verbinden und wurde weggelassen.",
    )
    OPERATOR_AS_WORD = ("{text} was searched for as a word.", "{text} wurde als Wort gesucht.")
    UNKNOWN_FIELD = (
        "There is no field '{text}'; it was searched for as a word.",
        "Ein Feld „{text}“ gibt es nicht; es wurde als Wort gesucht.",
    )
    FIELD_WITHOUT_VALUE = (
        "Nothing follows '{text}'; it was searched for as a word.",
        "Auf „{text}“ folgt nichts; es wurde als Wort gesucht.",
    )
    UNKNOWN_VALUE = ("No article has {text}.", "Kein Artikel hat {text}.")
    DATES_SWAPPED = ("The two dates were swapped.", "Die beiden Daten wurden vertauscht.")
    DISTANCE_LIMITED = (
        "Words can be at most {text} words apart.",
        "Wörter können höchstens {text} Wörter auseinander stehen.",
    )
    EDITS_LIMITED = (
        "Fewer mistakes are allowed in so short a word: {text}.",
        "In so kurzen Wörtern sind weniger Fehler erlaubt: {text}.",
    )

    def __init__(self, english: str, german: str) -> None:
        self.english = english
        self.german = german


@dataclasses.dataclass(frozen=True, slots=True)
class Notice:
    """Something that the person should know of how the query was read."""

    remark: Remark
    text: str = ""

    @property
    def english(self) -> str:
        return self.remark.english.format(text=self.text)

    @property
    def german(self) -> str:
        return self.remark.german.format(text=self.text)


@dataclasses.dataclass(frozen=True, slots=True)
class SearchResult:
    """The page of hits that was asked for, with exact totals.

    Where there are next to none because all words were wanted, `missing_words` are those that no article
    has, and `partial` are the best articles that have at least half of the words; they count in no total.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    did_you_mean: str | None = None
    notices: tuple[Notice, ...] = ()
    missing_words: tuple[str, ...] = ()
    partial: tuple[Hit, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class IndexStats:
    """What an index holds; `teasers` are counted among the `articles` too."""

    articles: int
    teasers: int
    segments: int
    bytes_on_disk: int
    first_day: dt.date | None
    last_day: dt.date | None
    categories: Mapping[str, int]
    years: Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """Something in the files of an index that is damaged; an empty `array` stands for the whole segment."""

    segment: str
    array: str
    reason: str

    def __str__(self) -> str:
        place = f"segment {self.segment}" + (f", array {self.array}" if self.array else "")
        return f"{place}: {self.reason}"


@dataclasses.dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong."""

    articles: int
    segments: int
    arrays: int
    faults: tuple[Fault, ...]


def as_json(result: SearchResult) -> dict[str, object]:
    """The object that `search --json` and the API print."""
    return {
        "query": result.query,
        "total": result.total,
        "took_ms": round(result.took_ms, 3),
        "hits": [_hit_as_json(hit) for hit in result.hits],
        "facets": {
            name: [dataclasses.asdict(value) for value in values] for name, values in result.facets.items()
        },
        "did_you_mean": result.did_you_mean,
        "notices": [notice.german for notice in result.notices],
        "missing_words": list(result.missing_words),
        "partial": [_hit_as_json(hit) for hit in result.partial],
    }


def _hit_as_json(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "title": hit.title,
        "url": hit.url,
        "published": hit.published.isoformat() if hit.published else None,
        "date_inferred": hit.date_inferred,
        "categories": list(hit.categories),
        "district": hit.district,
        "source": hit.source,
        "kind": hit.kind.value,
        "score": round(hit.score, 4),
        "snippet": hit.snippet,
        "matches": [{"word": match.word, "by": match.by.value} for match in hit.matches],
    }
