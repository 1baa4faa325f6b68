import pytest

from indexer.german.references import road, section


@pytest.mark.parametrize("word", ["§ 34a", "§34a", "§\u00a034A", "Paragraph 34a", "paragraf 34a", "§§ 34a"])
def test_sections(word):
    assert section(word) == "34a"


@pytest.mark.parametrize(
    ("word", "name"), [("A 40", "A40"), ("B\u00a0517", "B517"), ("U 5", "U5"), ("ICE 512", "ICE512")]
)
def test_roads_and_lines(word, name):
    assert road(word) == name


@pytest.mark.parametrize("word", ["A40", "Rat", "34", "Paragraph", "XIV"])
def test_neither(word):
    assert section(word) is None
    assert road(word) is None
