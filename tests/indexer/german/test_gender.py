import pytest

from indexer.german.gender import gender_form


def known(word):
    return word in {"Winzer", "Winzerin", "Druid", "Druidin"}


def readings(word):
    form = gender_form(word, known)
    return form.readings if form else ()


@pytest.mark.parametrize(
    "form",
    [
        "Bürger*innen", "Bürger:innen", "Bürger_innen", "Bürger·innen", "BürgerInnen", "Bürger/-innen",
        "Bürger/innen", "Bürger(innen)", "Bürger*Innen", "Bürger*in", "Bürger:in", "Bürger/in", "Bürger(in)",
        "BürgerIn",
    ],
)  # fmt: skip
def test_every_spelling_stands_for_all_readings(form):
    assert {"Bürger", "Bürgerin", "Bürgerinnen"} <= set(readings(form))


@pytest.mark.parametrize(
    ("form", "masculine"),
    [
        ("Kolleg*innen", "Kollege"),
        ("Fachkolleg:innen", "Fachkollege"),
        ("Expert*innen", "Experte"),
        ("Psycholog*innen", "Psychologe"),
        ("Jüd*innen", "Jude"),
        ("Ärzt*innen", "Arzt"),
        ("Tierärzt*innen", "Tierarzt"),
        ("Anwält:innen", "Anwalt"),
        ("Bäuer*innen", "Bauer"),
        ("Französ*innen", "Franzose"),
        ("Gemeinderät/innen", "Gemeinderat"),
        ("Ärzt*in", "Arzt"),
        ("Kund:in", "Kunde"),
        ("Depp:innen", "Depp"),
        ("Druid:in", "Druid"),
    ],
)
def test_the_masculine_is_among_the_readings(form, masculine):
    assert masculine in readings(form)


@pytest.mark.parametrize(
    ("form", "feminine"),
    [
        ("Assistenten/innen", "Assistentinnen"),
        ("Kandidaten/in", "Kandidatin"),
        ("Bürgern/innen", "Bürgerinnen"),
        ("Freunde/innen", "Freundinnen"),
    ],
)
def test_a_base_with_a_plural_ending_has_its_feminine_too(form, feminine):
    assert feminine in readings(form)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("jede*r", ("jede", "jeder")),
        ("jede:r", ("jede", "jeder")),
        ("eine*n", ("eine", "einen")),
        ("ein*e", ("ein", "eine")),
        ("ein/e", ("ein", "eine")),
        ("seine*n", ("seine", "seinen")),
        ("einer*m", ("einer", "einem")),
        ("der*die", ("der", "die")),
        ("die*der", ("die", "der")),
        ("er/sie", ("er", "sie")),
        ("Abgeordnete(r)", ("Abgeordnete", "Abgeordneter")),
        ("Angestellte/r", ("Angestellte", "Angestellter")),
        ("interessierte*n", ("interessierte", "interessierten")),
    ],
)
def test_articles_pronouns_and_adjectives(form, expected):
    assert readings(form) == expected


@pytest.mark.parametrize(
    ("form", "compounds", "parts"),
    [
        ("Bürger*innenrat", {"Bürgerinnenrat", "Bürgerrat"}, {"Bürger", "Bürgerin", "rat"}),
        ("BürgerInnenrat", {"Bürgerinnenrat", "Bürgerrat"}, {"rat"}),
        ("Expert*innenrunde", {"Expertinnenrunde", "Expertenrunde"}, {"Experte", "runde"}),
        ("Anwohner:innenparken", {"Anwohnerparken"}, {"Anwohner", "parken"}),
        ("Mitarbeiter*innenzahl", {"Mitarbeiterzahl"}, {"zahl"}),
        ("Ärzt*innenkammer", {"Ärztekammer", "Ärztinnenkammer"}, {"Arzt", "kammer"}),
        ("Student*innen-Ausweis", {"Studenten-Ausweis", "Studentinnen-Ausweis"}, {"Ausweis"}),
        ("Schüler(innen)rat", {"Schülerrat"}, {"Schüler"}),
    ],
)
def test_compounds(form, compounds, parts):
    assert compounds <= set(readings(form))
    assert parts <= set(gender_form(form, known).parts)


@pytest.mark.parametrize(
    "word",
    [
        "LinkedIn", "Check-in", "Check-In", "Drive-In", "Plug-in", "Add-In", "Log-in", "BerlIn", "Innen", "Rinnen",
        "Vielfalt:In", "Einsatz:In", "Noten:In", "Fischer:In", "Müller:In", "Oktober:In", "Ergebnis:in",
        "Mitglied:in", "Januar:in", "Köln:innen", "außen/innen", "außen:innen", "seltsam:Innen", "Bund:innenminister",
        "Ufer/in", "Fenster/in", "Theater/in", "Straße/In", "Kinder/In", "Berlin/in", "unter/in", "carry_in",
        "an/in", "in/an", "km/h", "und/oder", "ist/er", "Bürger", "Bürgerinnen", "Douglas:In", "14:00",
    ],
)  # fmt: skip
def test_no_gender_forms(word):
    assert not readings(word)


def test_a_feminine_that_the_lexicon_has_makes_a_person():
    assert readings("Druid:in")
    assert not readings("Trudel:in")
