"""The pages that people see."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from indexer import MAX_OFFSET, QUERY_GUIDE, SearchResult, UnknownFacetValue, UsageError
from search_web.narrowing import active_filters, choice_lists, last_page, pages_around
from search_web.opened import current_index
from search_web.parameters import PAGE_SIZE, SearchForm
from search_web.wording import hits_heading

blueprint = Blueprint("pages", __name__)

_NEWEST = 6
"""Articles that the start page shows."""

_SIMILAR = 5
"""Articles that an article's page names as similar."""

_ROBOTS = """\
User-agent: *
Disallow: /api/
Disallow: /*?
"""


@blueprint.get("/")
def search() -> ResponseReturnValue:
    """The start page, or the hits when anything is asked for."""
    form = SearchForm.from_args(request.args)
    problems = form.problems()
    if problems:
        return _refused(form, problems)
    offset = min((form.page_number - 1) * PAGE_SIZE, MAX_OFFSET)
    try:
        result = current_index().search(form.as_request(limit=PAGE_SIZE, offset=offset))
    except UsageError as error:
        return _refused(form, {_parameter_of(error): error})
    if form == SearchForm():
        return _start(form, result)
    return _hits(form, result)


def _parameter_of(error: UsageError) -> str:
    return str(error.details["facet"]) if isinstance(error, UnknownFacetValue) else "q"


def _refused(form: SearchForm, problems: dict[str, UsageError]) -> ResponseReturnValue:
    page = render_template("refused.html", form=form, problems=problems, filters=active_filters(form))
    return page, 400


def _start(form: SearchForm, result: SearchResult) -> str:
    stats = current_index().stats()
    return render_template(
        "start.html",
        form=form,
        newest=result.hits[:_NEWEST],
        articles=stats.articles,
        span=(stats.first_day, stats.last_day),
        choice_lists=choice_lists(form, result),
    )


def _hits(form: SearchForm, result: SearchResult) -> ResponseReturnValue:
    page, last = form.page_number, last_page(result.listed)
    content = render_template(
        "hits.html" if page <= last else "beyond.html",
        form=form,
        heading=hits_heading(form.query, result.total),
        result=result,
        filters=active_filters(form),
        choice_lists=choice_lists(form, result),
        page=page,
        page_size=PAGE_SIZE,
        last=last,
        pages=pages_around(min(page, last), last),
    )
    return content, 200 if page <= last else 404


@blueprint.get("/artikel/<article_id:id>")
def article(id: str) -> str:
    """One article; the query string is the search that led here, so that one can return to it."""
    found = current_index().article(id)
    form = SearchForm.from_args(request.args)
    return render_template(
        "article.html",
        article=found,
        form=form,
        came_from_search=form != SearchForm(),
        blank=SearchForm(),
        similar=current_index().similar(id, _SIMILAR),
        # Anything else, such as javascript:, is no address of an article.
        original=found.url if found.url.startswith(("https://", "http://")) else "",
        permalink=url_for(".article", id=id, _external=True),
    )


@blueprint.get("/hilfe")
def help_page() -> str:
    return render_template("help.html", form=SearchForm(), guide=QUERY_GUIDE)


@blueprint.get("/robots.txt")
def robots() -> Response:
    return Response(_ROBOTS, mimetype="text/plain")
