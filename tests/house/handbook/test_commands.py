# SPDX-License-Identifier: EUPL-1.2
"""The handbook names the commands, options and targets of make that exist, and no others."""

import re

import click
import pytest

from leitziel.cli import leitziel
from tests.cli.test_help import commands
from tests.house.handbook import DEVELOPERS, DOCS, HANDBOOK, ROOT, TEXTS, read, script

REAL = set(commands(leitziel))
FIRST = "|".join(sorted({path[0] for path in REAL}))
BLOCKS = re.compile(r"```sh\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def command(path):
    found = leitziel
    for name in path:
        found = found.get_command(click.Context(found), name)
    return found


def test_pages_name_every_command_and_no_other():
    words = read(*TEXTS)
    named = {tuple(m.split()) for m in re.findall(rf"leitziel ((?:{FIRST})\b(?: [a-z]+)?)", words)}
    groups = {path for path in REAL if isinstance(command(path), click.Group)}
    # a word after a command that has no subcommands is its argument
    named = {path if path[:1] in groups else path[:1] for path in named}
    assert {path for path in named if path not in REAL} == set()
    assert REAL - groups - named == set()


def options_named(text):
    """(command, option) of every option behind a command in code."""
    for block, inline in BLOCKS.findall(text):
        for line in (block or inline).replace("\\\n", " ").splitlines():
            found = re.search(rf"leitziel ((?:{FIRST})\b(?: [a-z]+)?)(.*)", line)
            if found:
                path = tuple(found[1].split())
                path = path if path in REAL else path[:1]
                yield from ((path, option) for option in re.findall(r"(?<=\s)(--[a-z][a-z-]*)", found[2]))


def has_option(path, option):
    default = {("backup",): ("backup", "create")}.get(path, path)  # `leitziel backup DEST` is short for it
    known = {name for parameter in command(default).params for name in parameter.opts} | {"--help"}
    return option in known


def test_options_that_pages_name_exist():
    assert [found for found in options_named(read(*TEXTS, *DEVELOPERS)) if not has_option(*found)] == []


def test_check_of_options_can_fail():
    assert not has_option(("backup",), "--keep-all")
    assert [*options_named("`leitziel backup ziel --keep 3`")] == [(("backup", "ziel")[:1], "--keep")]


def test_every_option_explains_itself():
    silent = [
        f"{' '.join(path)} {parameter.opts[0]}"
        for path in REAL
        for parameter in command(path).params
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert silent == []


@pytest.mark.parametrize("name", ["befehle.md", "rollen.md"])
def test_part_out_of_the_code_is_up_to_date(name):
    handbook = script("handbook")
    handbook.start_django()
    text = (DOCS / "handbuch" / name).read_text(encoding="utf-8")
    assert len(handbook.MARKED.findall(text)) == 1
    assert handbook.written(text) == text, "write it anew: scripts/handbook.py"


def targets():
    return set(re.search(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1].split())


def test_pages_name_every_target_of_make_and_no_other():
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    table = set(re.findall(r"^\| `make ([a-z]+)` \|", read(DOCS / "entwicklung" / "index.md"), re.MULTILINE))
    everywhere = set(
        re.findall(r"\bmake ([a-z]+)(?=[`\s])(?!\s+[a-z]+ing)", code(read(*TEXTS, ROOT / "CONTRIBUTING.md")))
    )
    assert table == targets() == rules
    assert everywhere - rules == set()


def code(text):
    """What stands in code in a page."""
    return "\n".join((block or inline) + "\n" for block, inline in BLOCKS.findall(text))


def test_every_handbook_page_is_read():
    assert len(HANDBOOK) >= 15
