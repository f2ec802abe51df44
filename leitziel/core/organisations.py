# SPDX-License-Identifier: EUPL-1.2
"""Which organisation a printed name means: suggestions with their reason, and creating many at once.

Nothing here decides: a person chooses among the suggestions, and a person says which names become
organisations of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from leitziel.core.log import record
from leitziel.core.models import Municipality, Organisation, OrganisationAlias, OrganisationRedirect, Term, User
from leitziel.core.models.base import prepare
from leitziel.core.text import folded, free_slug, name_key
from leitziel.methods.organisations import Compound, Names, resolve_compound

EXACT = 100.0
EXPANDED = 97.0
LEAST_SIMILAR = 82.0  # below this a suggestion would rather mislead (token-sort ratio, 0 to 100)
SHORTEST_SIMILAR = 5  # letters; shorter names resemble each other by chance


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organisation that a printed name may mean; `score` 0 to 100, `reason` for the screen."""

    organisation: int
    name: str
    score: float
    reason: str

    @property
    def exact(self) -> bool:
        return self.score >= EXACT


@dataclass(frozen=True, slots=True)
class Several:
    """What a compound name means: the organisations with the name of each piece, what stays open, and why, for the
    screen."""

    organisations: tuple[tuple[int, str], ...]
    missing: tuple[str, ...]
    reason: str


class Directory:
    """All names of a municipality's organisations, read in three queries; needs an active scope."""

    def __init__(self) -> None:
        self.organisations: dict[int, str] = dict(Organisation.objects.values_list("id", "name"))
        self.by_key: dict[str, int] = {name_key(name): pk for pk, name in self.organisations.items()}
        aliases = list(OrganisationAlias.objects.values_list("organisation_id", "key", "name"))
        for organisation, key, _name in aliases:
            self.by_key.setdefault(key, organisation)
        self._printed = [(name, pk) for pk, name in self.organisations.items()]
        self._printed += [(name, organisation) for organisation, _key, name in aliases]
        terms = Term.objects.filter(vocabulary=Term.Vocabulary.ABBREVIATION).exclude(explanation="")
        self.abbreviations = {name_key(t.label): t.explanation for t in terms}

    @cached_property
    def names(self) -> Names:
        return Names(self._printed, self.abbreviations)

    def several(self, name: str) -> Several | None:
        """The organisations that a compound name means ("Dezernate 2, 4 + 5"), None where it means one or none; only
        a suggestion, like all others."""
        found = resolve_compound(name, self.names)
        if found is None:
            return None
        parts = tuple((part.organisation, part.text) for part in found.parts)
        return Several(parts, found.missing, _why_several(found))

    def expanded(self, name: str) -> str:
        """The name with the abbreviations of the vocabulary written out: "FD Soziales" -> "Fachdienst Soziales"."""
        return " ".join(self.abbreviations.get(name_key(word), word) for word in name.split())

    def suggest(self, name: str, limit: int = 3) -> list[Suggestion]:
        """What a printed name may mean, best first: the same name or alias, the name with its abbreviations
        written out, then similar names (token-sort ratio of rapidfuzz over the folded names)."""
        key = name_key(name)
        if not key:
            return []
        found: dict[int, Suggestion] = {}
        if key in self.by_key:
            pk = self.by_key[key]
            found[pk] = Suggestion(pk, self.organisations[pk], EXACT, self._exact_reason(key, pk))
        expanded = name_key(self.expanded(name))
        if expanded != key and expanded in self.by_key:
            pk = self.by_key[expanded]
            reason = _("Abbreviation written out: “%(name)s”") % {"name": self.expanded(name)}
            found.setdefault(pk, Suggestion(pk, self.organisations[pk], EXPANDED, reason))
        if len(key.replace(" ", "")) >= SHORTEST_SIMILAR:
            self._add_similar(expanded, limit, found)
        return sorted(found.values(), key=lambda s: (-s.score, s.name))[:limit]

    def _exact_reason(self, key: str, pk: int) -> str:
        if key == name_key(self.organisations[pk]):
            return _("Same name")
        return _("Known as another name of this organisation")

    def _add_similar(self, key: str, limit: int, found: dict[int, Suggestion]) -> None:
        near = process.extract(
            key, list(self.by_key), scorer=fuzz.token_sort_ratio, score_cutoff=LEAST_SIMILAR, limit=3 * limit
        )
        for other, score, _index in near:
            pk = self.by_key[other]
            if pk not in found:
                reason = _("Similar name (%(score)d of 100)") % {"score": round(score)}
                found[pk] = Suggestion(pk, self.organisations[pk], min(score, 95.0), reason)


def _why_several(found: Compound) -> str:
    reasons = {
        "numbers": _("Several numbers behind one word"),
        "shared": _("Several names that share a word"),
        "names": _("Several names side by side"),
    }
    return reasons[found.how]


def suggest(names: Iterable[str], limit: int = 3) -> dict[str, list[Suggestion]]:
    """Suggestions for many printed names at once; three queries however many there are."""
    directory = Directory()
    return {name: directory.suggest(name, limit) for name in names}


KINDS: Sequence[tuple[str, str]] = (
    (r"^(dezernat|dez\b|geschaftsbereich|geschaeftsbereich)", Organisation.Kind.DEPARTMENT),
    (r"(eigenbetrieb|\bgmbh\b|\bag$|stadtwerke|kommunalservice)", Organisation.Kind.ENTERPRISE),
    (r"(beirat|ausschuss|stadtrat|kreistag|gemeinderat|arbeitsgruppe|^ag\b|runder tisch)", Organisation.Kind.BOARD),
    (r"(stabsstelle|beauftragte|buero\b|ombud)", Organisation.Kind.STAFF_UNIT),
    (r"^team\b", Organisation.Kind.TEAM),
    (r"(\be v$|verein|verband|\bdiakonie|caritas|\bawo\b|\bdrk\b|stiftung|traeger)", Organisation.Kind.PROVIDER),
    (r"(^fd\b|^fb\b|fachdienst|fachbereich|\w*amt\b|abteilung|^sg\b|sachgebiet|referat)", Organisation.Kind.OFFICE),
)


def guessed_kind(name: str) -> str:
    """Kind that a name speaks for, only a preselection; a partner where it says nothing."""
    key = name_key(name)
    return next((str(kind) for pattern, kind in KINDS if re.search(pattern, key)), str(Organisation.Kind.PARTNER))


def create_many(
    *, municipality: Municipality, actor: User | None, names: Mapping[str, str], why: str
) -> dict[str, Organisation]:
    """Create an organisation for each name (name -> kind) with the name as its first alias; one log entry.

    Names that mean the same (equal key) become one organisation. A name that is known already is returned with
    the organisation it names. Needs the scope of `municipality`.
    """
    with transaction.atomic():
        directory = Directory()
        made: dict[str, Organisation] = {}
        taken = set(Organisation.objects.values_list("slug", flat=True))
        taken |= set(OrganisationRedirect.objects.values_list("slug", flat=True))
        for name, kind in names.items():
            key = name_key(name)
            if not key or key in made or key in directory.by_key:
                continue
            row = Organisation(municipality=municipality, name=name.strip()[:200], kind=kind, slug=_free(name, taken))
            row.sort_key = folded(row.name)[:250]
            prepare(row)
            made[key] = row
        Organisation.objects.bulk_create(made.values())
        _create_aliases(municipality, made)
        if made:
            record(
                actor=actor,
                verb="core.organisations.created",
                target=municipality,
                municipality=municipality,
                changes={"reason": (None, why)},
                children=[{"organisation": row.pk, "name": row.name, "kind": row.kind} for row in made.values()],
            )
        known = Organisation.objects.in_bulk(
            {directory.by_key[k] for n in names if (k := name_key(n)) not in made and k}
        )
        return {
            name: made[key] if (key := name_key(name)) in made else known[directory.by_key[key]]
            for name in names
            if name_key(name)
        }


def _free(name: str, taken: set[str]) -> str:
    candidate = free_slug(name, "stelle", taken)
    taken.add(candidate)
    return candidate


def _create_aliases(municipality: Municipality, made: Mapping[str, Organisation]) -> None:
    aliases = [
        OrganisationAlias(municipality=municipality, organisation=row, name=row.name, key=key[:250])
        for key, row in made.items()
    ]
    for alias in aliases:
        prepare(alias)
    OrganisationAlias.objects.bulk_create(aliases)


def learn_aliases(*, municipality: Municipality, names: Mapping[str, int]) -> list[str]:
    """Keep printed names as aliases of the organisations a person chose for them; returns the new ones.

    A name that is an alias already stays with its organisation. Call inside the action's transaction: the
    caller logs it.
    """
    known = set(OrganisationAlias.objects.values_list("key", flat=True))
    rows: dict[str, OrganisationAlias] = {}
    for name, organisation in names.items():
        key = name_key(name)[:250]
        if key and key not in known and key not in rows and len(name) <= 200:
            rows[key] = OrganisationAlias(
                municipality=municipality, organisation_id=organisation, name=name.strip(), key=key
            )
    for row in rows.values():
        prepare(row)
    OrganisationAlias.objects.bulk_create(rows.values())
    return [row.name for row in rows.values()]
