"""The compiled tables open, answer, and are what their description says."""

import pytest

from indexer.german.lexicon import LEAST_HEAD_COST, NO_COST, Edit, Lexicon, WordClass


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
