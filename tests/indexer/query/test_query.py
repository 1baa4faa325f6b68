import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Mode, Notice
from indexer.german import Synonyms
from indexer.query import All, Any, Everything, Optional, Phrase, Without, Word, look_up, parse, words_of
from indexer.query.syntax import Excluded, Plain, Quoted


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Rat  der Stadt", [Plain("Rat"), Plain("der"), Plain("Stadt")]),
        ('"neue Halle" Bau', [Quoted("neue Halle"), Plain("Bau")]),
        ("„neue Halle“", [Quoted("neue Halle")]),
        ("«neue Halle»", [Quoted("neue Halle")]),
        ("Rat -Ausschuss", [Plain("Rat"), Excluded(Plain("Ausschuss"))]),
        ('-"neue Halle"', [Excluded(Quoted("neue Halle"))]),
        ("Bach-Renaturierung", [Plain("Bach-Renaturierung")]),
        ("C++ - ☃", [Plain("C++"), Plain("-"), Plain("☃")]),
        ("", []),
    ],
)
def test_reads(text, clauses):
    query, notices = parse(text)
    assert list(query.clauses) == clauses
    assert not notices


def test_a_missing_quotation_mark_is_added_and_said():
    query, notices = parse('Rat "neue Halle')
    assert query.clauses == (Plain("Rat"), Quoted("neue Halle"))
    assert notices == (Notice.QUOTE_ADDED,)


def shape(text, mode=Mode.ALL):
    def of(node):
        match node:
            case Word(token):
                return token.surface
            case Phrase(words):
                return [word.token.surface for word in words]
            case All(children):
                return ("all", *map(of, children))
            case Any(children):
                return ("any", *map(of, children))
            case Optional(required, wanted):
                return ("optional", of(required), of(wanted))
            case Without(included, excluded):
                return ("without", of(included), of(excluded))
            case Everything():
                return "everything"

    return of(look_up(parse(text)[0], mode))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Rat", "Rat"),
        ("Rat Stadt", ("all", "Rat", "Stadt")),
        ("Was ist los in Hörde", ("optional", ("all", "los", "Hörde"), ("any", "Was", "ist", "in"))),
        ("Die Linke", ("optional", "Linke", "Die")),
        ("der die das", ("all", "der", "die", "das")),
        ('"der Rat"', ["der", "Rat"]),
        ("http://rat.de", ("all", "http", "rat", "de")),
        ("Rat -Bau", ("without", "Rat", "Bau")),
        ("-Bau", ("without", "everything", "Bau")),
        ("☃ !!", "everything"),
    ],
)
def test_looks_up(text, tree):
    assert shape(text) == tree


def test_mode_any_wants_just_one_word():
    assert shape("Rat der Stadt", Mode.ANY) == ("any", "Rat", "der", "Stadt")


@given(st.text(max_size=80), st.sampled_from(list(Mode)))
def test_nothing_typed_raises(text, mode):
    list(words_of(look_up(parse(text)[0], mode, Synonyms.read())))


def test_without_synonyms_words_are_just_words():
    assert shape("Rat Stadt") == ("all", "Rat", "Stadt")
