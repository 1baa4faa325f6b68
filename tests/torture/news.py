"""Articles that carry proof of themselves: each says in words which version of which article it is."""

import datetime as dt

from indexer import Article
from tests.making import article

_DISTRICTS = ("Nordhafen", "Altstadt", "Südhang", "Elmsfeld")
_TEXT = (
    "Die Bach-Renaturierung in {district} kommt voran, sagen Bürger*innen und der Rat. "
    "Am {day}. Mai kostete die Brücke 1.000 Euro; Müller und Mueller waren dagegen. "
)


def news(number: int, version: int = 0) -> Article:
    """Article `number` in some version: its title and its text hold the word `stand{version}`, so that an
    answer made of two generations would show.
    """
    district = _DISTRICTS[number % len(_DISTRICTS)]
    text = _TEXT.format(district=district, day=1 + number % 28) * (1 + number % 4)
    return article(
        f"n{number}",
        f"Nummer{number} aus {district} Stand{version}",
        f"{text}\n\nHier steht Stand{version} von Nummer{number}.",
        categories=("Umwelt",) if number % 2 else ("Rat", "Umwelt"),
        district=district,
        source="Elmsburger Bote",
        published=dt.date(2024, 1 + number % 12, 1 + number % 28),
    )
