import pytest

from indexer.german.persons import is_person, is_place, is_surely_person


def nothing_known(word):
    return False


@pytest.mark.parametrize(
    "word",
    ["Lehrer", "Autor", "Polizist", "Student", "Praktikant", "Redakteur", "Sekretär", "Kandidat", "Fotograf",
     "Nachbar", "Fachkolleg", "Ärzt", "Schwimmer", "Absender", "Antragsteller", "Läufer", "Ausländer", "Notar", "Biathlet", "Landschaftsarchitekt", "Doktorand", "Therapeut"],
)  # fmt: skip
def test_persons(word):
    assert is_person(word, nothing_known)


@pytest.mark.parametrize(
    "word",
    [
        "Ufer",
        "Kirchenfenster",
        "Staat",
        "Parlament",
        "Mist",
        "Hand",
        "Motor",
        "Vielfalt",
        "Linked",
        "Köln",
        "Angebot",
        "Autobahn",
        "Flugzeug",
        "Gegenwart",
        "Strand",
        "Zitat",
    ],
)
def test_others(word):
    assert not is_person(word, nothing_known)


def test_surnames_are_not_surely_persons():
    assert is_surely_person("Deutschlehrer")
    assert not is_surely_person("Fischer")
    assert is_place("Köln")
