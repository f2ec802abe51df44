# SPDX-License-Identifier: EUPL-1.2
"""`leitziel report`: issue a report, and draw issued ones again."""

import sys
from pathlib import Path

import click

from leitziel.cli.django import with_django

FOLDER = click.Path(exists=True, file_okay=False, writable=True, path_type=Path)
MUNICIPALITY = click.option(
    "--municipality", required=True, metavar="SLUG", help="Kommune (Adressteil, z. B. musterstadt)."
)


@click.group()
def report() -> None:
    """Berichte ausgeben und ausgegebene nachprüfen."""


@report.command()
@MUNICIPALITY
@click.option(
    "--template",
    required=True,
    metavar="ART",
    help="Berichtsart: interim (Zwischenbericht), synopsis, factsheet (Maßnahmenblatt), tasklist (Aufgabenliste).",
)
@click.option("--round", "round_", default="", metavar="SLUG", help="Berichtsrunde (Adressteil).")
@click.option("--office", default="", metavar="SLUG", help="Stelle (Adressteil), für die Aufgabenliste.")
@click.option("--measure", default="", metavar="KENNUNG", help="Maßnahme (die Zeichen ihrer Adresse).")
@click.option(
    "--edition",
    "editions",
    multiple=True,
    metavar="KONZEPT/JAHR",
    help="Für die Synopse zweimal: zuerst die frühere Edition, dann die neuere.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["html", "pdf", "docx", "xlsx"]),
    help="Format, mehrfach möglich; ohne Angabe alle.",
)
@click.option("--title", default="", metavar="TEXT", help="Titel; ohne Angabe der übliche der Berichtsart.")
@click.option("--site", default="", metavar="ADRESSE", help="Womit Verweise beginnen, z. B. https://plan.example.")
@click.option("--to", "folder", type=FOLDER, help="Ordner, in den die Dateien zusätzlich geschrieben werden.")
@with_django
def issue(
    *,
    municipality: str,
    template: str,
    round_: str,
    office: str,
    measure: str,
    editions: tuple[str, ...],
    formats: tuple[str, ...],
    title: str,
    site: str,
    folder: Path | None,
) -> None:
    """Einen Bericht sofort ausgeben: Werte festhalten, Dateien zeichnen und aufbewahren.

    Ende mit 0 (ausgegeben) oder 2 (etwas fehlt; dann wurde nichts ausgegeben).
    """
    from leitziel.reports import command

    sys.exit(
        command.issue(
            municipality=municipality,
            name=template,
            about=command.Names(round=round_, office=office, measure=measure, editions=editions),
            formats=formats,
            title=title,
            site=site,
            folder=folder,
            echo=click.echo,
        )
    )


@report.command()
@MUNICIPALITY
@click.option("--report", "short_id", default="", metavar="KENNUNG", help="Nur diesen Bericht; ohne Angabe alle.")
@with_django
def check(municipality: str, short_id: str) -> None:
    """Ausgegebene Berichte aus ihren festgehaltenen Werten neu zeichnen und mit den aufbewahrten Dateien vergleichen.

    Ende mit 0 (alles wie es sein muss), 1 (etwas weicht ab) oder 2 (unbekannte Kommune oder Kennung).
    """
    from leitziel.reports import command

    sys.exit(command.check(municipality=municipality, short_id=short_id, echo=click.echo))
