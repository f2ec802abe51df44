# SPDX-License-Identifier: EUPL-1.2
"""`leitziel backup`, `leitziel restore`, `leitziel upgrade`: keeping data, bringing it back, going to a new version."""

import sys
from pathlib import Path
from typing import Any

import click

from leitziel.cli.django import with_django

ARCHIVE = click.Path(exists=True, dir_okay=False, path_type=Path)
PLACE = click.Path(path_type=Path)


class BackupGroup(click.Group):
    """`leitziel backup DEST` means `leitziel backup create DEST`."""

    def completed(self, args: list[str]) -> list[str]:
        """The arguments with the subcommand that may be left out."""
        return args if not args or args[0] in {*self.commands, "-h", "--help"} else ["create", *args]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, self.completed(args))


@click.group(cls=BackupGroup)
def backup() -> None:
    """Alles sichern: Datenbank, Dateien und Schlüssel in einer Datei.

    `leitziel backup ORDNER` ist kurz für `leitziel backup create ORDNER`.
    """


@backup.command()
@click.argument("dest", type=PLACE)
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Im Ordner nur die N neuesten Sicherungen behalten.")
@with_django
def create(dest: Path, keep: int | None) -> None:
    """Eine Sicherung nach DEST schreiben (ein Ordner oder ein Name, der auf .tar endet), während Leitziel läuft."""
    from leitziel.core.backup import make_backup, rotate

    path, manifest = _or_say(lambda: make_backup(dest))
    click.echo(f"{path}: {path.stat().st_size / 1_048_576:.1f} MB, {len(manifest.files)} Dateien")
    for missing in manifest.missing:
        click.echo(f"Die Datenbank kennt eine Datei, die fehlt: {missing}", err=True)
    if keep is not None:
        for old in rotate(path.parent, keep):
            click.echo(f"gelöscht: {old}")
    sys.exit(1 if manifest.missing else 0)


@backup.command()
@click.argument("file", type=ARCHIVE)
@with_django
def check(file: Path) -> None:
    """FILE ganz lesen und gegen ihre Prüfsummen halten; Ende mit 1, wenn etwas fehlt oder beschädigt ist."""
    from leitziel.core.backup import read_manifest

    manifest = _or_say(lambda: read_manifest(file))
    click.echo(f"{file.name} ist unversehrt.")
    click.echo(f"  gesichert am  {manifest.made_at}")
    click.echo(f"  Version       {manifest.version}, {manifest.engine}")
    click.echo(
        f"  Dateien       {len(manifest.files)}" + (f" ({len(manifest.missing)} fehlten)" * bool(manifest.missing))
    )
    for slug, (count, _digest) in sorted(manifest.heads.items()):
        click.echo(f"  Protokoll     {slug}: {count} Einträge")


@click.command()
@click.argument("file", type=ARCHIVE)
@click.option("--replace", is_flag=True, help="Vorhandene Daten ersetzen; sie werden vorher gesichert.")
@with_django
def restore(file: Path, replace: bool) -> None:
    """Eine Sicherung zurückspielen: erst prüfen, dann einsetzen, dann das Protokoll nachrechnen.

    Leitziel darf dabei nicht laufen. Eine beschädigte Sicherung ändert nichts.
    """
    from leitziel.core.backup import restore_backup
    from leitziel.core.running import alone

    def run() -> Any:
        with alone():
            return restore_backup(file, replace=replace)

    report = _or_say(run)
    if report.safety:
        click.echo(f"Was vorher hier war, liegt in {report.safety}")
    if report.migrated:
        click.echo(f"Die Datenbank wurde auf den Stand dieser Version gebracht ({report.migrated} Änderungen).")
    if report.key_kept:
        click.echo("Der Schlüssel der Sicherung hat den bisherigen ersetzt; alle melden sich neu an.")
    for found in report.breaks:
        click.echo(f"Protokoll gebrochen: {found}", err=True)
    click.echo(f"Zurückgespielt: Stand vom {report.manifest.made_at}, {len(report.manifest.files)} Dateien.")
    sys.exit(1 if report.breaks else 0)


@click.command()
@click.option("--backup-to", "folder", type=PLACE, metavar="ORDNER", help="Wohin vorher gesichert wird.")
@with_django
def upgrade(folder: Path | None) -> None:
    """Nach dem Einspielen einer neuen Version: sichern, Datenbank umstellen, Dateien der Oberfläche erneuern.

    Leitziel darf dabei nicht laufen. Ohne --backup-to wird nach `backups` in LEITZIEL_HOME gesichert.
    """
    from django.conf import settings

    from leitziel.cli.house import make_ready
    from leitziel.core.backup import make_backup
    from leitziel.core.running import alone
    from leitziel.core.schema import refuse_newer

    def run() -> None:
        with alone():
            state = refuse_newer()
            if state.missing and not state.fresh:
                path, _manifest = make_backup(folder or Path(settings.HOME) / "backups")
                click.echo(f"Gesichert: {path}")
            make_ready()
            for name in state.missing:
                click.echo(f"  umgestellt: {name}")
            click.echo(
                "Die Datenbank ist auf dem Stand dieser Version." if state.missing else "Es war nichts umzustellen."
            )

    _or_say(run)
    _hints()


def _hints() -> None:
    """What Django's own check of a deployment says, one line each."""
    from django.core.checks import run_checks

    for message in run_checks(include_deployment_checks=True):
        click.echo(f"Hinweis {message.id}: {message.msg}")


def _or_say(run: Any) -> Any:
    """Run it; what goes wrong in a way that the operator can mend ends the command with its sentence."""
    from leitziel.core.backup import BackupError
    from leitziel.core.running import InUseError
    from leitziel.core.schema import NewerDatabaseError

    try:
        return run()
    except (BackupError, InUseError, NewerDatabaseError) as error:
        raise click.ClickException(str(error)) from error
