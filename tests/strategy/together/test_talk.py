# SPDX-License-Identifier: EUPL-1.2
"""Comments and attachments: who writes, who reads, what stays of a removed one."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leitziel.core import files, log
from leitziel.core.actions.comments import CommentError, add_comment, attach, change_comment, mark_comment
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry
from leitziel.core.uploads import LARGEST, UploadError, media_type
from leitziel.strategy.models import MeasureAttachment, MeasureComment, MeasureThread


def say(measure, actor, text="Bitte den Termin klären."):
    return add_comment(
        model=MeasureComment, municipality=measure.municipality, actor=actor, text=text, thread=measure.thread
    )


def page(measure):
    return f"/pruefstadt/arbeit/austausch/{measure.thread.short_id}/"


def test_comment_is_added_changed_and_logged(scoped, measure, planner):
    comment = change_comment(comment=say(measure, planner), actor=planner, version=1, text="Termin ist geklärt.")
    assert (comment.text, comment.version, comment.edited_at is None) == ("Termin ist geklärt.", 2, False)
    changed = LogEntry.objects.get(verb="strategy.measurecomment.changed")
    assert changed.detail.payload["changes"] == {"text": ["Bitte den Termin klären.", "Termin ist geklärt."]}
    assert log.verify(scoped) == []


def test_comment_of_an_old_version_is_refused(measure, planner):
    comment = say(measure, planner)
    change_comment(comment=comment, actor=planner, version=1, text="neu")
    with pytest.raises(ChangedMeanwhileError):
        change_comment(comment=comment, actor=planner, version=1, text="anders")
    assert MeasureComment.objects.get().text == "neu"


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "x" * 10_001])
def test_comment_without_text_or_end_is_refused(measure, planner, text):
    with pytest.raises(CommentError):
        say(measure, planner, text)
    assert MeasureComment.objects.count() == 0


def test_marks_set_twice_change_nothing(measure, planner):
    comment = say(measure, planner)
    mark_comment(comment=comment, actor=planner, removed=True)
    again = mark_comment(comment=comment, actor=planner, removed=True)
    assert again.version == 2
    assert LogEntry.objects.filter(verb="strategy.measurecomment.marked").count() == 1


def test_lead_comments_and_stranger_office_only_reads(client, measure, office, outsider):
    client.force_login(office)
    sent = {"what": "comment", "comment-text": "Wir fangen im Mai an."}
    assert client.post(page(measure), sent).status_code == 302
    client.force_login(outsider)
    shown = client.get(page(measure))
    assert "Wir fangen im Mai an." in shown.text
    assert shown.context["may_comment"] is False
    assert client.post(page(measure), sent).status_code == 403
    assert MeasureComment.objects.count() == 1


@pytest.mark.parametrize("role", ["reader", "committee", "reviewer", "advisor"])
def test_those_who_do_not_work_on_measures_see_no_comments(client, scoped, measure, planner, make_user, role):
    say(measure, planner, "VERTRAULICH")
    client.force_login(make_user(scoped, role))
    assert client.get(page(measure)).status_code == 403
    assert "VERTRAULICH" not in client.get(f"/pruefstadt/massnahmen/{measure.thread.short_id}/").text


def test_provider_sees_the_talk_of_its_measures_only(client, scoped, edition, measure, make_user):
    provider = make_user(scoped, "provider")
    client.force_login(provider)
    assert client.get(page(measure)).status_code == 403
    assert "austausch" not in client.get(f"/pruefstadt/massnahmen/{measure.thread.short_id}/").text
    measure.responsibilities.update(organisation=provider.memberships.get().organisation)
    assert client.get(page(measure)).status_code == 200
    assert "austausch" in client.get(f"/pruefstadt/massnahmen/{measure.thread.short_id}/").text


def test_only_the_author_edits_and_a_removed_comment_leaves_a_trace(client, measure, office, planner):
    comment = say(measure, office, "Nur ein Versuch")
    address = f"{page(measure)}kommentare/{comment.pk}/"
    client.force_login(planner)
    assert client.get(address).status_code == 302
    client.post(address, {"text": "fremd", "version": 1})
    assert MeasureComment.objects.get().text == "Nur ein Versuch"
    client.post(address, {"what": "remove"})  # planners may take an unfit comment away …
    shown = client.get(page(measure)).text
    assert ("Nur ein Versuch" in shown, "entfernt" in shown) == (False, True)
    client.post(address, {"what": "restore"})  # … but only its author brings it back
    assert MeasureComment.objects.get().removed_at is not None
    client.force_login(office)
    client.post(address, {"what": "restore"})
    assert MeasureComment.objects.get().removed_at is None


def test_comments_go_on_with_a_merged_measure(client, measure, other_edition, planner):
    gone = MeasureThread.objects.exclude(pk=measure.thread_id).first()
    add_comment(model=MeasureComment, municipality=gone.municipality, actor=planner, text="von früher", thread=gone)
    gone.merged_into = measure.thread
    gone.save()
    client.force_login(planner)
    assert "von früher" in client.get(page(measure)).text
    assert "von früher" in client.get(f"/pruefstadt/arbeit/austausch/{gone.short_id}/").text


def test_queries_of_the_talk_are_constant(client, measure, planner, django_assert_num_queries):
    client.force_login(planner)
    for count in (1, 20):
        for _ in range(count):
            say(measure, planner)
        with django_assert_num_queries(8):
            client.get(page(measure))


def test_attachment_is_sent_as_a_download_whatever_it_is(client, measure, planner):
    client.force_login(planner)
    file = SimpleUploadedFile("../../Bericht <1>.html", b"%PDF-1.7 ...", content_type="text/html")
    assert client.post(page(measure), {"what": "attach", "attach-file": file}).status_code == 302
    kept = MeasureAttachment.objects.get()
    assert (kept.file.name, kept.file.media_type) == ("Bericht <1>.html", "application/pdf")
    answer = client.get(f"{page(measure)}anlagen/{kept.pk}/")
    assert answer.content == b"%PDF-1.7 ..."
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    client.post(f"{page(measure)}anlagen/{kept.pk}/", {"what": "remove"})
    assert client.get(f"{page(measure)}anlagen/{kept.pk}/").status_code == 404


def test_attachment_of_another_measure_is_not_here(client, measure, other_edition, planner):
    other = MeasureThread.objects.exclude(pk=measure.thread_id).first()
    kept = attach(
        model=MeasureAttachment,
        municipality=other.municipality,
        actor=planner,
        name="a.txt",
        data=b"Text",
        thread=other,
    )
    client.force_login(planner)
    assert client.get(f"{page(measure)}anlagen/{kept.pk}/").status_code == 404
    assert files.content(kept.file) == b"Text"


def packed(**names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in names.items():
            archive.writestr(name.replace("__", "/").replace("_X_", "."), text)
    return data.getvalue()


OFFICE = {"[Content_Types]_X_xml": "x"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("Grüße".encode(), "text/plain"),
        (b"a;b\r\n1;2", "text/plain"),
        (packed(**OFFICE, word__document_X_xml="x"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (packed(mimetype="application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
    ],
)  # fmt: skip
def test_kind_of_an_upload_is_told_by_its_content(data, kind):
    assert media_type(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"<html><script>",
        b"\xef\xbb\xbf <svg onload=x>",
        b"#!/bin/sh",
        b"MZ\x90\x00\xff",
        b"Text\x00mit Null",
        "Umlaut".encode("utf-16"),
        b"PK\x03\x04kaputt",
        packed(x="1"),
        packed(**OFFICE, word__document_X_xml="x", word__vbaProject_X_bin="x"),
        b"x" * (LARGEST + 1),
    ],
)
def test_upload_that_is_not_known_is_refused(data):
    with pytest.raises(UploadError):
        media_type(data)


def test_refused_upload_says_so_beside_the_field(client, measure, planner):
    client.force_login(planner)
    file = SimpleUploadedFile("seite.pdf", b"<html>")
    shown = client.post(page(measure), {"what": "attach", "attach-file": file})
    assert list(shown.context["attach_form"].errors) == ["file"]
    assert MeasureAttachment.objects.count() == 0
