"""Puts the application together: index, blueprints, filters, errors and headers."""

import os
from pathlib import Path

from flask import Flask

from search_web import api, errors, headers, opened, pages, wording
from search_web.article_ids import ArticleIdConverter

DEFAULT_INDEX = "index"


def create_app(index: str | Path | None = None, synonyms: Path | None = None) -> Flask:
    """The site over the index at this place, by default `$NACHLESE_INDEX`, then `./index`.

    `synonyms` is a file that replaces those that come with the program, by default `$NACHLESE_SYNONYMS`.

    Raises `IndexUnavailable` when there is no index that can be opened.
    """
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # only the default provider has it
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Ids are text: "a//b" is another article than "a/b".
    app.url_map.merge_slashes = False
    app.url_map.converters["article_id"] = ArticleIdConverter
    if synonyms is None and "NACHLESE_SYNONYMS" in os.environ:
        synonyms = Path(os.environ["NACHLESE_SYNONYMS"])
    opened.attach(app, index or os.environ.get("NACHLESE_INDEX") or DEFAULT_INDEX, synonyms)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    wording.register(app)
    errors.register(app)
    headers.register(app)
    return app
