"""Trains what a part costs: Viterbi EM over the nouns of the lexicon.

Each round takes every noun apart with the costs so far, unless staying whole is cheaper, and counts which
strings stood as modifiers and which families as heads; the counts, smoothed by how often the words
themselves are written, give the next round's costs. The first round must prefer parts to wholes, or it
never learns that there are compounds.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import marisa_trie

from indexer.german.compounds import whole_cost
from indexer.german.lexicon import COST_STEPS
from indexer.german.splitting import Costs, cheapest
from lexicon.parts import Modifier

_ROUNDS = 5
_SMOOTHING = 0.25
_FIRST_BONUS = 8.0


class Trained(NamedTuple):
    """Costs in nats."""

    modifier: dict[str, float]
    head: dict[str, float]


def train(
    words: Sequence[str],
    modifiers: Mapping[str, Modifier],
    heads: Mapping[str, str],
    head_prior: Mapping[str, float],
) -> Trained:
    """`heads` leads from every form that can be a head to its family."""
    trie = marisa_trie.Trie(list(modifiers))
    strings = [""] * len(trie)
    for string, row in trie.items():
        strings[row] = string
    families = sorted(head_prior)
    number = {family: n for n, family in enumerate(families)}
    head_row = {form: number[family] for form, family in heads.items()}
    counted_modifiers: Counter[int] = Counter()
    counted_heads: Counter[int] = Counter()
    modifier_cost = _costs(counted_modifiers, [modifiers[string].prior for string in strings])
    head_cost = _costs(counted_heads, [head_prior[family] for family in families])
    for turn in range(_ROUNDS):
        costs = Costs(
            trie.iter_prefixes_with_ids, modifier_cost, lambda form: head_row.get(form, -1), head_cost
        )
        counted_modifiers, counted_heads = Counter(), Counter()
        bonus = _FIRST_BONUS if not turn else 0.0
        for noun in words:
            chain = cheapest(noun, costs)
            if chain and chain.cost <= whole_cost(len(noun)) / COST_STEPS + bonus:
                counted_modifiers.update(chain.rows)
                counted_heads[head_row[noun[chain.ends[-1] :]]] += 1
        modifier_cost = _costs(counted_modifiers, [modifiers[string].prior for string in strings])
        head_cost = _costs(counted_heads, [head_prior[family] for family in families])
        print(turn, sum(counted_heads.values()), "split of", len(words))
    return Trained(
        {string: modifier_cost[row] for row, string in enumerate(strings)},
        {family: head_cost[row] for row, family in enumerate(families)},
    )


def _costs(counts: Counter[int], priors: Sequence[float]) -> list[float]:
    total = sum(counts.values()) + _SMOOTHING * sum(priors)
    return [-math.log((counts[row] + _SMOOTHING * prior) / total) for row, prior in enumerate(priors)]
