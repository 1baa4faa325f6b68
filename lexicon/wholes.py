"""Which words of the lexicon are never taken apart, although they could be.

A word is whole when its parts cost more than it does, and it costs the less the more often it is written:
what is said every day is a word of its own (Antwort, Hochzeit). Beyond that grammar knows words that only
look like compounds, because they were derived from one word and not put together from two: Botschafterin from
Botschafter, Feststellung from feststellen, Widerstand from widerstehen.
"""

import math

from indexer.german.compounds import whole_cost
from indexer.german.inflection import INSEPARABLE, SEPARABLE, plain
from indexer.german.lexicon import COST_STEPS
from indexer.german.splitting import Costs, cheapest
from lexicon.parts import FLOOR, Words

_PER_DECADE = 7.0
_RARE_DECADES = 3.5
_LEAST_LENGTH = 5

_CALENDAR = frozenset(
    [
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "sonnabend",
        "heiligabend",
    ]
)
"""Names of days; nobody who looks for Donner wants them."""

_PARTS_OF_NAMES = (
    "nord",
    "süd",
    "ost",
    "west",
    "ober",
    "unter",
    "nieder",
    "mittel",
    "gross",
    "klein",
    "zentral",
    "vorder",
    "hinter",
)
"""Nordafrika is a compound; other names are not, whatever they look like (Hirschhorn)."""

_DEVERBAL = ("ungen", "ung", "er", "erin", "e", "")
_PARTICLES = SEPARABLE + INSEPARABLE


class Wholes:
    """Decides for nouns and adjectives."""

    def __init__(self, words: Words, costs: Costs, adjective_costs: Costs) -> None:
        self._words = words
        self._families = words.families
        self._costs = costs
        self._adjective_costs = adjective_costs
        self._nouns = {plain(noun) for noun in words.nouns}
        self._names = {plain(name) for name in words.names}
        self._places = {plain(name) for name in words.places}
        self._listed = {plain(noun) for noun in words.listed}

    def is_whole(self, lemma: str) -> bool:
        """Whether the word and all its forms are left whole."""
        word = plain(lemma)
        if len(word) < _LEAST_LENGTH or word in _CALENDAR or self._is_name(word):
            return True
        if word.endswith("in") and word[:-2] in self._nouns:
            return self.is_whole(lemma[:-2])
        if self._is_derived(word) or self._is_participle(word):
            return True
        chain = cheapest(word, self._costs if lemma[0].isupper() else self._adjective_costs)
        return chain is None or chain.cost > self.cost(word)

    def cost(self, word: str) -> float:
        """What the word costs as a whole, in nats."""
        frequency = max(self._words.frequency.get(word, FLOOR), FLOOR)
        decades = math.log10(frequency / FLOOR)
        return whole_cost(len(word)) / COST_STEPS - _PER_DECADE * max(0.0, decades - _RARE_DECADES)

    def _is_name(self, word: str) -> bool:
        if word.endswith("er") and (word[:-2] in self._names or word[:-2] + "en" in self._names):
            return True
        if word not in self._names:
            return False
        if any(word.startswith(part) and word[len(part) :] in self._names for part in _PARTS_OF_NAMES):
            return False
        return not any(
            word[:at] in self._places and word[at:] in self._listed for at in range(4, len(word) - 3)
        )

    def _is_participle(self, word: str) -> bool:
        """Reisende, Studierender: from reisend, and not with Ende."""
        return any(
            word.endswith(ending) and word[: -len(ending)] + "en" in self._families.verbs
            for ending in ("end", "ende", "ender", "enden")
        )

    def _is_derived(self, word: str) -> bool:
        """Feststellung, Hersteller, Anfrage, Widerstand: from a verb that has the particle already."""
        for particle in _PARTICLES:
            if word.startswith(particle):
                rest = word[len(particle) :]
                for suffix in _DEVERBAL:
                    if rest.endswith(suffix) and self._is_verb(particle, rest[: len(rest) - len(suffix)]):
                        return True
        return False

    def _is_verb(self, particle: str, rest: str) -> bool:
        if len(rest) < 2:
            return False
        verbs = self._families.verbs
        if particle + rest + "en" in verbs or particle + rest + "n" in verbs:
            return True
        simple = (self._families.first(form) for form in (rest, rest + "en", "ge" + rest + "en"))
        return any(verb in verbs and particle + verb in verbs for verb in simple)
