"""Gender-inclusive forms stand for all that they are read as.

    Bürger*innen Bürger:innen Bürger_innen Bürger·innen BürgerInnen Bürger/-innen Bürger/innen Bürger(innen)
    Bürger*in, Kolleg*innen, Ärzt*innen, Expert*innenrunde, jede*r, eine*n, der*die, Angestellte/r

Where the marker could as well be punctuation (Einsatz:In Köln, Ufer/in), the singular asks for a person.
The plural does not: hardly anything else is written like it, and an unheard-of base (Depp:innen) is still
among the readings.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from indexer.german.persons import is_person, is_place, is_surely_person

_NOUN = re.compile(
    r"""(?P<base>.*[^\W\d_])
        (?: (?P<marker>[*:_·]|/-?) (?P<ending>[iI]n(?:nen)?)
          | (?P<bracket>\()-?(?P<in_brackets>[iI]n(?:nen)?)\) )
        (?P<tail>[^\W\d_]*(?:-.*)?)""",
    re.VERBOSE,
)
_CAPITAL = re.compile(r"(?P<base>.*[a-zäöüß])(?P<ending>In(?:nen)?)(?P<tail>[a-zäöüß]*(?:-.*)?)")
_PAIR = re.compile(
    r"(?P<base>[^\W\d_]+) (?: (?P<marker>[*:_·/])(?P<ending>[a-z]+) | \((?P<in_brackets>[a-z]+)\) )",
    re.VERBOSE,
)

_ARTICLES = frozenset(
    """
    der die das dem den des dessen deren er sie es ihm ihr ihn ihre ihrer ihrem ihren ihres sein seine seiner
    seinem seinen seines
    """.split()
)
_DETERMINERS = frozenset("ein kein mein dein sein ihr unser euer jed dies welch jen manch solch".split())
_BOTH_ENDINGS = re.compile(r"[a-zäöü]+e[rnms]")

_PLAIN_WORDS_WITH_INNEN = tuple(
    """
    stadt städt minist politi raum räum hof höf seit leben senat ressort ausschuss tasch einricht architek
    verteid
    """.split()
)
"""What follows where innen is the inside: Bund:innenminister."""

_UMLAUT_OF_FEMININE = {
    "ärzt": "arzt", "anwält": "anwalt", "rät": "rat", "bäuer": "bauer", "jüd": "jude", "köch": "koch",
    "gäst": "gast", "gött": "gott", "hünd": "hund", "närr": "narr", "wölf": "wolf", "schwäg": "schwager",
    "schwäb": "schwabe", "sächs": "sachse", "französ": "franzose", "gräf": "graf", "päpst": "papst",
    "häs": "hase",
}  # fmt: skip
_FORMS_IN_COMPOUNDS = {
    "ärzt": ("ärzte", "arzt"), "anwält": ("anwalts", "anwälte"), "rät": ("rats", "räte"),
    "bäuer": ("bauern",), "jüd": ("juden",), "köch": ("koch",), "gäst": ("gäste",),
    "freund": ("freundes", "freunde"), "könig": ("königs",), "chef": ("chef",), "herr": ("herren",),
}  # fmt: skip
_COMPLETE = ("er", "or", "ist", "ant", "ent", "eur", "är", "at", "and", "nom", "graf", "soph")
"""Suffixes after which the base is the masculine as it stands; others may lack their -e (Kolleg-)."""
_WEAK = ("or", "ist", "ant", "ent", "and", "nom", "graf", "soph", "log", "ert", "kolleg", "kund", "zeug")
"""Bases with the linking element -en: Autorentreffen, Expertenrunde, Kundenzahl."""


class GenderForm(NamedTuple):
    """The words that a form stands for, the form without its marker first; and what is in a compound."""

    readings: tuple[str, ...]
    parts: tuple[str, ...] = ()


def gender_form(word: str, known: Callable[[str], bool]) -> GenderForm | None:
    """What a gender-inclusive form is read as; None for any other word, mere punctuation included."""
    if match := _NOUN.fullmatch(word):
        marker = match["marker"] or match["bracket"]
        ending = match["ending"] or match["in_brackets"]
    elif match := _CAPITAL.fullmatch(word):
        marker, ending = "", match["ending"]
    else:
        pair = _pair(word)
        return GenderForm(pair) if pair else None
    base, tail = match["base"], match["tail"]
    if not _is_gender_form(base, marker, ending, tail, known):
        return None
    nouns = _distinct(_nouns(base, ending.lower()))
    if not tail:
        return GenderForm(nouns)
    return GenderForm(_distinct(_compounds(base, tail)), (*nouns, tail.strip("-")))


def has_marker(word: str) -> bool:
    """Whether the word, as cut, holds what may be a marker and may be punctuation."""
    if word.isalpha() or word[0].isdecimal() or word == "km/h":
        return False
    return any(marker in word for marker in "*:_·/(")


def _is_gender_form(base: str, marker: str, ending: str, tail: str, known: Callable[[str], bool]) -> bool:
    person = base.rpartition("-")[2]
    if tail and not tail.startswith("-") and ending.lower() == "in":
        return False
    if marker in ("*", "·") and (ending.islower() or ending.lower() == "innen"):
        return True
    if tail.startswith(_PLAIN_WORDS_WITH_INNEN):
        return False
    if ending.lower() == "innen" and person[:1].isupper() and ending.islower():
        return not is_place(person)
    if marker == ":" and ending == "In":
        return is_surely_person(person)
    if marker == "" and ending == "Innen":
        return True
    return len(person) > 2 and (is_person(person, known) or is_person(_singular(person), known))


def _distinct(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _nouns(base: str, ending: str) -> list[str]:
    singular = _singular(base)
    feminines = [base + "in", base + "innen", singular + "in", singular + "innen"]
    return [base + ending, base, *_masculines(base), *feminines]


def _masculines(base: str) -> list[str]:
    """The masculine where it is not simply what stands before -in: Arzt, Kollege."""
    if feminine := _known_ending(base, _UMLAUT_OF_FEMININE):
        return [_with_ending(base, feminine, _UMLAUT_OF_FEMININE[feminine])]
    return [] if base.endswith((*_COMPLETE, "e", "en", "n")) else [base + "e"]


def _singular(base: str) -> str:
    """The base of a form that has the ending of a plural too: Assistenten/innen, Bürgern/innen."""
    for ending, stays in (("ern", 2), ("en", 0), ("e", 0)):
        if base.endswith(ending) and len(base) > len(ending) + 2:
            return base[: len(base) - len(ending) + stays]
    return base


def _compounds(base: str, tail: str) -> list[str]:
    """Bürgerinnenrat and Bürgerrat, with the linking elements that the base has in compounds."""
    if base.endswith("er"):
        linked = [base]
    elif known := _known_ending(base, _FORMS_IN_COMPOUNDS):
        linked = [_with_ending(base, known, form) for form in _FORMS_IN_COMPOUNDS[known]]
    elif base.endswith(("eur", "är")):
        linked = [base + "s", base]
    elif base.endswith(_WEAK):
        linked = [base + "en"]
    else:
        linked = [base + "en", base]
    return [base + "innen" + tail, *(form + tail for form in linked)]


def _known_ending(base: str, endings: Iterable[str]) -> str | None:
    lower = base.lower()
    return next((ending for ending in endings if lower.endswith(ending)), None)


def _with_ending(base: str, old: str, new: str) -> str:
    start = len(base) - len(old)
    return base[:start] + (new.capitalize() if base[start].isupper() else new)


def _pair(word: str) -> tuple[str, ...]:
    """Articles, pronouns and adjectives: der*die, jede*r, eine*n, ein*e, einer*m, Angestellte(r)."""
    match = _PAIR.fullmatch(word)
    if not match:
        return ()
    base, ending = match["base"], match["ending"] or match["in_brackets"]
    lower = base.lower()
    if lower in _ARTICLES and ending in _ARTICLES:
        return (base, ending)
    if match["in_brackets"]:
        return (base, base + ending)
    if ending in ("r", "n", "m", "s") and lower.endswith("e"):
        return (base, base + ending)
    if ending in ("r", "n", "m", "s") and _BOTH_ENDINGS.fullmatch(base):
        return (base, base[:-1] + ending)
    if ending in ("e", "er", "en", "em", "es") and (lower in _DETERMINERS or match["marker"] == "*"):
        return (base, base + ending)
    return ()
