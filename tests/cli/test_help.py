# SPDX-License-Identifier: EUPL-1.2
"""Every subcommand explains itself, also where there is no Django."""

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from leitziel.cli import leitziel


def commands(group, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", sorted(commands(leitziel)), ids=" ".join)
def test_subcommand_has_help(path):
    result = CliRunner().invoke(leitziel, [*path, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert len(result.output.splitlines()) > 3


def test_plan_parse_help_needs_no_django():
    code = "import sys; sys.modules['django'] = None; from leitziel.cli import main; main(args=['plan', 'parse', '--help'])"
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "FILE" in done.stdout
