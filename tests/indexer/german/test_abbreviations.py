import pytest

from indexer.german.abbreviations import is_dotted, spelled_out


@pytest.mark.parametrize(
    ("word", "full"),
    [("Mio", "Million"), ("Dr", "Doktor"), ("Nr", "Nummer"), ("nr", "Nummer"), ("Prof", "Professor"), ("ca", "circa"),
     ("Str", "Straße"), ("Hauptstr", "Hauptstraße"), ("St", "Sankt"), ("%", "Prozent")],
)  # fmt: skip
def test_abbreviations(word, full):
    assert spelled_out(word) == full


@pytest.mark.parametrize("word", ["OB", "HR", "Rat", "ST", "Str8", "ernst", "Astr"])
def test_others_stay(word):
    assert spelled_out(word) == word


@pytest.mark.parametrize(
    ("word", "dotted"), [("z. B.", True), ("G.m.b.H.", True), ("e.V", True), ("Rat", False)]
)
def test_dots(word, dotted):
    assert is_dotted(word) is dotted
