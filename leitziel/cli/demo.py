# SPDX-License-Identifier: EUPL-1.2
"""`leitziel demo`: the demo city, ready to click through."""

import click

from leitziel.cli.django import with_defaults, with_django


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, an der gelauscht wird.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port der Adresse.")
@click.option("--load-only", is_flag=True, help="Nur laden, nicht starten.")
@with_defaults(LEITZIEL_LOG_FORMAT="text", LEITZIEL_LOG_LEVEL="WARNING", LEITZIEL_MAIL_URL="file:")
@with_django
def demo(host: str, port: int, load_only: bool) -> None:
    """Die Demostadt laden (beim ersten Mal) und starten.

    Die Konzepte der Demostadt werden dabei aus ihren DOCX-, PDF- und Excel-Dateien importiert. Ein zweiter
    Start behält alle Daten. E-Mails werden nicht verschickt, sondern als Dateien im Ordner `mail` abgelegt.
    """
    from leitziel.cli.house import make_ready, run_house
    from leitziel.demo import concepts, load

    make_ready()
    if load.is_loaded():
        click.echo("Die Demostadt ist schon geladen; alle Daten bleiben, wie sie sind.")
    else:
        click.echo("Die Demostadt wird geladen ...")
        concepts.load_all(echo=click.echo)
    if load_only:
        return
    click.echo(addresses(host, port))
    run_house(host, port, workers=1)


def addresses(host: str, port: int) -> str:
    """What to open, and with which logins."""
    from leitziel.core.models import Membership
    from leitziel.demo import load
    from leitziel.demo.city import city

    slug = city().slug
    base = f"http://{host}:{port}"
    lines = [
        "",
        "Leitziel läuft. Beenden mit Strg+C.",
        f"  Öffentliche Seiten  {base}/{slug}/",
        f"  Anmelden            {base}/anmelden/   (Kennwort für alle: {load.PASSWORD})",
        f"  Bausteine           {base}/design/",
        "",
    ]
    lines += [f"  {Membership.Role(person.role).label:<20} {person.email}" for person in city().people]
    return "\n".join(lines)
