import pytest

from indexer.german.folding import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "Mueller"), ("Straße", "STRASSE"), ("Ökologie", "oekologie"), ("Erdoğan", "Erdogan"), ("Łódź", "lodz"),
     ("Lumières", "lumieres"), ("Bach-Renaturierung", "Bachrenaturierung"), ("CO₂", "co2"), ("Šefčovič", "sefcovic")],
)  # fmt: skip
def test_the_same(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Uber", "über"), ("schon", "schön"), ("Muller", "Müller")])
def test_not_the_same(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize("word", ["aktuell", "israel", "steuer", "feuer", "mauer", "neue", "duell"])
def test_leaves_alone_what_is_no_umlaut(word):
    assert folded(word) == word


def test_never_leaves_nothing():
    assert folded("☃") == "☃"
    assert folded("%") == "%"
