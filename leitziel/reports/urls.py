# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: German and untranslated."""

from django.urls import path

from leitziel.reports.views import documents, public, snapshot, work

ONE = "arbeit/berichte/<int:pk>"
SYNOPSIS = "konzepte/<slug:slug>/<slug:label>/aenderungen/<slug:old>/synopse"

urlpatterns = [
    path("berichte/", public.reports, name="reports-public"),
    path("berichte/<slug:short_id>/", public.report, name="report-public"),
    path("berichte/<slug:short_id>/bericht.<slug:name>", public.report_file, name="report-public-file"),
    path("arbeit/berichte/", work.reports, name="reports"),
    path("arbeit/berichte/neu/<slug:name>/", work.report_new, name="report-new"),
    path("arbeit/berichte/auftrag/<int:pk>/", work.report_job, name="report-job"),
    path("arbeit/berichte/auftrag/<int:pk>/fortschritt/", work.report_job_progress, name="report-job-progress"),
    path(f"{ONE}/", snapshot.report, name="report"),
    path(f"{ONE}/lesen/", snapshot.report_read, name="report-read"),
    path(f"{ONE}/bericht.<slug:name>", snapshot.report_file, name="report-file"),
    path(f"{ONE}/vergleich/", snapshot.report_compare, name="report-compare"),
    path(f"{ONE}/veroeffentlichung/", snapshot.report_publication, name="report-publication"),
    path(f"{ONE}/pruefen/", snapshot.report_check, name="report-check"),
    path(f"{ONE}/pruefen/fortschritt/", snapshot.report_check_progress, name="report-check-progress"),
    path("massnahmen/<slug:short_id>/blatt.<slug:name>", documents.factsheet, name="measure-factsheet"),
    path(f"{SYNOPSIS}.<slug:name>", documents.synopsis, name="synopsis"),
    path(f"{SYNOPSIS}.<slug:name>/fortschritt/", documents.synopsis_progress, name="synopsis-progress"),
    path(
        "arbeit/berichtsrunden/<slug:slug>/stellen/<slug:office>/aufgaben.<slug:name>",
        documents.tasklist,
        name="tasklist",
    ),
    path("meldung/<str:token>/aufgaben.<slug:name>", documents.tasklist_by_link, name="tasklist-by-link"),
]
