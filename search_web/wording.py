"""How values read in German: numbers, days, the way a word was found."""

import datetime as dt
from collections.abc import Sequence

from flask import Flask

from indexer import MatchedBy, Moment, german_day

MATCHED_BY = {
    MatchedBy.EXACT: "wie eingegeben",
    MatchedBy.STEM: "gebeugte Form",
    MatchedBy.VARIANT: "andere Schreibweise",
    MatchedBy.PART: "Teil eines zusammengesetzten Wortes",
    MatchedBy.SYNONYM: "gleichbedeutendes Wort",
    MatchedBy.PATTERN: "passt auf das Muster",
    MatchedBy.SIMILAR: "ähnlich geschrieben",
}


def register(app: Flask) -> None:
    app.jinja_env.filters["number"] = number
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["matched_by"] = MATCHED_BY.__getitem__


def number(value: int) -> str:
    """1234 as 1.234."""
    return f"{value:,}".replace(",", ".")


def day(value: Moment) -> str:
    """The day of a day or a moment: 20. Februar 2026."""
    return german_day(value.date() if isinstance(value, dt.datetime) else value)


def moment(value: Moment) -> str:
    """The day and, where it is known, the time: 20. Februar 2026, 9.30 Uhr."""
    time = f", {value.hour}.{value:%M} Uhr" if isinstance(value, dt.datetime) else ""
    return day(value) + time


def hits_heading(query: str, total: int) -> str:
    """1.234 Treffer für „Bach“; without a query 1.234 Artikel."""
    if not query:
        return f"{number(total)} Artikel" if total else "Keine Artikel"
    return f"{number(total) if total else 'Keine'} Treffer für „{query}“"


def search_title(query: str, total: int, filters: Sequence[str], page: int) -> str:
    """The heading and what else tells this page from others: 12 Treffer für „Bach“ · Kultur, 2024."""
    narrowed = f" · {', '.join(filters)}" if filters else ""
    return hits_heading(query, total) + narrowed + (f" – Seite {number(page)}" if page > 1 else "")
