# SPDX-License-Identifier: EUPL-1.2
"""The filters of the list of measures: out of the address, and back into it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from leitziel.strategy.queries.catalogue import FACETS, SORTS, Active, Option, Selection

LONGEST_QUERY = 200
PAGE = "seite"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    query: str
    facets: dict[str, str]
    sort: str
    page: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter as the page shows it; options are in groups (one nameless group where there is nothing to part)."""

    name: str
    label: str
    everything: str
    selected: str
    groups: tuple[tuple[str, tuple[Option, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    value: str
    without: str


def wanted(parameters: QueryDict) -> Wanted:
    """Read the filters; what is no filter is left alone."""
    facets = {name: parameters[name][:100] for name in FACETS if parameters.get(name)}
    sort = parameters.get("sortierung", "")
    query = parameters.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    return Wanted(query, facets, sort if sort in SORTS else "", parameters.get(PAGE, "1"))


def labels() -> dict[str, tuple[str, str]]:
    """Name of each filter, and what it says while it is not set."""
    return {
        "konzept": (_("Concept"), _("All concepts")),
        "feld": (_("Field of action"), _("All fields of action")),
        "stelle": (_("Office"), _("All offices")),
        "termin": (_("Deadline"), _("All deadlines")),
        "bis": (_("Ends by"), _("Any year")),
        "zielgruppe": (_("Target group"), _("All target groups")),
        "raum": (_("Planning area"), _("All planning areas")),
    }


def facets(selection: Selection) -> list[Facet]:
    """The filters that have something to choose from."""
    chosen = {active.facet: active for active in selection.active}
    found = []
    for name, (label, everything) in labels().items():
        options = _with_chosen(selection.options[name], chosen.get(name))
        if not options:
            continue
        value = chosen[name].value if name in chosen else ""
        found.append(Facet(name, label, everything, value, _grouped(options)))
    return found


def _with_chosen(options: list[Option], chosen: Active | None) -> list[Option]:
    """What is chosen stays in sight, also with a count of nought."""
    if chosen is None or any(option.value == chosen.value for option in options):
        return options
    return [*options, Option(chosen.value, chosen.label, 0)]


def _grouped(options: list[Option]) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    names = list(dict.fromkeys(option.group for option in options))
    if len(names) == 1:
        return (("", tuple(options)),)
    return tuple((name, tuple(o for o in options if o.group == name)) for name in names)


def chips(selection: Selection, parameters: QueryDict) -> list[Chip]:
    """The filters that are set, each with the address of the list without it."""
    names = labels()
    found = []
    for active in selection.active:
        left = parameters.copy()
        for key in (active.facet, PAGE):
            left.pop(key, None)
        found.append(Chip(names[active.facet][0], active.label, f"?{left.urlencode()}"))
    return found
