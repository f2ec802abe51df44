# SPDX-License-Identifier: EUPL-1.2
"""The database itself keeps municipalities apart: proven for every foreign key, on the database of the run."""

import pytest
from django.db import IntegrityError, connection, transaction

from leitziel.core import tenancy
from tests.core.archive.filling import fill
from tests.house.world import build_tenant


@pytest.fixture
def tenants(municipality, other_municipality, make_user):
    built = build_tenant(municipality, make_user, "hiesig"), build_tenant(other_municipality, make_user, "fremdig")
    for tenant in built:
        fill(tenant.municipality)  # a row in each table that the rooms' own plants leave empty
    return built


# Foreign keys for which the tables of the matrix plant no row; their triggers are held by the test above.
UNTRIED: list[str] = []


def objection(sql, values, before=None):
    """What went wrong when the database should have refused the statement: "" if it did, for our reason. `before`
    makes way for it; nothing of either stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if before:
                cursor.execute(*before)
            cursor.execute(sql, values)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return "" if tenancy.MESSAGE in str(error) else str(error)
    return "accepted"


def one(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


@pytest.mark.django_db
def test_every_table_of_tenants_has_its_triggers():
    found = {table for _name, table in tenancy.existing(connection)}
    assert found == tenancy.conditions().keys()


@pytest.mark.django_db
def test_no_foreign_key_leaves_its_municipality(tenants):
    """Each row of the one municipality is pointed at a row of the other, by plain SQL."""
    here, there = (tenant.municipality.pk for tenant in tenants)
    passed, untried = [], []
    for ref in tenancy.references():
        own = one(
            f'SELECT id FROM "{ref.table}" WHERE municipality_id = %s ORDER BY "{ref.column}" IS NULL LIMIT 1', here
        )
        foreign = one(f'SELECT "{ref.target_key}" FROM "{ref.target}" WHERE municipality_id = %s LIMIT 1', there)
        if own is None or foreign is None:
            untried.append(f"{ref.table}.{ref.column}")
            continue
        # a unique column that names the foreign row already would refuse first, with another message
        way = (f'DELETE FROM "{ref.table}" WHERE "{ref.column}" = %s', [foreign])
        if wrong := objection(f'UPDATE "{ref.table}" SET "{ref.column}" = %s WHERE id = %s', [foreign, own], way):
            passed.append((f"{ref.table}.{ref.column}", wrong))
    assert passed == []
    assert untried == UNTRIED


@pytest.mark.django_db
def test_no_pair_joins_two_municipalities(tenants):
    here, there = (tenant.municipality.pk for tenant in tenants)
    passed = []
    for table, first, second in tenancy.pairs():
        own = one(f'SELECT "{first.target_key}" FROM "{first.target}" WHERE municipality_id = %s LIMIT 1', here)
        foreign = one(f'SELECT "{second.target_key}" FROM "{second.target}" WHERE municipality_id = %s LIMIT 1', there)
        insert = f'INSERT INTO "{table}" ("{first.column}", "{second.column}") VALUES (%s, %s)'
        if not (own and foreign) or objection(insert, [own, foreign]):
            passed.append(table)
    assert passed == []


@pytest.mark.django_db
def test_no_row_moves_to_another_municipality(tenants):
    here, there = (tenant.municipality.pk for tenant in tenants)
    passed = []
    for model in tenancy.tenant_models():
        table = model._meta.db_table
        own = one(f'SELECT id FROM "{table}" WHERE municipality_id = %s LIMIT 1', here)
        if own and objection(f'UPDATE "{table}" SET municipality_id = %s WHERE id = %s', [there, own]):
            passed.append(table)
    assert passed == []


@pytest.mark.django_db
def test_row_that_comes_after_its_reference_is_refused(municipality, other_municipality):
    """Foreign keys are checked at commit only; the later of the two rows is refused, whichever it is."""
    from leitziel.core.models import Organisation, OrganisationAlias

    alias = OrganisationAlias(municipality=municipality, organisation_id=987_654, name="Später")
    with transaction.atomic():
        alias.save()
        late = Organisation(pk=987_654, municipality=other_municipality, name="Amt", slug="amt", kind="office")
        with pytest.raises(IntegrityError, match=tenancy.MESSAGE), transaction.atomic():
            late.save()
        Organisation(pk=987_654, municipality=municipality, name="Amt", slug="amt", kind="office").save()
