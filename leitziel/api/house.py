# SPDX-License-Identifier: EUPL-1.2
"""The frame of the API: one object that every resource registers with, and what is true of every answer.

A resource is a module in `resources/` that decorates functions with `operation(...)`; it is found by itself. Each
answer is public (the same allow-list as the pages), carries a strong ETag made of its bytes, may be fetched from any
origin without credentials, and never says more than the page of the same thing.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from leitziel import __version__
from leitziel.core.access import Access, requires

from . import problems

PREFIX = "api/v1"
DESCRIPTION = (
    "Everything a municipality has published of its social planning: concepts with their editions, fields of action, "
    "goals, measures with their progress, offices, council papers, planning areas and words. Read only, open to everybody, without a key. "
    "Identifiers are stable: those of measures and goals stay the same through all editions."
)


class Renderer(JSONRenderer):
    """Letters as they are: readable and shorter."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


api = NinjaAPI(
    renderer=Renderer(), title="Leitziel", version=__version__, description=DESCRIPTION, openapi_url=None, docs_url=None
)
_known: dict[str, tuple[str, ...]] = {}  # name of the address -> its query parameters


@api.exception_handler(ValidationError)
def _on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    of_path = all(found["loc"][0] == "path" for found in error.errors)  # what is no identifier names nothing
    return problems.answer(request, problems.not_found() if of_path else problems.invalid(error))


@api.exception_handler(Http404)
def _on_missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problems.answer(request, problems.not_found())


@api.exception_handler(problems.ProblemError)
def _on_problem(request: HttpRequest, problem: problems.ProblemError) -> HttpResponse:
    return problems.answer(request, problem)


Function = Callable[..., Any]


def operation(route: str, *, name: str, response: Any, tag: str) -> Callable[[Function], Function]:
    """Register a function as the answer to GET `route`; `name` is the name of its address ("api-measures").

    The first line of the docstring is the summary in the documentation, the rest its description.
    """

    def register(function: Function) -> Function:
        operation_id = name.removeprefix("api-").replace("-", "_")
        summary, _blank, described = (inspect.getdoc(function) or "").partition("\n\n")
        api.get(
            route,
            url_name=name,
            response=response,
            tags=[tag],
            operation_id=operation_id,
            summary=summary,
            description=described,
        )(function)
        made = function._ninja_operation  # type: ignore[attr-defined]
        _known[name] = tuple(
            parameter
            for model in made.models
            if model.__ninja_param_source__ == "query"
            for parameter in model.__ninja_flatten_map__
        )
        return function

    return register


def operations() -> list[URLPattern]:
    """The addresses of all operations, each with its permission."""
    found, _app, _namespace = api.urls
    return [
        path(f"{PREFIX}/{item.pattern}", _served(item.callback, _known[item.name]), name=item.name)
        for item in found
        if isinstance(item, URLPattern) and item.name in _known
    ]


def _served(view: Function, parameters: Iterable[str]) -> Function:
    known = tuple(parameters)

    @requires("api.read")
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return open_to_all(HttpResponse(status=204))
        if request.method not in {"GET", "HEAD"}:
            refused = problems.answer(request, problems.ProblemError(405, _("The API is for reading only.")))
            refused["Allow"] = "GET, HEAD, OPTIONS"
            return open_to_all(refused)
        problem = _parameters(request, known)
        if problem:
            return open_to_all(problems.answer(request, problem))
        asked, request.method = request.method, "GET"  # an operation answers HEAD as it answers GET
        response = view(request, *args, **kwargs)
        request.method = asked
        return open_to_all(fresh(request, response))

    serve.csrf_exempt = True  # type: ignore[attr-defined]
    return serve


def _parameters(request: HttpRequest, known: tuple[str, ...]) -> problems.ProblemError | None:
    """What is wrong with the names of the parameters, whatever their values."""
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        return problems.unknown_parameters(unknown, known)
    repeated = [name for name, values in request.GET.lists() if len(values) > 1]
    return problems.repeated_parameters(repeated) if repeated else None


def fresh(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a good answer its ETag, and answer 304 to whoever has these very bytes already."""
    if response.status_code == 200:
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"  # keep it, and ask whether it is still so
        response = get_conditional_response(request, etag=etag, response=response) or response
    if request.method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Any page may fetch public data; no credentials are asked for and none are read."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match, Accept-Language"
    response["Access-Control-Expose-Headers"] = "ETag, Link"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def visitor(request: HttpRequest) -> Access:
    """The public, whoever asks: a login changes nothing."""
    return Access(AnonymousUser(), request.municipality)  # type: ignore[attr-defined]


def page_address(request: HttpRequest, name: str, *args: str) -> str:
    """Absolute address of a page or operation of the request's municipality."""
    return request.build_absolute_uri(reverse(name, args=[request.municipality.slug, *args]))  # type: ignore[attr-defined]
