# SPDX-License-Identifier: EUPL-1.2
"""The API explained: for programs (OpenAPI) and for people (a page without foreign scripts)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.api import openapi
from leitziel.api.house import fresh, open_to_all, page_address
from leitziel.api.models import OpenData
from leitziel.api.queries.examples import example_ids
from leitziel.api.queries.feeds import public_concepts
from leitziel.core.access import requires


@require_safe
@requires("api.read")
def schema(request: HttpRequest) -> HttpResponse:
    """The description as OpenAPI 3.1."""
    described = openapi.description(_server(request))
    body = json.dumps(described, ensure_ascii=False, indent=1)
    return open_to_all(fresh(request, HttpResponse(body, content_type="application/json")))


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    description: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the page shows it."""

    key: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    example: str  # address to open; "" where there is nothing to name yet
    curl: str


@require_safe
@requires("api.read")
def documentation(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and an example to open."""
    server = _server(request)
    groups: dict[str, list[Operation]] = {}
    known = example_ids(request)
    for path, methods in openapi.description(server)["paths"].items():
        described = methods["get"]
        groups.setdefault(described["tags"][0], []).append(_operation(server, path, described, known.get(path, {})))
    names = {
        "Plans": _("Plans"),
        "Progress": _("Progress of the measures"),
        "Council": _("Council"),
        "Municipality": _("Municipality"),
    }
    context = {
        "server": server,
        "groups": [(names.get(tag, tag), groups[tag]) for tag in sorted(groups, key=_place(list(names)))],
        "terms": OpenData.objects.first(),
        "concepts": public_concepts(),
        "breadcrumb": [(_("Interface for developers"), None)],
    }
    return render(request, "api/documentation.html", context)


def _place(known: list[str]) -> Callable[[str], tuple[int, str]]:
    """Where a group stands: those we have words for in their order, then the others by name."""
    return lambda tag: (known.index(tag) if tag in known else len(known), tag)


def _server(request: HttpRequest) -> str:
    return page_address(request, "api-openapi").removesuffix("/openapi.json")


def _operation(server: str, path: str, described: dict[str, Any], known: dict[str, str]) -> Operation:
    parameters = tuple(
        Parameter(p["name"], p.get("description", ""), _kind(p["schema"]), bool(p["required"]))
        for p in described["parameters"]
    )
    needed = [p.name for p in parameters if p.required]
    example = f"{server}{path.format(**known)}" if all(known.get(name) for name in needed) else ""
    return Operation(
        key=described["operationId"],
        path=path,
        summary=described["summary"],
        description=described.get("description", ""),
        parameters=parameters,
        example=example,
        curl=f"curl -H 'Accept-Language: de' {example or server + path}",
    )


def _kind(schema: dict[str, Any]) -> str:
    """What a parameter may be, in a few signs."""
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "minimum" in schema:
        return f"{schema['minimum']}–{schema['maximum']}"
    return "YYYY-MM-DD" if schema.get("format") == "date" else str(schema.get("type", ""))
