# SPDX-License-Identifier: EUPL-1.2
"""The components of the house as template tags. `/design/` shows each of them in every state.

`{% load ui %}`, then for example `{% badge "Entwurf" "neutral" %}`. Every tag here must be shown on `/design/`
(leitziel/ui/design/); a test compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, get_language_info
from django.utils.translation import gettext as _

from leitziel.ui import forms, navigation
from leitziel.ui import panels as panels_registry
from leitziel.ui.icons import ICONS, KINDS

register = template.Library()


def _known(kind: str, *more: str) -> str:
    if kind not in (*KINDS, *more):
        message = f"no kind is called {kind!r}; there are {', '.join((*KINDS, *more))}"
        raise ValueError(message)
    return kind


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the kit. Decorative unless `label` is given; `size` is small, large, x-large or empty."""
    if name not in ICONS:
        message = f"no icon is called {name!r}; there are {', '.join(sorted(ICONS))}"
        raise ValueError(message)
    classes = f"kern-icon kern-icon--{name}" + (f" kern-icon--{size}" if size else "")
    mark = format_html('<span class="{}" aria-hidden="true"></span>', classes)
    return format_html('{}<span class="kern-sr-only">{}</span>', mark, label) if label else mark


@register.filter
def message_kind(level_tag: str) -> str:
    """The kind of alert for the level of a Django message."""
    return {"error": "danger", "debug": "info"}.get(level_tag, level_tag)


@register.simple_tag
def badge(text: Any, kind: str = "neutral") -> SafeString:
    """A short state in a word or two; kind: info, success, warning, danger, neutral."""
    if _known(kind, "neutral") == "neutral":
        return format_html(
            '<span class="kern-badge kern-badge--small lz-badge--neutral"><span class="kern-label kern-label--small">'
            "{}</span></span>",
            text,
        )
    return format_html(
        '<span class="kern-badge kern-badge--small kern-badge--{}">{}<span class="kern-label kern-label--small">'
        "{}</span></span>",
        kind,
        icon(kind),
        text,
    )


@register.inclusion_tag("ui/components/alert.html")
def alert(text: Any, kind: str = "info", title: Any = "") -> dict[str, Any]:
    """A notice; kind: info, success, warning, danger. Without a title the text stands alone."""
    return {"text": text, "kind": _known(kind), "title": title}


@register.inclusion_tag("ui/components/formfield.html")
def formfield(field: BoundField) -> dict[str, Any]:
    """Label, hint, error and input of a form's field, tied together for assistive technology."""
    return forms.field_context(field)


@register.inclusion_tag("ui/components/formfields.html")
def formfields(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """The error summary and every visible field of a form, and its hidden fields."""
    return {"form": form, "focus": focus}


@register.inclusion_tag("ui/components/errorsummary.html")
def errorsummary(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """What is wrong with a form, each entry linked to its field; nothing when all is well."""
    return {"entries": forms.errors(form), "focus": focus}


@register.inclusion_tag("ui/components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: RequestContext, items: Iterable[tuple[Any, str | None]], label: Any = "") -> dict[str, Any]:
    """Where the page stands: (text, address) from the top down; the municipality's front page comes first by itself."""
    municipality = context.get("municipality")
    first = [(municipality.name, reverse("municipality", args=[municipality.slug]))] if municipality else []
    return {"items": [*first, *items], "label": label or _("You are here")}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[Any], parameter: str = "seite", label: Any = "") -> dict[str, Any]:
    """Links to the pages of a list; keeps the other query parameters. `parameter` carries the page number."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [
        {"number": n, "url": address(n) if isinstance(n, int) else "", "current": n == page.number} for n in elided
    ]
    return {
        "page": page,
        "label": label or _("Pages"),
        "numbers": numbers,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[Mapping[str, Any]], label: Any = "") -> dict[str, Any]:
    """Views of one thing, each with an address of its own. Items: label, url, current, count (may be missing)."""
    return {"items": items, "label": label or _("Views")}


@register.inclusion_tag("ui/components/summarytable.html")
def summarytable(rows: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Label and value pairs as a description list. A list of values becomes a list; None and "" are left out."""
    shown = [
        (label, value, isinstance(value, list | tuple)) for label, value in rows if value not in (None, "", [], ())
    ]
    return {"rows": shown}


@register.inclusion_tag("ui/components/progress.html")
def progress(share: float, label: Any) -> dict[str, Any]:
    """How far a piece of work is; `share` from 0 to 1."""
    percent = round(100 * min(max(float(share), 0.0), 1.0))
    return {"percent": percent, "label": label}


@register.inclusion_tag("ui/components/jobprogress.html")
def jobprogress(url: str, share: float, label: Any, message: Any = "", running: bool = True) -> dict[str, Any]:
    """Progress that fetches itself anew from `url` (a view that renders this tag alone) while `running`.

    Without JavaScript a link loads the page again. When the work is done, the view answers with the header
    `HX-Refresh: true`, so that the page shows what came of it.
    """
    return {"url": url, "share": share, "label": label, "message": message, "running": running}


@register.inclusion_tag("ui/components/emptystate.html")
def emptystate(title: Any, text: Any = "", url: str = "", action: Any = "") -> dict[str, Any]:
    """What a list says when it is empty: what would stand here, and what to do next."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("ui/components/searchfield.html")
def searchfield(url: str, value: Any = "", label: Any = "", name: str = "q", ident: str = "search") -> dict[str, Any]:
    """A search form that asks `url` by GET."""
    return {"url": url, "value": value or "", "label": label or _("Search"), "name": name, "ident": ident}


@register.simple_tag
def svg(markup: str) -> SafeString:
    """A drawing made by `leitziel.rendering`; refuses what is no SVG."""
    if not markup.lstrip().startswith("<svg"):
        message = "the markup is no SVG"
        raise ValueError(message)
    return mark_safe(markup)


@register.simple_block_tag
def card(content: str, title: Any = "", url: str = "", level: int = 2, preline: Any = "") -> SafeString:
    """A card around the block; with `url` its title is a link that covers the card."""
    return mark_safe(
        template.loader.render_to_string(
            "ui/components/card.html",
            {"content": content, "title": title, "url": url, "level": level, "preline": preline},
        )
    )


@register.simple_block_tag
def scrollarea(content: str, label: Any, kind: str = "table") -> SafeString:
    """A region that scrolls by itself and can be reached by keyboard; kind: table (sideways), pane (up and down)."""
    return format_html(
        '<div class="lz-scroll lz-scroll--{}" role="region" aria-label="{}" tabindex="0">{}</div>', kind, label, content
    )


@register.simple_block_tag
def filterpanel(content: str, title: Any = "", active: int = 0, open: bool = False) -> SafeString:  # noqa: A002
    """Filters: always in sight on wide screens, folded away on narrow ones. `active` counts the filters set."""
    return mark_safe(
        template.loader.render_to_string(
            "ui/components/filterpanel.html",
            {"content": content, "title": title or _("Filters"), "active": active, "open": open or active},
        )
    )


@register.simple_block_tag
def disclosure(content: str, title: Any, open: bool = False) -> SafeString:  # noqa: A002
    """Something that unfolds, without JavaScript."""
    return mark_safe(
        template.loader.render_to_string(
            "ui/components/disclosure.html", {"content": content, "title": title, "open": open}
        )
    )


@register.inclusion_tag("ui/components/confirm.html", takes_context=True)
def confirm(  # noqa: PLR0917 - options of a tag
    context: RequestContext, text: Any, action: Any, cancel_url: str, kind: str = "warning", url: str = ""
) -> dict[str, Any]:
    """The body of a page that asks before something is done: the consequence, the button, the way back."""
    return {
        "text": text,
        "action": action,
        "cancel_url": cancel_url,
        "kind": _known(kind),
        "url": url,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def panels(context: RequestContext, slot: str, obj: Any = None) -> SafeString:
    """What the rooms above have to say in this place."""
    return panels_registry.render(slot, context["request"], obj)


@register.simple_tag(takes_context=True)
def navigation_links(context: Mapping[str, Any], area: str) -> list[navigation.Link]:
    """The navigation entries of an area that this person may see (for the page frame)."""
    request, municipality = context.get("request"), context.get("municipality")
    if request is None or municipality is None:
        return []
    return navigation.links(area, municipality, context.get("access"), request.path)  # type: ignore[arg-type]


@register.simple_tag(takes_context=True)
def page_settings(context: Mapping[str, Any]) -> dict[str, Any]:
    """Language, direction and theme of the page (for the page frame). The theme is what the person chose, or ""."""
    request = context.get("request")
    code = get_language() or "de"
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "") if request else ""
    return {
        "language": code,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "theme": theme if theme in {"light", "dark"} else "",
        "theme_cookie": settings.THEME_COOKIE_NAME,
        "others": [get_language_info(other) for other in ("de", "en") if other != code.split("-")[0]],
    }
