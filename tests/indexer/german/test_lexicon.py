"""The compiled tables open, answer, and are what their description says."""

from pathlib import Path

import marisa_trie
import pytest

import indexer.german
from indexer.german.compounds import LEAST_LENGTH
from indexer.german.lexicon import CUT_OFTEN, LEAST_HEAD_COST, NO_COST, NOT_CUT, Edit, Lexicon, WordClass
from indexer.german.splitting import Costs, cheapest


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.mark.parametrize(
    ("form", "edit", "stem"),
    [
        ("häuser", Edit(-1, 5, "aus"), "haus"),
        ("aufgeräumt", Edit(3, 1, ""), "aufräum"),
        ("gelacht", Edit(0, 1, ""), "lach"),
        ("haus", Edit(-1, 0, ""), "haus"),
    ],
)
def test_edit(form: str, edit: Edit, stem: str) -> None:
    assert edit.applied(form) == stem


def test_known_form(lexicon: Lexicon) -> None:
    row = lexicon.find("häuser")
    assert lexicon.stem(row, "häuser") == "haus"
    assert lexicon.word_class[row] & WordClass.NOUN
    assert lexicon.head_cost[row] < NO_COST


def test_least_cost_of_a_head(lexicon: Lexicon) -> None:
    assert min(lexicon.head_cost) == LEAST_HEAD_COST


def test_unknown_form(lexicon: Lexicon) -> None:
    assert lexicon.find("xyzzy") == -1


def test_twins_have_a_row_each(lexicon: Lexicon) -> None:
    lower, upper = lexicon.find("waren"), lexicon.find("Waren")
    assert lexicon.word_class[lower] & WordClass.TWIN
    assert lexicon.stem(lower, "waren") != lexicon.stem(upper, "Waren")


def test_modifiers_carry_their_word_and_link(lexicon: Lexicon) -> None:
    found = {
        modifier: (lexicon.modifier_stem(row, modifier), lexicon.link(row))
        for modifier, row in lexicon.modifiers_at_start("gesellschaftsrecht")
    }
    assert found["gesellschafts"] == ("gesellschaft", "s")


@pytest.mark.parametrize("letters", ["bach", "kinder", "umwelt", "zw", "ö"])
def test_cuts_are_those_of_splitting(lexicon: Lexicon, letters: str) -> None:
    forms = marisa_trie.Trie().mmap(str(Path(indexer.german.__file__).parent / "data" / "forms.marisa"))
    costs = Costs(lexicon.modifiers_at_start, lexicon.modifier_cost, lexicon.find, lexicon.head_cost)
    for form in forms.iterkeys(letters):
        row = lexicon.find(form)
        whole = len(form) < LEAST_LENGTH or lexicon.word_class[row] & WordClass.WHOLE
        chain = None if whole else cheapest(form, costs)
        several = chain and len(chain.ends) > 1
        assert lexicon.cut[row] == (CUT_OFTEN if several else chain.ends[0] if chain else NOT_CUT), form
