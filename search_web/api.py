"""The JSON API: the same search for programs."""

from flask import Blueprint, Response, jsonify, request

from indexer import InvalidParameter, as_json
from search_web.openapi import DESCRIPTION, SEARCH_PARAMETERS
from search_web.opened import current_index
from search_web.parameters import PAGE_SIZE, SearchForm

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/search")
def search() -> Response:
    """The hits as JSON; unlike the pages it refuses parameters that it does not know."""
    for name in request.args:
        if name not in SEARCH_PARAMETERS:
            known = "one of " + ", ".join(SEARCH_PARAMETERS)
            raise InvalidParameter(name="parameter", value=name, expected=known)
    form = SearchForm.from_args(request.args)
    for problem in form.problems().values():
        raise problem
    limit = _number("limit", PAGE_SIZE)
    offset = _number("offset", (form.page_number - 1) * limit)
    return jsonify(as_json(current_index().search(form.as_request(limit=limit, offset=offset))))


def _number(name: str, default: int) -> int:
    text = request.args.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise InvalidParameter(name=name, value=text, expected="a whole number")
    return int(text)


@blueprint.get("/api/openapi.json")
def openapi() -> Response:
    return jsonify(DESCRIPTION)


@blueprint.get("/health")
def health() -> Response:
    return jsonify(status="ok", articles=current_index().stats().articles)
