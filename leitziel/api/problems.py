# SPDX-License-Identifier: EUPL-1.2
"""Errors as RFC 9457 has them (application/problem+json): for a program by their status, for a person in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError

MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """An answer other than the one hoped for: status, and what is wrong with which parameter."""

    def __init__(self, status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, list(errors)


def titles() -> dict[int, str]:
    return {
        404: _("Not found"),
        405: _("Method not allowed"),
        422: _("The request is not understood"),
    }


def not_found() -> ProblemError:
    return ProblemError(404, _("There is nothing of this name, or it is not published."))


def unknown_parameters(names: Sequence[str], known: Sequence[str]) -> ProblemError:
    """Refuse what would otherwise be left out unseen: a misspelt filter would answer with everything."""
    listed = ", ".join(known) or "–"
    message = _("This parameter is not known here. Known are: %(names)s") % {"names": listed}
    errors = [{"parameter": name[:100], "message": message} for name in names]
    return ProblemError(422, _("A parameter is not known."), errors)


def repeated_parameters(names: Sequence[str]) -> ProblemError:
    """Refuse what has two values: nobody could say which of them was meant."""
    message = _("This parameter may stand here once only.")
    errors = [{"parameter": name[:100], "message": message} for name in names]
    return ProblemError(422, _("A parameter is there twice."), errors)


def invalid(error: ValidationError) -> ProblemError:
    """What a check of types and limits found, by parameter."""
    errors = [{"parameter": str(found["loc"][-1]), "message": _message(found)} for found in error.errors]
    return ProblemError(422, _("A parameter has a value that is not possible."), errors)


def _message(found: Mapping[str, Any]) -> str:
    context, kind = found.get("ctx", {}), str(found.get("type", ""))
    words = {
        "literal_error": _("Possible are: %(expected)s"),
        "enum": _("Possible are: %(expected)s"),
        "greater_than_equal": _("At least %(ge)s is expected."),
        "less_than_equal": _("At most %(le)s is expected."),
        "string_too_long": _("At most %(max_length)s characters are expected."),
        "string_too_short": _("At least %(min_length)s characters are expected."),
        "string_pattern_mismatch": _("The form is not the expected one: %(pattern)s"),
        "whole_number": _("A whole number is expected."),
        "iso_day": _("A day like 2027-06-30 is expected."),
    }
    return words[kind] % context if kind in words else _("This value is not possible.")


def answer(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    """The problem as an answer, in the language of the request."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": titles()[problem.status],
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.path,
    }
    if problem.errors:
        body["errors"] = problem.errors
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response
