# SPDX-License-Identifier: EUPL-1.2
"""The crosswalk between the fields of different concepts: public, and as a matrix to work on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.strategy.actions.together.crosswalk import CrosswalkError, link_fields, reattach
from leitziel.strategy.forms.together.fields import FieldLinkForm
from leitziel.strategy.models import ActionField, Edition, FieldLink
from leitziel.strategy.queries.together import crosswalk as queries
from leitziel.strategy.queries.together.editions import working_editions
from leitziel.strategy.together import Kind
from leitziel.strategy.views.common import address, shortened


def _two(request: HttpRequest, editions: list[Edition]) -> tuple[Edition | None, Edition | None]:
    """The two concepts that are compared: those asked for, or the first two."""
    by_slug = {edition.concept.slug: edition for edition in editions}
    left = by_slug.get(request.GET.get("links", "")) or next(iter(editions), None)
    right = by_slug.get(request.GET.get("rechts", ""))
    if right is None or right == left:
        right = next((edition for edition in editions if edition != left), None)
    return left, right


@requires("strategy.view_public")
@require_safe
def crosswalk(request: HttpRequest) -> HttpResponse:
    """What belongs together, for two concepts, with the measures on both sides. Six queries at most."""
    editions = queries.public_editions()
    fields = queries.fields_of(editions, with_measures=True)
    editions = [edition for edition in editions if fields.get(edition.concept_id)]
    left, right = _two(request, editions)
    pairs = []
    if left and right:
        matrix = queries.matrix(fields, queries.links(), left.concept_id, right.concept_id, suggest=False)
        pairs = matrix.linked()
    context = {
        "editions": editions,
        "left": left,
        "right": right,
        "pairs": pairs,
        "breadcrumb": [(_("Concepts"), address(request, "concepts")), (_("Crosswalk"), None)],
    }
    return render(request, "strategy/together/crosswalk.html", context)


@requires("strategy.edit_plan")
@require_safe
def crosswalk_work(request: HttpRequest) -> HttpResponse:
    """The matrix: rows of one concept, columns of the other, each cell leads to a form; suggestions with reasons."""
    editions = working_editions()
    fields = queries.fields_of(editions, with_measures=True)
    editions = [edition for edition in editions if fields.get(edition.concept_id)]
    left, right = _two(request, editions)
    links = queries.links()
    matrix, rows = None, []
    if left and right:
        matrix = queries.matrix(fields, links, left.concept_id, right.concept_id, suggest=True)
        rows = [
            (row, [(column, matrix.cells.get((row.id, column.id))) for column in matrix.columns]) for row in matrix.rows
        ]
    suggestions = [
        (row, column, cell) for row, cells in rows for column, cell in cells if cell is not None and cell.kind is None
    ]
    context = {
        "editions": editions,
        "left": left,
        "right": right,
        "matrix": matrix,
        "rows": rows,
        "suggestions": sorted(suggestions, key=lambda s: -s[2].score),
        "lost": queries.lost_sides(links, fields),
        "breadcrumb": [(_("My work"), address(request, "work")), (_("Crosswalk"), None)],
    }
    return render(request, "strategy/together/crosswalk_work.html", context)


@requires("strategy.edit_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def crosswalk_cell(request: HttpRequest, one: str, two: str) -> HttpResponse:
    """How one field stands to another."""
    rows = ActionField.objects.select_related("edition__concept")
    first, second = get_object_or_404(rows, short_id=one), get_object_or_404(rows, short_id=two)
    if first.edition.concept_id == second.edition.concept_id:
        raise Http404
    fields = queries.fields_of([first.edition, second.edition], with_measures=True)
    matrix = queries.matrix(fields, queries.links(), first.edition.concept_id, second.edition.concept_id, suggest=True)
    cell = matrix.cells.get((first.pk, second.pk))
    initial = {
        "version": cell.version if cell else 0,
        "kind": str(cell.kind) if cell and cell.kind else "",
        "note": cell.note if cell else "",
    }
    form = FieldLinkForm(request.POST or None, one=shortened(str(first)), two=shortened(str(second)), initial=initial)
    back = f"{reverse('crosswalk-work', args=[request.municipality.slug])}?links={first.edition.concept.slug}&rechts={second.edition.concept.slug}"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            link_fields(
                municipality=request.municipality,
                actor=request.user,
                one=first,
                two=second,
                kind=Kind(data["kind"]) if data["kind"] else None,
                note=data["note"],
                version=data["version"],
            )
        except (ChangedMeanwhileError, CrosswalkError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The crosswalk was saved."))
            return redirect(back)
    sides = [
        (field, next((f.measures for f in fields[field.edition.concept_id] if f.id == field.pk), ()))
        for field in (first, second)
    ]
    context = {
        "form": form,
        "first": first,
        "second": second,
        "sides": sides,
        "cell": cell,
        "back": back,
        "breadcrumb": [(_("Crosswalk"), back), (_("Two fields"), None)],
    }
    return render(request, "strategy/together/crosswalk_cell.html", context)


@requires("strategy.edit_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def crosswalk_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link whose field is gone: choose its field anew, or remove it."""
    rows = FieldLink.objects.select_related("left_concept", "right_concept", "municipality")
    link = get_object_or_404(rows, pk=pk)
    editions = working_editions()
    fields = queries.fields_of(editions)
    sides = [side for lost, side in queries.lost_sides([link], fields) if lost.pk == link.pk]
    side = sides[0] if sides else None
    options = fields.get(getattr(link, f"{side}_concept_id"), []) if side else []
    if request.method == "POST":
        chosen = request.POST.get("field", "")
        removes = request.POST.get("what") == "remove"
        field = next((f for f in options if str(f.id) == chosen), None)
        if removes or (field and side):
            target = None if removes else ActionField.objects.select_related("edition").get(pk=field.id)  # type: ignore[union-attr]
            try:
                reattach(link=link, actor=request.user, side=side or "left", field=target)
            except CrosswalkError as problem:
                messages.error(request, str(problem))
            else:
                messages.success(request, _("The crosswalk was saved."))
                return redirect("crosswalk-work", request.municipality.slug)
        else:
            messages.error(request, _("Choose a field first. Nothing was changed."))
    context = {
        "link": link,
        "side": side,
        "title": getattr(link, f"{side}_title") if side else "",
        "options": options,
        "breadcrumb": [(_("Crosswalk"), address(request, "crosswalk-work")), (_("Field no longer there"), None)],
    }
    return render(request, "strategy/together/crosswalk_link.html", context)
