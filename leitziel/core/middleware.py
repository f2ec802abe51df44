# SPDX-License-Identifier: EUPL-1.2
"""Which municipality a request is for, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django_scopes import scope

from leitziel.core.access import Access, Refused
from leitziel.core.acting import acting
from leitziel.core.models import Municipality
from leitziel.core.observing.events import tell
from leitziel.core.observing.middleware import view_name


class MunicipalityMiddleware:
    """Resolve the municipality (by host name, or by the first part of the path), open its scope for the whole
    request, and turn a `Refused` into a page that gives the reason.

    With one municipality only, its slug may be left out: such an address is sent on to the full one. A host
    name that stands for a municipality serves its pages without the slug.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        by_host = self._by_host(request)
        if by_host and not _known(request, request.path_info):
            request.path_info = f"/{by_host.slug}{request.path_info}"
        elif by_host is None and not _known(request, request.path_info):
            only = self._only_one()
            full = f"/{only.slug}{request.path_info}" if only else ""
            if only and _known(request, full):
                query = request.META.get("QUERY_STRING", "")
                return redirect(f"{full}?{query}" if query else full)
        request.municipality = None  # type: ignore[attr-defined]
        request.access = SimpleLazyObject(lambda: access_of(request))  # type: ignore[attr-defined]
        with scope(municipality=-1), acting(request.access):  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        slug = kwargs.pop("municipality", None)
        if slug is None:
            return None
        municipality = getattr(request, "_municipality_met", None)  # read once a request: every page counts queries
        if municipality is None or municipality.slug != slug:
            municipality = Municipality.objects.filter(slug=slug).first()
        if municipality is None:
            raise Http404
        request.municipality = municipality  # type: ignore[attr-defined]
        with scope(municipality=municipality):
            try:
                response = view(request, *args, **kwargs)
            except Refused as refusal:
                return refused(request, refusal)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, Refused) else None

    @staticmethod
    def _by_host(request: HttpRequest) -> Municipality | None:
        host = request.get_host().rsplit(":", 1)[0]
        if host in {"127.0.0.1", "localhost", "[::1]", "testserver"}:
            return None
        return Municipality.objects.filter(host_name=host).first()

    @staticmethod
    def _only_one() -> Municipality | None:
        found = list(Municipality.objects.all()[:2])
        return found[0] if len(found) == 1 else None


def _known(request: HttpRequest, path: str) -> bool:
    """Does the path lead to a page whose municipality exists (or to a page of the whole house)?"""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    slug = match.kwargs.get("municipality")
    if slug is None:
        return True
    request._municipality_met = Municipality.objects.filter(slug=slug).first()  # type: ignore[attr-defined]
    return request._municipality_met is not None  # type: ignore[attr-defined]


SECOND_FACTOR = "leitziel_second_factor"  # in the session: since when a second factor has been shown


def access_of(request: HttpRequest) -> Access:
    """The access of who asks, in the municipality of the address."""
    return Access(
        request.user,  # type: ignore[arg-type]
        request.municipality,  # type: ignore[attr-defined]
        second_factor=lambda: SECOND_FACTOR in request.session,
    )


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal: why, and whom to ask. Who is not logged in is asked to do so."""
    tell("refused", permission=refusal.name, view=view_name(request))
    if not request.user.is_authenticated:  # type: ignore[attr-defined]
        login = _("Please log in first.")
        return render(request, "ui/refused.html", {"reason": refusal.reason, "login": login}, status=403)
    factor = request.access.lacks_factor  # type: ignore[attr-defined]
    return render(request, "ui/refused.html", {"reason": refusal.reason, "factor": factor}, status=403)
