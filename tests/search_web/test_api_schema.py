"""Every answer of the API, to whatever is asked of it, is one that its description promises."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from search_web.openapi import DESCRIPTION


@pytest.mark.parametrize("path", DESCRIPTION["paths"])
def test_every_answer_is_as_described(app: Flask, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=schema[path]["GET"].as_strategy())
    def check(case: schemathesis.Case) -> None:
        # No schema can say what a date is as people type it, or which categories an index has.
        case.call_and_validate(
            headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance]
        )

    check()
