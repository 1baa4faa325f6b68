import pytest


@pytest.fixture
def figure(record_property):
    """Notes a figure for the report of `make torture`."""

    def note(text):
        record_property("figure", text)
        print(text)

    return note
