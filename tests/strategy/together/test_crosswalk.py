# SPDX-License-Identifier: EUPL-1.2
"""The crosswalk between fields of different concepts, also when the fields change."""

import pytest

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.strategy.actions.together.crosswalk import CrosswalkError, link_fields, reattach
from leitziel.strategy.models import ActionField, FieldLink
from leitziel.strategy.queries.together import crosswalk as queries
from leitziel.strategy.queries.together.editions import working_editions
from tests.strategy.builders import build_edition

Kind = FieldLink.Kind


@pytest.fixture
def fields(edition, other_edition):
    """The first field of one concept, and the second of another."""
    rows = ActionField.objects.select_related("edition__concept").order_by("position")
    return rows.filter(edition=edition)[0], rows.filter(edition=other_edition)[1]


def link(fields, planner, kind, version=0, note=""):
    return link_fields(
        municipality=fields[0].municipality, actor=planner, one=fields[0], two=fields[1], kind=kind, version=version, note=note
    )  # fmt: skip


def cells(one, two):
    found = queries.fields_of(working_editions())
    return queries.matrix(found, queries.links(), one.edition.concept_id, two.edition.concept_id, suggest=False).cells


def test_link_reads_the_same_from_both_sides(scoped, fields, planner):
    one, two = fields
    link(fields, planner, Kind.LEFT_IN_RIGHT, note="Pflege")
    assert cells(one, two)[one.pk, two.pk].kind == Kind.LEFT_IN_RIGHT
    assert cells(two, one)[two.pk, one.pk].kind == Kind.RIGHT_IN_LEFT
    changed = link(fields[::-1], planner, Kind.LEFT_IN_RIGHT, version=1)  # said from the other side
    assert (FieldLink.objects.count(), changed.kind, changed.version) == (1, "holds", 2)
    assert link(fields, planner, None, version=2) is None
    assert FieldLink.objects.count() == 0
    assert log.verify(scoped) == []


def test_old_version_and_one_concept_are_refused(fields, planner):
    link(fields, planner, Kind.SAME)
    with pytest.raises(ChangedMeanwhileError):
        link(fields, planner, Kind.OVERLAPS)
    with pytest.raises(CrosswalkError):
        link((fields[0], fields[0]), planner, Kind.SAME)
    assert FieldLink.objects.get().kind == "same"


def test_link_stays_with_a_renamed_field(fields, planner):
    one, two = fields
    link(fields, planner, Kind.SAME)
    one.title = "Ganz neuer Name"
    one.save()
    assert (one.pk, two.pk) in cells(one, two)


def test_link_goes_on_into_a_new_edition_by_the_title(scoped, edition, fields, planner):
    one, two = fields
    link(fields, planner, Kind.SAME)
    edition.state = "superseded"
    edition.save()
    new = build_edition(scoped, label="2028", fields=2, goals_per_field=1, measures=4)
    twin = ActionField.objects.select_related("edition").get(edition=new, title=one.title)
    assert list(cells(twin, two)) == [(twin.pk, two.pk)]


def test_link_without_its_field_is_told_and_given_another(scoped, client, edition, fields, planner):
    one, two = fields
    made = link(fields, planner, Kind.SAME)
    edition.state = "superseded"
    edition.save()
    new = build_edition(scoped, label="2028", fields=2, goals_per_field=1, measures=4)
    ActionField.objects.filter(edition=new, title=one.title).update(title="Umbenannt")
    target = ActionField.objects.select_related("edition").get(edition=new, title="Umbenannt")
    lost = queries.lost_sides(queries.links(), queries.fields_of(working_editions()))
    assert [(row.pk, side) for row, side in lost] == [(made.pk, "left" if made.left_field_id == one.pk else "right")]
    client.force_login(planner)
    address = f"/pruefstadt/arbeit/querbezuege/verwaist/{made.pk}/"
    assert client.post(address, {}).status_code == 200
    assert client.post(address, {"field": target.pk}).status_code == 302
    assert (target.pk, two.pk) in cells(target, two)
    with pytest.raises(CrosswalkError):
        reattach(link=made, actor=planner, side="left", field=two if made.left_field_id == one.pk else one)


def test_public_pages_show_published_links_only(scoped, client, fields, planner):
    one, two = fields
    link(fields, planner, Kind.OVERLAPS, note="Beide beraten")
    draft = build_edition(
        scoped, concept="Entwurf", fields=1, measures=1, published=False, state="draft", plant="Geheim"
    )
    hidden = ActionField.objects.select_related("edition").get(edition=draft)
    link((one, hidden), planner, Kind.SAME)
    page = client.get(f"/pruefstadt/handlungsfelder/{one.short_id}/").text
    assert (f"/handlungsfelder/{two.short_id}/" in page, hidden.short_id in page) == (True, False)
    table = client.get("/pruefstadt/querbezuege/?links=integrationskonzept&rechts=inklusionskonzept")
    assert [(r.id, c.id, cell.note) for r, c, cell in table.context["pairs"]] == [(one.pk, two.pk, "Beide beraten")]
    assert "Geheim" not in table.text


def test_pages_take_the_same_queries_for_few_and_many_fields(scoped, client, planner, django_assert_num_queries):
    for number, size in enumerate((2, 8)):
        for name in "AB":
            build_edition(scoped, concept=f"{name}{number}", fields=size, measures=3 * size, references=False)
        with django_assert_num_queries(5):
            client.get(f"/pruefstadt/querbezuege/?links=a{number}&rechts=b{number}")
    client.force_login(planner)
    for number in (0, 1):
        with django_assert_num_queries(8):
            client.get(f"/pruefstadt/arbeit/querbezuege/?links=a{number}&rechts=b{number}")


def test_cell_is_edited_by_its_form(client, fields, planner):
    one, two = fields
    client.force_login(planner)
    address = f"/pruefstadt/arbeit/querbezuege/{one.short_id}/{two.short_id}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": 0, "kind": "same", "note": ""}).status_code == 302
    late = client.post(address, {"version": 0, "kind": "overlaps", "note": ""})
    assert late.context["form"].non_field_errors() == [str(ChangedMeanwhileError())]
    assert FieldLink.objects.get().kind == "same"
    assert client.post(address, {"version": 0, "kind": "unsinn", "note": ""}).context["form"].errors.keys() == {"kind"}
