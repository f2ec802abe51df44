# SPDX-License-Identifier: EUPL-1.2
"""Comments and attachments of a measure."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core import files
from leitziel.core.access import requires
from leitziel.core.actions import comments as actions
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.uploads import UploadError
from leitziel.strategy.forms.together.talk import AttachForm, CommentForm
from leitziel.strategy.models import MeasureAttachment, MeasureComment, MeasureThread
from leitziel.strategy.queries.together import talk as queries
from leitziel.strategy.views.common import Crumb, address, shortened


def _thread(request: HttpRequest, short_id: str, permission: str) -> MeasureThread:
    """The measure that is talked about; one that was merged into another leads to that one's talk."""
    thread = get_object_or_404(MeasureThread.objects.select_related("merged_into"), short_id=short_id)
    thread = thread.merged_into or thread
    request.access.require(permission, thread)  # type: ignore[attr-defined]
    return thread


@requires("strategy.view_comments")
@require_http_methods(["GET", "HEAD", "POST"])
def measure_talk(request: HttpRequest, short_id: str) -> HttpResponse:
    """Read what was said, write a comment, keep a file."""
    thread = _thread(request, short_id, "strategy.view_comments")
    measure = queries.measure_on(request.access, thread)
    if measure is None:
        raise Http404
    wanted = request.POST.get("what", "")
    comment = CommentForm(request.POST if wanted == "comment" else None, prefix="comment")
    attach = AttachForm(*((request.POST, request.FILES) if wanted == "attach" else (None,)), prefix="attach")
    if request.method == "POST":
        request.access.require("strategy.comment", thread)
        if _write(request, thread, comment, attach):
            return redirect("measure-talk", request.municipality.slug, thread.short_id)
    context = {
        "measure": measure,
        "heading": shortened(measure.heading),
        "talk": queries.talk_of(thread.pk),
        "comment_form": comment,
        "attach_form": attach,
        "form": attach if wanted == "attach" else comment,
        "may_comment": request.access.may("strategy.comment", thread),
        "may_moderate": request.access.may("strategy.edit_plan"),
        "breadcrumb": _crumbs(request, measure),
    }
    return render(request, "strategy/together/talk.html", context)


def _crumbs(request: HttpRequest, measure: object) -> list[Crumb]:
    short_id, label = measure.thread.short_id, measure.edition.label  # type: ignore[attr-defined]
    name = shortened(str(measure))
    return [
        (_("Measures"), address(request, "measures")),
        (name, address(request, "measure-edition", short_id, label)),
        (_("Comments and attachments"), None),
    ]


def _write(request: HttpRequest, thread: MeasureThread, comment: CommentForm, attach: AttachForm) -> bool:
    """Do what the form asks for; False where it has an error, which stands in the form then."""
    about = {"municipality": request.municipality, "actor": request.user, "thread": thread}  # type: ignore[attr-defined]
    try:
        if comment.is_bound and comment.is_valid():
            actions.add_comment(model=MeasureComment, text=comment.cleaned_data["text"], **about)
            messages.success(request, _("Your comment was added."))
            return True
        if attach.is_bound and attach.is_valid():
            file = attach.cleaned_data["file"]
            note = attach.cleaned_data["note"]
            actions.attach(model=MeasureAttachment, name=file.name, data=file.read(), note=note, **about)
            messages.success(request, _("The file was attached."))
            return True
    except UploadError as problem:
        attach.add_error("file", str(problem))
    except actions.CommentError as problem:
        comment.add_error("text", str(problem))
    return False


@requires("strategy.view_comments")
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, short_id: str, pk: int) -> HttpResponse:
    """Change one's own comment; remove it and bring it back; say that a comment is dealt with."""
    thread = _thread(request, short_id, "strategy.view_comments")
    row = get_object_or_404(MeasureComment.objects.filter(queries.about(thread.pk)), pk=pk)
    measure = queries.measure_on(request.access, thread)
    if measure is None:
        raise Http404
    own = row.by_id == request.user.pk
    what = request.POST.get("what", "")
    back = redirect("measure-talk", request.municipality.slug, thread.short_id)
    if request.method == "POST" and what in _MARKS:
        request.access.require("strategy.comment", thread)
        moderates = what == "remove" and request.access.may("strategy.edit_plan")
        if what in {"remove", "restore"} and not own and not moderates:
            messages.error(request, _("Only who wrote a comment can change it. Nothing was changed."))
        else:
            actions.mark_comment(comment=row, actor=request.user, **_MARKS[what])
        return back
    if not own or row.removed_at:
        messages.info(request, _("Only who wrote a comment can change it. Nothing was changed."))
        return back
    form = CommentForm(request.POST or None, initial={"text": row.text, "version": row.version})
    if request.method == "POST" and form.is_valid():
        request.access.require("strategy.comment", thread)
        try:
            version = form.cleaned_data["version"] or 0
            actions.change_comment(comment=row, actor=request.user, version=version, text=form.cleaned_data["text"])
        except (ChangedMeanwhileError, actions.CommentError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Your comment was saved."))
            return back
    context = {"form": form, "measure": measure, "thread": thread, "breadcrumb": _crumbs(request, measure)}
    return render(request, "strategy/together/comment.html", context)


_MARKS = {
    "remove": {"removed": True},
    "restore": {"removed": False},
    "resolve": {"resolved": True},
    "reopen": {"resolved": False},
}


@requires("strategy.view_comments")
@require_http_methods(["GET", "HEAD", "POST"])
def attachment(request: HttpRequest, short_id: str, pk: int) -> HttpResponse:
    """The file as a download; by POST remove it or bring it back."""
    thread = _thread(request, short_id, "strategy.view_comments")
    rows = MeasureAttachment.objects.filter(queries.about(thread.pk)).select_related("file")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        request.access.require("strategy.comment", thread)
        what = request.POST.get("what", "")
        if row.by_id != request.user.pk and not request.access.may("strategy.edit_plan"):
            messages.error(request, _("Only who attached a file can remove it. Nothing was changed."))
        elif what in {"remove", "restore"}:
            actions.mark_attachment(attachment=row, actor=request.user, removed=what == "remove")
        return redirect("measure-talk", request.municipality.slug, thread.short_id)
    if row.removed_at:
        raise Http404
    # Never by its own type: no browser may show somebody's upload as a page of this house.
    response = HttpResponse(files.content(row.file), content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=row.file.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
