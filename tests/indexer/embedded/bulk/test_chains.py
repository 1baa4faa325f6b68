"""Many words are taken apart as each is by itself, whatever the costs."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.embedded.bulk import chains
from indexer.german.lexicon import DATA, LEAST_HEAD_COST, NO_COST, Lexicon
from indexer.german.splitting import Costs, cheapest
from indexer.german.words import split_each

TEXTS = st.text("abß", min_size=1, max_size=5)
WORDS = st.lists(
    st.tuples(st.text("abß", max_size=14), st.sampled_from([50.0, 90.01, 200.0, float("inf")])), max_size=40
)


def opened(costs):
    with TemporaryDirectory() as folder:
        path = Path(folder, "costs")
        path.write_bytes(chains.cost_file(costs))
        return chains.Costs(path)


@settings(max_examples=30)  # each makes two files of a megabyte
@given(
    st.dictionaries(TEXTS, st.integers(0, 60)),
    st.dictionaries(TEXTS, st.integers(LEAST_HEAD_COST, 120)),
    WORDS,
)
@example({"a": 5, "ab": 10}, {"ba": 40, "a": 36}, [("aba", float("inf")), ("abba", 90.01)])
def test_the_same_chains(modifiers, heads, words):
    rows, head_rows = list(modifiers), list(heads)
    oracle = Costs(
        lambda text: iter(
            [(m, n) for n, m in sorted(enumerate(rows), key=lambda row: len(row[1])) if text.startswith(m)]
        ),
        list(modifiers.values()),
        lambda text: head_rows.index(text) if text in heads else -1,
        list(heads.values()),
    )
    expected = [cheapest(word, oracle, limit) for word, limit in words]
    found = chains.Chains(opened(modifiers), opened(heads)).cheapest(
        [word for word, _ in words], [limit for _, limit in words]
    )
    assert found == [chain.ends if chain else () for chain in expected]


def test_few_words_long_words_and_none():
    forms = ["hauswand", "gartentor" * 20, "hauswandmaler", "unsinn", "ss", ""] * 200
    limits = [1_000.0] * len(forms)
    assert chains.split(forms, limits) == split_each(forms, limits)
    assert chains.split(forms[:3], limits[:3]) == split_each(forms[:3], limits[:3])
    assert chains.split([], []) == []


def test_the_files_are_those_of_the_lexicon():
    lexicon = Lexicon()
    heads = lexicon.head_costs()
    assert (DATA / chains.MODIFIERS).read_bytes() == chains.cost_file(lexicon.modifier_costs())
    assert (DATA / chains.HEADS).read_bytes() == chains.cost_file(heads)
    assert LEAST_HEAD_COST <= min(heads.values()) <= max(heads.values()) < NO_COST


def test_texts_that_cannot_be_told_apart_are_no_file(monkeypatch):
    monkeypatch.setattr(chains, "_TO_FRONT", chains._TO_FRONT * 0)
    with pytest.raises(ValueError, match="two texts have the same hash"):
        chains.cost_file({"a": 1, "b": 2})
