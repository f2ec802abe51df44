# SPDX-License-Identifier: EUPL-1.2
"""The words of a municipality: target groups, cross-cutting objectives, abbreviations."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.core.conflicts import expect
from leitziel.core.log import record
from leitziel.core.models import Municipality, Term, User
from leitziel.core.text import name_key, slug


class TermError(ValueError):
    """The word cannot be like this; the message is fit for the screen."""


@transaction.atomic
def add_term(
    *, municipality: Municipality, actor: User | None, vocabulary: Term.Vocabulary, label: str, explanation: str = ""
) -> Term:
    """Add a word to a list. Its key is made of the label and stays when the word is renamed, so that addresses
    of filters hold. Raises TermError for an empty or known word, or an abbreviation without its meaning."""
    label, explanation = label.strip(), explanation.strip()
    _check(vocabulary, label, explanation, None)
    term = Term(
        municipality=municipality,
        vocabulary=vocabulary,
        key=_free_key(vocabulary, label),
        label=label,
        explanation=explanation,
    )
    term.save()
    changes = {"vocabulary": (None, str(vocabulary)), "label": (None, label), "explanation": (None, explanation)}
    record(actor=actor, verb="core.term.added", target=term, municipality=municipality, changes=changes)
    return term


@transaction.atomic
def change_term(*, term: Term, actor: User | None, seen: str, label: str, explanation: str) -> Term:
    """Rename a word or explain it anew; measures that carry it keep it. `seen`: fingerprint as the person saw it.

    Raises ChangedMeanwhileError, and TermError as `add_term` does.
    """
    current = Term.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=term.pk)
    expect(current, seen)
    wanted = {"label": label.strip(), "explanation": explanation.strip()}
    _check(current.vocabulary, wanted["label"], wanted["explanation"], current.pk)
    changes = {name: (getattr(current, name), new) for name, new in wanted.items() if getattr(current, name) != new}
    if changes:
        current.label, current.explanation = wanted["label"], wanted["explanation"]
        current.save()
        record(
            actor=actor, verb="core.term.changed", target=current, municipality=current.municipality, changes=changes
        )
    return current


def _check(vocabulary: str, label: str, explanation: str, own: int | None) -> None:
    key = name_key(label)
    if not key:
        raise TermError(_("Enter the word."))
    if vocabulary == Term.Vocabulary.ABBREVIATION and not explanation:
        raise TermError(_("Say what the abbreviation means."))
    others = Term.objects.filter(vocabulary=vocabulary).exclude(pk=own).values_list("label", flat=True)
    if key in {name_key(other) for other in others}:
        raise TermError(_("This word is in the list already."))


def _free_key(vocabulary: str, label: str) -> str:
    base = slug(label)[:70] or "wort"
    taken = set(Term.objects.filter(vocabulary=vocabulary, key__startswith=base).values_list("key", flat=True))
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate
