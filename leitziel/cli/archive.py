# SPDX-License-Identifier: EUPL-1.2
"""`leitziel municipality export` and `import`: everything of a municipality out, and in again."""

import sys
from pathlib import Path

import click

from leitziel.cli.django import with_django
from leitziel.cli.plan import done, progress


@click.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--quiet", is_flag=True, help="Keinen Fortschritt anzeigen.")
@with_django
def export(slug: str, file: Path, quiet: bool) -> None:
    """Alles, was die Kommune SLUG in Leitziel hat, in ein Archiv FILE (ZIP) schreiben.

    Das Archiv enthält auch Entwürfe, interne Vermerke und die Namen der Menschen, aber keine Kennwörter.
    Ende mit 0 (geschrieben) oder 2 (nicht möglich).
    """
    from leitziel.core.archive.actions import export_municipality
    from leitziel.core.archive.errors import ArchiveError
    from leitziel.core.models import Municipality

    municipality = Municipality.objects.filter(slug=slug).first()
    if municipality is None:
        click.echo(f"Es gibt keine Kommune {slug!r}.", err=True)
        sys.exit(2)
    if file.exists():
        click.echo(f"{file} gibt es schon; bitte einen anderen Namen wählen.", err=True)
        sys.exit(2)
    try:
        written = export_municipality(
            municipality=municipality, actor=None, path=file, report=None if quiet else progress
        )
    except (ArchiveError, OSError) as error:
        done()
        click.echo(f"Das Archiv wurde nicht geschrieben: {error}", err=True)
        sys.exit(2)
    done()
    click.echo(f"{file}: {sum(written.rows.values())} Datensätze, {written.files} Dateien, {written.size} Bytes")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--quiet", is_flag=True, help="Keinen Fortschritt anzeigen.")
@with_django
def import_(file: Path, quiet: bool) -> None:
    """Das Archiv FILE in diese leere Installation übernehmen: ganz oder gar nicht.

    Vorher wird jede Prüfsumme nachgerechnet. Ende mit 0 (übernommen), 1 (übernommen, aber die Prüfkette des
    Protokolls war schon im Archiv gebrochen) oder 2 (nichts wurde geändert).
    """
    from leitziel.core.archive.errors import ArchiveError
    from leitziel.core.archive.restoring import restore

    try:
        restored = restore(file, None if quiet else progress)
    except (ArchiveError, OSError) as error:
        done()
        click.echo(f"Nichts wurde übernommen: {error}", err=True)
        sys.exit(2)
    done()
    rows = sum(restored.rows.values())
    click.echo(f"{restored.municipality.name}: {rows} Datensätze und {restored.files} Dateien übernommen.")
    for broken in restored.breaks:
        click.echo(f"  Protokoll {broken.sequence}: {broken.reason}")
    click.echo("Kennwörter wandern nicht mit: Alle setzen über „Kennwort vergessen“ ein neues.")
    sys.exit(1 if restored.breaks else 0)
