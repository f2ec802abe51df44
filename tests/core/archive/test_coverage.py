# SPDX-License-Identifier: EUPL-1.2
"""The archive is complete by construction: what nobody decided about fails here, with the line to add."""

from django.apps import apps
from django.db import models

from leitziel.core.archive import coverage, tables


def test_every_model_and_field_is_kept_or_left_out_for_a_reason():
    assert coverage.gaps() == []


def test_model_that_no_room_names_is_found(monkeypatch):
    without = tuple(e for e in tables.entries() if e.label != "core.Term")
    monkeypatch.setattr(coverage, "entries", lambda: without)
    found = coverage.gaps()
    line = (
        'core.Term is in no list: add keep("core.Term", "vocabulary key label explanation") or skip(...) to archive.py'
    )
    assert line in found
    # what points to it is told as well
    assert "strategy.Measure.target_groups points to core.Term, which is not in the archive" in found


def test_field_that_no_list_names_is_found(monkeypatch):
    term = tables.keep("core.Term", "vocabulary key explanation colour", label="")
    others = tuple(term if e.label == "core.Term" else e for e in tables.entries())
    monkeypatch.setattr(coverage, "entries", lambda: others)
    assert about_terms() == ["core.Term has no field colour", "core.Term.label is left out without a reason"]
    term = tables.keep("core.Term", "vocabulary key label")
    others = tuple(term if e.label == "core.Term" else e for e in tables.entries())
    monkeypatch.setattr(coverage, "entries", lambda: others)
    assert about_terms() == ["core.Term.explanation is neither kept nor left out"]


def about_terms():
    return [gap for gap in coverage.gaps() if gap.startswith("core.Term")]


def test_application_of_others_without_a_reason_is_found(monkeypatch):
    monkeypatch.delitem(coverage.OTHER_APPS, "sessions")
    assert [gap for gap in coverage.gaps() if "sessions" in gap] == [
        "sessions.Session: say in core/archive/others.py why sessions stays behind"
    ]


def test_tables_come_behind_those_they_point_to():
    order = [table.model for table in tables.tables()]
    early = {
        (model._meta.label, target._meta.label)
        for at, model in enumerate(order)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and (target := field.related_model) in order
        and order.index(target) > at
    }
    assert early == set()


def test_secrets_stay_behind():
    """No kept column holds a password, a token or a secret, whatever room it is in."""
    words = ("password", "token", "secret", "otp", "session_key")
    held = [
        f"{source.name}.{column.name}"
        for source in tables.sources()
        for column in source.columns
        if any(word in column.name.lower() for word in words)
    ]
    assert held == []
    assert len(list(apps.get_models())) > 20
