"""Figures of long runs: each test notes what it tried, `make torture` writes it down."""

import os
import time
from pathlib import Path

import pytest

_FIGURES = pytest.StashKey[list[str]]()
_CALLED = pytest.StashKey[pytest.TestReport]()


@pytest.fixture
def figure(request):
    """Notes a figure of the test for the report of `make torture`."""
    figures = request.node.stash.setdefault(_FIGURES, [])

    def note(text):
        figures.append(text)
        print(text)

    return note


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.stash[_CALLED] = report
    elif report.when == "teardown" and (path := os.environ.get("TESTS_TORTURE")) and _CALLED in item.stash:
        called = item.stash[_CALLED]
        outcome = "passed" if called.passed else "FAILED"
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"- {time.strftime('%Y-%m-%d')}, {called.duration:,.0f} s, {outcome}: `{item.name}`\n")
            file.writelines(f"  - {text}\n" for text in item.stash.get(_FIGURES, []))
    return report
