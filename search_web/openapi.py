"""The OpenAPI description of the JSON API."""

from indexer import (
    FACET_LABELS,
    MAX_LIMIT,
    MAX_OFFSET,
    MAX_QUERY_LENGTH,
    QUERY_GUIDE,
    Kind,
    MatchedBy,
    Mode,
    Sort,
)
from search_web.parameters import FACETS, PAGE_SIZE

_Schema = dict[str, object]

_STRING: _Schema = {"type": "string"}
_STRINGS: _Schema = {"type": "array", "items": _STRING}
_COUNT: _Schema = {"type": "integer", "minimum": 0}

_SCHEMAS_OF_PARAMETERS: dict[str, tuple[str, _Schema]] = {
    "q": (
        "What to look for. Empty: every article. "
        + "; ".join(f"`{rule.example}`: {rule.english}" for rule in QUERY_GUIDE),
        {"type": "string", "maxLength": MAX_QUERY_LENGTH, "default": ""},
    ),
    "mode": (
        "Whether a hit has to hold every plain word of the query.",
        {"type": "string", "enum": list(Mode), "default": Mode.ALL},
    ),
    "category": ("Repeatable: a hit has at least one of these categories.", _STRINGS),
    "district": ("Repeatable: a hit has one of these districts.", _STRINGS),
    "from": (
        "The first day, as 2026-02-16 or 16.2.2026; a month or a year stands for its first day.",
        _STRING,
    ),
    "to": ("The last day, included; a month or a year stands for its last day.", _STRING),
    "sort": (
        "The order of the hits; by default by relevance, or newest first without a query.",
        {"type": "string", "enum": list(Sort)},
    ),
    "page": ("The page of `limit` hits, from 1.", {"type": "integer", "minimum": 1, "default": 1}),
    "limit": (
        "How many hits to return.",
        {"type": "integer", "minimum": 0, "maximum": MAX_LIMIT, "default": PAGE_SIZE},
    ),
    "offset": (
        "How many hits to skip; goes before `page`.",
        {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET},
    ),
}

SEARCH_PARAMETERS = tuple(_SCHEMAS_OF_PARAMETERS)


def _object(**properties: object) -> _Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(schema: str) -> _Schema:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


_SCHEMAS = {
    "Result": _object(
        query=_STRING,
        total=_COUNT,
        took_ms={"type": "number", "minimum": 0},
        hits=_array("Hit"),
        facets=_object(**{facet: _array("FacetValue") for facet in FACETS}),
        did_you_mean={"type": ["string", "null"]},
        notices={
            "type": "array",
            "items": _STRING,
            "description": "What was repaired in the query, or left out of it, in German.",
        },
        missing_words={
            "type": "array",
            "items": _STRING,
            "description": "Words that no article has, where all are wanted and next to no article has all.",
        },
        partial={
            **_array("Hit"),
            "description": "Then also the best articles with at least half of the words; not in `total`.",
        },
    ),
    "Hit": _object(
        id=_STRING,
        title=_STRING,
        url=_STRING,
        published={
            "type": ["string", "null"],
            "description": "A day, or a day and time in German wall time.",
        },
        date_inferred={"type": "boolean", "description": "The year was worked out and not stated."},
        categories=_STRINGS,
        district=_STRING,
        source=_STRING,
        kind={"type": "string", "enum": list(Kind)},
        score={"type": "number"},
        snippet={"type": "string", "description": "HTML: escaped text with <mark>."},
        matches=_array("Match"),
    ),
    "Match": _object(word=_STRING, by={"type": "string", "enum": list(MatchedBy)}),
    "FacetValue": _object(value=_STRING, count=_COUNT, selected={"type": "boolean"}),
    "Problem": _object(status={"type": "integer"}, title=_STRING, detail=_STRING),
    "Health": _object(status={"type": "string", "const": "ok"}, articles=_COUNT),
}


def _parameter(name: str) -> _Schema:
    description, schema = _SCHEMAS_OF_PARAMETERS[name]
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _response(description: str, schema: str, media_type: str = "application/json") -> _Schema:
    content = {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _problem(description: str) -> _Schema:
    return _response(description, "Problem", "application/problem+json")


DESCRIPTION: _Schema = {
    "openapi": "3.1.0",
    "info": {
        "title": "Nachlese",
        "version": "1",
        "description": "Full-text search for German news articles. Facets: "
        + ", ".join(f"{facet} ({FACET_LABELS[facet]})" for facet in FACETS)
        + ".",
    },
    "paths": {
        "/api/search": {
            "get": {
                "operationId": "search",
                "summary": "Search the articles.",
                "parameters": [_parameter(name) for name in SEARCH_PARAMETERS],
                "responses": {
                    "200": _response("The hits and their facets.", "Result"),
                    "400": _problem("A parameter is unknown or makes no sense."),
                    "503": _problem("The index is not available."),
                },
            }
        },
        "/api/openapi.json": {
            "get": {
                "operationId": "describe",
                "summary": "This description.",
                "responses": {
                    "200": {
                        "description": "An OpenAPI document.",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    }
                },
            }
        },
        "/health": {
            "get": {
                "operationId": "health",
                "summary": "Whether the site can search.",
                "responses": {
                    "200": _response("It can.", "Health"),
                    "503": _problem("The index is not available."),
                },
            }
        },
    },
    "components": {"schemas": _SCHEMAS},
}
