# SPDX-License-Identifier: EUPL-1.2
"""The description of the API (OpenAPI 3.1), complete: what can be asked, and every answer there can be."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from ninja.openapi import get_schema

from . import problems, resources  # noqa: F401 - the operations must be there before they are described
from .house import api
from .schemas import ErrorOut, ProblemOut

Json = dict[str, Any]

HEADERS: Json = {
    "ETag": {
        "description": "Stands for these very bytes; send it back as If-None-Match.",
        "schema": {"type": "string"},
    },
    "Access-Control-Allow-Origin": {"description": "Always *.", "schema": {"type": "string"}},
}
NOT_MODIFIED = {"description": "Not modified: the bytes with the ETag of If-None-Match are the newest."}


@cache
def _schema() -> Json:
    """The description without the address of a municipality."""
    found: Json = copy.deepcopy(dict(get_schema(api, path_prefix="")))
    components = found["components"].setdefault("schemas", {})
    for schema in (ProblemOut, ErrorOut):
        made = schema.model_json_schema(ref_template="#/components/schemas/{model}")
        made.pop("$defs", None)
        components[schema.__name__] = made
    for methods in found["paths"].values():
        for described in methods.values():
            _complete(described)
    found["info"]["license"] = {"name": "See GET /municipality", "identifier": "LicenseRef-municipality"}
    return found


def _complete(described: Json) -> None:
    """Add what is true of every operation: headers, 304, and errors as problems."""
    answers = {str(status): answer for status, answer in described["responses"].items()}
    answers["200"]["headers"] = HEADERS
    answers["304"] = NOT_MODIFIED
    parameters = described.get("parameters", [])
    for parameter in parameters:
        if parameter["schema"].get("default", 0) is None:
            del parameter["schema"]["default"]
        parameter["schema"].pop("title", None)
    if any(parameter["in"] == "path" for parameter in parameters):
        answers["404"] = _problem("Not found, or not published.")
    answers["422"] = _problem("A parameter is unknown, repeated, or has a value that is not possible.")
    described["responses"] = dict(sorted(answers.items()))


def _problem(description: str) -> Json:
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    return {"description": description, "content": {problems.MEDIA_TYPE: {"schema": schema}}}


def description(server: str) -> Json:
    """The description for the API below the absolute address `server` (without a slash at the end)."""
    return _schema() | {"servers": [{"url": server}]}
