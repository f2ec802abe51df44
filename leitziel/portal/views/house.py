# SPDX-License-Identifier: EUPL-1.2
"""Small addresses of the whole house: language, theme, robots, favicon."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from leitziel.core.access import requires

YEAR = 31_536_000  # seconds
THEMES = {"light", "dark"}


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """Where the form wants to go back to, if that is an address of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else fallback


def _remember(request: HttpRequest, name: str, value: str) -> HttpResponse:
    response = redirect(safe_next(request))
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


# Language and theme change nothing but the display; without a token public pages need no cookie at all.
@csrf_exempt
@require_POST
@requires("portal.view")
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language a person chose."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES) or not check_for_language(code):
        return redirect(safe_next(request))
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, code)


@csrf_exempt
@require_POST
@requires("portal.view")
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the light or dark display a person chose."""
    wanted = request.POST.get("theme", "")
    return _remember(request, settings.THEME_COOKIE_NAME, wanted) if wanted in THEMES else redirect(safe_next(request))


@require_safe
@requires("portal.view")
def robots(_request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages, not the work pages."""
    return HttpResponse(
        "User-agent: *\nDisallow: /*/arbeit/\nDisallow: /-/\n", content_type="text/plain; charset=utf-8"
    )


@require_safe
@requires("portal.view")
def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address by themselves; our mark is an SVG."""
    return redirect(static("ui/mark.svg"), permanent=True)
