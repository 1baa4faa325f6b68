"""Whether a word that could be taken apart still means what its parts say.

Gegenstand is spelt like Gegenmittel, yet no reader who looks for Stand wants it. A logistic model weighs what
the sources know about a word; `python -m lexicon.fit` fits it to the frequent words of `judged.tsv`.
"""

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from indexer.german.compounds import whole_cost
from indexer.german.inflection import plain
from indexer.german.lexicon import COST_STEPS
from indexer.german.splitting import Chain
from lexicon.parts import FLOOR, Modifier, Words

_PARTICLES = frozenset("gegen hinter mittel nach neben rück über unter voll weiter wieder zwischen".split())
"""Most common words that begin so have gone their own way: Nachteil, Rücksicht, Überrest."""

_DERIVING = ("lich", "ig", "isch", "schaft", "ler", "los", "haft", "lichkeit", "igkeit", "eln", "elnd")
"""Only what has become one word is derived from: Ruheständler, gegensätzlich, rücksichtslos."""

_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}
_CASES = ("e", "er", "en")
_LINKS = frozenset({"s", "es", "n", "en"})
_LEAST_ODDS = 0.5
"""A missed part costs a reader one text, a false one brings many: so in doubt words stay whole."""
_USUAL_COST = 8.0
_FREQUENT, _VERY_FREQUENT = 2.5, 3.5
_SHORT = 3
_MOST_DERIVED = 3


class Evidence(NamedTuple):
    """What speaks for a compound, or against. Costs in nats, frequencies in decades above the floor."""

    always: float
    margin: float
    """What taking the word apart saves, tenths."""
    frequent: float
    """Decades above 3 in 10 million words, and above 3 in a million: daily words are words of their own."""
    very_frequent: float
    modifier_cost: float
    """How rare the modifiers are in other compounds, above the usual: Trut-, Kame-."""
    head_cost: float
    against_head: float
    """Decades by which the word is more frequent than its head: Schriftsteller."""
    particle: float
    frequent_particle: float
    """Decades above 3 in 10 million, if it begins with a particle: Nachteil, yet Nachfeier."""
    linked: float
    """A linking element shows where the parts meet."""
    short_part: float
    derived: float
    """How many words are derived from it."""
    named: float
    """The modifier is a person's name: Theo-login, Mario-nette."""
    unlisted_head: float
    """The German Wiktionary has no such noun, and it is not made of a verb either (Stapler, Schaffende)."""


WEIGHTS = Evidence(
    always=0.18,
    margin=3.32,
    frequent=-0.52,
    very_frequent=-1.02,
    modifier_cost=-0.42,
    head_cost=0.25,
    against_head=-0.62,
    particle=-1.14,
    frequent_particle=-1.30,
    linked=0.52,
    short_part=-0.87,
    derived=-0.84,
    named=-1.12,
    unlisted_head=-1.45,
)
"""Log odds of a compound, per unit."""


class Meaning:
    """Weighs the evidence on nouns."""

    def __init__(
        self,
        words: Words,
        forms: Collection[str],
        modifiers: Sequence[Modifier],
        modifier_cost: Sequence[float],
        head_cost: Mapping[str, float],
    ) -> None:
        """`modifiers` and their costs are in the order of the rows that chains speak of."""
        self._words = words
        self._forms = forms
        self._modifiers = modifiers
        self._modifier_cost = modifier_cost
        self._head_cost = head_cost
        self._listed = {plain(noun) for noun in words.listed}
        self._names = {plain(name) for name in words.persons} - self._listed

    def is_that_of_its_parts(self, word: str, chain: Chain) -> bool:
        """Whether to take the plain word apart that way."""
        if self.is_rare(word):
            return chain.cost <= whole_cost(len(word)) / COST_STEPS
        found = self.evidence(word, chain)
        return sum(value * weight for value, weight in zip(found, WEIGHTS, strict=True)) > _LEAST_ODDS

    def is_rare(self, word: str) -> bool:
        """Whether the plain word is written too seldom to have become a word of its own."""
        return self._decades(word) <= _FREQUENT

    def evidence(self, word: str, chain: Chain) -> Evidence:
        """What the sources know about the plain word."""
        ends = (0, *chain.ends, len(word))
        string, head = word[: chain.ends[0]], word[chain.ends[-1] :]
        decades = self._decades(word)
        costs = [self._modifier_cost[row] for row in chain.rows]
        return Evidence(
            always=1,
            margin=(whole_cost(len(word)) / COST_STEPS - chain.cost) / 10,
            frequent=decades - _FREQUENT,
            very_frequent=max(0.0, decades - _VERY_FREQUENT),
            modifier_cost=sum(costs) / len(costs) - _USUAL_COST,
            head_cost=self._head_cost[head] - _USUAL_COST,
            against_head=decades - self._decades(head),
            particle=string in _PARTICLES,
            frequent_particle=decades - _FREQUENT if string in _PARTICLES else 0,
            linked=self._modifiers[chain.rows[0]].link in _LINKS,
            short_part=min(end - start for start, end in itertools.pairwise(ends)) <= _SHORT,
            derived=min(_MOST_DERIVED, self._derivations(word)),
            named=string in self._names,
            unlisted_head=head not in self._listed and not self._is_of_verb(head),
        )

    def _is_of_verb(self, head: str) -> bool:
        verbs = self._words.families.verbs
        if head.endswith(tuple("end" + case for case in _CASES)):
            return head[: head.rindex("d")] in verbs
        return head.endswith("er") and (head[:-2] + "en" in verbs or f"{head[:-3]}e{head[-3]}n" in verbs)

    def _decades(self, word: str) -> float:
        return math.log10(max(self._words.frequency.get(word, FLOOR), FLOOR) / FLOOR)

    def _derivations(self, word: str) -> int:
        base = word.removesuffix("e")
        bases = {base, _with_umlaut(base)}
        return sum(any(base + suffix in self._forms for base in bases) for suffix in _DERIVING)


def _with_umlaut(word: str) -> str:
    for at in reversed(range(len(word))):
        if word[at] in _UMLAUTS:
            return word[:at] + _UMLAUTS[word[at]] + word[at + 1 :]
    return word
