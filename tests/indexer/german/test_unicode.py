import pytest

from indexer.german.unicode import clean


@pytest.mark.parametrize(
    ("surface", "cleaned"),
    [
        ("Mu\u0308ll", "Müll"),
        ("Stra\u00adße", "Straße"),
        ("Rat\u200bhaus", "Rathaus"),
        ("Renatu-\nrierung", "Renaturierung"),
        ("Übergangs-\r\n  lösung", "Übergangslösung"),
        ("Bach-\nRenaturierung", "Bach-Renaturierung"),
        ("Straße", "Straße"),
        ("GmbH", "GmbH"),
        ("2023", "2023"),
    ],
)
def test_one_way_to_encode_a_word(surface, cleaned):
    assert clean(surface) == cleaned
    assert clean(cleaned) == cleaned
