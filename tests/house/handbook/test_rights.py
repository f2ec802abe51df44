# SPDX-License-Identifier: EUPL-1.2
"""The page of roles has every role and every right that a page asks for."""

from django.utils import translation

from leitziel.core.access import permissions
from leitziel.core.models import Membership
from tests.house.handbook import DOCS, read, script, tables
from tests.house.world import patterns

PAGE = DOCS / "handbuch" / "rollen.md"
WITHOUT_PAGE = {"core.view_log"}  # the log is proven by a command; no page shows it as a whole


def test_table_has_every_role_by_the_name_on_the_screen():
    rows = [row for row in tables(PAGE) if len(row) == 3]
    with translation.override("de"):
        real = [(str(role.label), f"`{role.value}`") for role in Membership.Role]
    assert [(row[0], row[2]) for row in rows] == real
    assert all(len(row[1]) > 20 for row in rows)


def test_every_right_is_told_in_words():
    told = [name for rows in script("handbook").RIGHTS.values() for name in rows]
    assert sorted(told) == sorted({p.name for p in permissions()} - WITHOUT_PAGE)


def test_right_without_page_guards_none():
    guards = {getattr(pattern.callback, "permission", None) for pattern, _parts in patterns().values()}
    assert guards & WITHOUT_PAGE == set()


def test_words_of_rights_tell_them_apart():
    words = [text for rows in script("handbook").RIGHTS.values() for text in rows.values()]
    assert len(set(words)) == len(words)
    assert all(f"| {text} |" in read(PAGE) for text in words)
