# SPDX-License-Identifier: EUPL-1.2
"""`leitziel mail`: what waits in the outbox, what was given up, and a message to try the settings."""

import sys

import click

from leitziel.cli.django import with_django


@click.group()
def mail() -> None:
    """Ausgehende E-Mails ansehen, noch einmal versuchen, die Einstellungen ausprobieren."""


@mail.command("list")
@with_django
def list_() -> None:
    """Wie viele E-Mails in welchem Zustand sind, und warum die wartenden und aufgegebenen nicht hinausgingen.

    Empfänger und Texte werden nicht gezeigt.
    """
    from leitziel.core.models import OutgoingMail

    states = OutgoingMail.State
    for state in states:
        click.echo(f"{state.label:<16} {OutgoingMail.objects.filter(state=state).count()}")
    stuck = OutgoingMail.objects.filter(state__in=[states.WAITING, states.FAILED]).exclude(last_error="")
    for row in stuck.order_by("pk")[:50]:
        reason = row.last_error.split(":", 1)[0]
        click.echo(f"  Nr. {row.pk}: {row.get_state_display()}, {row.attempts} Versuche, {reason}")


@mail.command()
@with_django
def retry() -> None:
    """Aufgegebene E-Mails noch einmal versuchen, drei Tage lang."""
    from django.utils import timezone

    from leitziel.core.outbox import retry_failed

    click.echo(f"{retry_failed(timezone.now())} E-Mails warten wieder.")


@mail.command()
@click.argument("address")
@with_django
def test(address: str) -> None:
    """Sofort eine Nachricht an ADDRESS schicken und sagen, was der Mailserver antwortet; Ende mit 1, wenn er sie nicht nimmt."""
    from leitziel.core.outbox import try_out

    answer = try_out(address)
    click.echo(answer or f"Der Mailserver hat die Nachricht an {address} angenommen.")
    sys.exit(1 if answer else 0)
