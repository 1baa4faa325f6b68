"""What the three packages say about German words, read into plain Python values.

simplemma: which lemma a form belongs to. german-nouns: the declension of the nouns of the German
Wiktionary, and which of them are names. wordfreq: how often a word is written.
"""

import csv
import importlib.metadata
import importlib.resources
from collections.abc import Iterator
from typing import NamedTuple

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from wordfreq import get_frequency_dict

PINNED = {"simplemma": "2.0.0", "german-nouns": "1.2.5", "wordfreq": "3.1.1"}
"""The versions that the shipped tables were made from."""

_PERSON = {"Vorname", "Nachname"}
_PLACE = "Toponym"
_NOT_WORDS = {"Abkürzung", "Buchstabe", "Symbol", "Affix", "Suffix", "Gebundenes Lexem", "Wortverbindung"}
_ADJECTIVAL = "adjektivische Deklination"
_CASES = ("nominativ", "genitiv", "dativ", "akkusativ")


class Noun(NamedTuple):
    """A noun of the German Wiktionary with all its forms."""

    lemma: str
    forms: frozenset[str]
    plurals: frozenset[str]
    is_person: bool
    is_place: bool
    is_adjectival: bool

    @property
    def is_name(self) -> bool:
        """Whether it names a person or a place."""
        return self.is_person or self.is_place


def check_versions() -> None:
    """Stops with a sentence if other versions are installed than the tables are pinned to."""
    for package, version in PINNED.items():
        found = importlib.metadata.version(package)
        if found != version:
            raise SystemExit(f"{package} {found} is installed, the lexicon is pinned to {version}")


def lemmas() -> dict[str, str]:
    """Simplemma's table: form to lemma, words only (no digits, hyphens or apostrophes)."""
    table = DefaultDictionaryFactory().get_dictionary("de")
    return {form: lemma for form, lemma in table.items() if form.isalpha() and lemma.isalpha()}


def frequencies() -> dict[str, float]:
    """Wordfreq's large list: share of all words; lower case, ß written ss."""
    return {
        word: share for word, share in get_frequency_dict("de", wordlist="large").items() if word.isalpha()
    }


def nouns() -> Iterator[Noun]:
    """german-nouns' list, one word entries only."""
    path = importlib.resources.files("german_nouns") / "nouns.csv"
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            classes = set(row["pos"].split(","))
            if row["lemma"].isalpha() and not classes & _NOT_WORDS:
                yield _noun(row, classes)


def _noun(row: dict[str, str], classes: set[str]) -> Noun:
    declined = {column: form for column, form in row.items() if form and column.startswith(_CASES)}
    forms = {form for form in declined.values() if form.isalpha()}
    plurals = {form for column, form in declined.items() if "plural" in column and form.isalpha()}
    return Noun(
        row["lemma"],
        frozenset(forms | {row["lemma"]}),
        frozenset(plurals),
        bool(classes & _PERSON),
        _PLACE in classes,
        _ADJECTIVAL in classes,
    )
