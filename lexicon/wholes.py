"""Which words of the lexicon are never taken apart, although they could be.

Grammar knows words that only look like compounds, because they were derived from one word and not put
together from two: Botschafterin from Botschafter, Feststellung from feststellen, Widerstand from
widerstehen. Names are no compounds to those who look for their parts. Of what is left, a noun is whole when
the evidence says that it no longer means what its parts say (`meaning`), an adjective when its parts cost
more than it does, and it costs the less the more often it is written.
"""

import math

from indexer.german.compounds import NAME_HEADS, PLACE_HEADS, looks_like_name, whole_cost
from indexer.german.inflection import INSEPARABLE, SEPARABLE, plain
from indexer.german.lexicon import COST_STEPS
from indexer.german.splitting import Chain, Costs, cheapest
from lexicon.meaning import Meaning
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

    def __init__(self, words: Words, costs: Costs, adjective_costs: Costs, meaning: Meaning) -> None:
        self._words = words
        self._meaning = meaning
        self._adjectives = {plain(adjective) for adjective in words.adjectives}
        self._verbs = {plain(verb) for verb in words.families.verbs}
        self._families = words.families
        self._costs = costs
        self._adjective_costs = adjective_costs
        self._nouns = {plain(noun) for noun in words.nouns}
        self._names = {plain(name) for name in words.names}
        self._places = {plain(name) for name in words.places}
        self._known_names = self._names | self._places
        self._persons = {plain(name) for name in words.persons}
        self._listed = {plain(noun) for noun in words.listed}
        self._listed_heads = self._listed - NAME_HEADS
        self._agents = words.agents.keys()
        self._plurals = {plain(plural) for plurals in words.plurals.values() for plural in plurals}

    def is_whole(self, lemma: str) -> bool:
        """Whether the word and all its forms are left whole."""
        word = plain(lemma)
        if len(word) < _LEAST_LENGTH or word in _CALENDAR or self._is_name(word):
            return True
        if word.endswith("in") and word[:-2] in self._nouns:
            return self.is_whole(lemma[:-2])
        if self._is_derived(word) or self._is_participle(word):
            return True
        if lemma[0].islower():
            chain = cheapest(word, self._adjective_costs)
            return chain is None or chain.cost > self._cost(word) or self._is_of_separable(word, chain)
        if self._is_part_of_place(word):
            return cheapest(word, self._costs) is None
        chain = self.in_question(lemma)
        return chain is None or not self._meaning.is_that_of_its_parts(word, chain)

    def in_question(self, noun: str) -> Chain | None:
        """How the noun would be taken apart, None where rules forbid it."""
        word = plain(noun)
        if self._is_name(word) or self._is_derived(word) or self._is_participle(word):
            return None
        chain = cheapest(word, self._costs)
        if chain is None or self._is_derived_in_ei(word, chain.ends[-1]):
            return None
        return None if word not in self._listed and looks_like_name(word, chain.ends[-1]) else chain

    def _cost(self, word: str) -> float:
        """What the word costs as a whole, in nats."""
        frequency = max(self._words.frequency.get(word, FLOOR), FLOOR)
        decades = math.log10(frequency / FLOOR)
        return whole_cost(len(word)) / COST_STEPS - _PER_DECADE * max(0.0, decades - _RARE_DECADES)

    def _is_name(self, word: str) -> bool:
        if word.endswith("er") and (word[:-2] in self._names or word[:-2] + "en" in self._names):
            return True
        if self._is_part_of_place(word):
            return False
        cuts = range(3, len(word) - 2)
        if any(word[:at] in self._persons and word[at:] in self._persons for at in cuts):
            return True
        if word not in self._names or word.endswith(PLACE_HEADS):
            return False
        return not any(word[:at] in self._places and word[at:] in self._listed_heads for at in cuts if at > 3)

    def _is_part_of_place(self, word: str) -> bool:
        """Nordafrika, Großbritannien."""
        return any(
            word.startswith(part) and word[len(part) :] in self._known_names for part in _PARTS_OF_NAMES
        )

    def _is_derived_in_ei(self, word: str, head_at: int) -> bool:
        """Heuchelei, Schlepperei: the suffix, and no egg."""
        agent = word[:-2]
        if head_at != len(agent) or not agent.endswith(("er", "el")) or agent in self._plurals:
            return False
        if agent + "n" in self._verbs or agent in self._agents:
            return True
        return agent in self._nouns and self.is_whole(agent.capitalize())

    def _is_participle(self, word: str) -> bool:
        """Reisende, Studierender: from reisend, and not with Ende."""
        return any(
            word.endswith(ending) and word[: -len(ending)] + "en" in self._verbs
            for ending in ("end", "ende", "ender", "enden")
        )

    def _is_of_separable(self, word: str, chain: Chain) -> bool:
        """Hochgefahren: of hochfahren, whether the list of verbs has it or not."""
        return word[: chain.ends[0]] in SEPARABLE and word[chain.ends[-1] :] not in self._adjectives

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
        verbs = self._verbs
        if particle + rest + "en" in verbs or particle + rest + "n" in verbs:
            return True
        simple = (plain(self._families.first(form)) for form in (rest, rest + "en", "ge" + rest + "en"))
        return any(verb in verbs and particle + verb in verbs for verb in simple)
