# SPDX-License-Identifier: EUPL-1.2
"""The municipality's lists of words: target groups, cross-cutting objectives, abbreviations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Term
from leitziel.core.vocabulary import TermError, add_term, change_term
from leitziel.strategy.forms.vocabulary import NewTermForm, TermForm, initial
from leitziel.strategy.queries.vocabulary import word_lists
from leitziel.strategy.views.common import address


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_vocabulary")
def vocabulary(request: HttpRequest) -> HttpResponse:
    """The lists, and a form for one word more."""
    form = NewTermForm(request.POST or None, initial={"vocabulary": request.GET.get("liste")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            term = add_term(
                municipality=request.municipality,
                actor=request.user,
                vocabulary=Term.Vocabulary(data["vocabulary"]),
                label=data["label"],
                explanation=data["explanation"],
            )
        except TermError as problem:
            form.add_error("label", str(problem))
        else:
            messages.success(request, _("“%(label)s” was added.") % {"label": term.label})
            return redirect("vocabulary", request.municipality.slug)
    context = {"form": form, "lists": word_lists(), "breadcrumb": [(_("Word lists"), None)]}
    return render(request, "strategy/planning/vocabulary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_vocabulary")
def vocabulary_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a word, or explain it anew."""
    term = get_object_or_404(Term, pk=pk)
    form = TermForm(request.POST or None, initial=initial(term), vocabulary=term.vocabulary)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_term(term=term, actor=request.user, **form.cleaned_data)
        except ChangedMeanwhileError as conflict:
            form.add_error(None, str(conflict))
        except TermError as problem:
            form.add_error("label", str(problem))
        else:
            messages.success(request, _("“%(label)s” was saved.") % {"label": changed.label})
            return redirect("vocabulary", request.municipality.slug)
    trail = [(_("Word lists"), address(request, "vocabulary")), (term.label, None)]
    return render(request, "strategy/planning/term.html", {"form": form, "term": term, "breadcrumb": trail})
