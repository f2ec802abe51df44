# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from leitziel.core.models import Municipality, Organisation, OrganisationAlias, PlanningArea, Term
from leitziel.core.models.base import CrossTenantError, TenantModel
from tests.conftest import make_organisation

GLOBAL = {
    "core.LogHead",
    "core.Municipality",
    "core.OutgoingMail",
    "core.PeriodicRun",
    "core.User",
    "core.WorkerProcess",
}


def own_models():
    return [m for m in apps.get_models() if m.__module__.startswith("leitziel.")]


def test_every_model_belongs_to_a_municipality():
    """Automatic through tables hang on two tenant rows and need no column of their own."""
    stray = {m._meta.label for m in own_models() if not issubclass(m, TenantModel) and not m._meta.auto_created}
    assert stray == GLOBAL


@pytest.mark.parametrize("model", [m for m in own_models() if issubclass(m, TenantModel)], ids=lambda m: m._meta.label)
def test_reading_without_scope_raises(model):
    with pytest.raises(ScopeError):
        model.objects.count()


@pytest.mark.django_db
def test_scope_shows_own_rows_only(municipality, other_municipality):
    for tenant in (municipality, other_municipality):
        make_organisation(tenant, "Fachdienst Soziales")
    with scope(municipality=municipality):
        assert [o.municipality_id for o in Organisation.objects.all()] == [municipality.pk]


@pytest.mark.django_db
def test_reference_to_another_municipality_is_refused(municipality, other_municipality):
    foreign = make_organisation(other_municipality, "Fachdienst Soziales")
    with pytest.raises(CrossTenantError):
        OrganisationAlias(municipality=municipality, organisation=foreign, name="FD Soziales").save()


@pytest.mark.django_db
def test_texts_are_normalised_at_the_door(municipality):
    term = Term(municipality=municipality, vocabulary="target_group", key="aeltere", label="A\u0308ltere\x00")
    term.save()
    assert term.label == "Ältere"


@pytest.mark.django_db
@pytest.mark.parametrize("ags", ["1609900", "abc", "160990011", "1609 001"])
def test_municipality_with_wrong_key_is_refused_by_the_database(ags):
    with pytest.raises(DatabaseError), transaction.atomic():
        Municipality.objects.create(ags=ags, kind="city", name="Falsch", slug=f"falsch-{len(ags)}")


@pytest.mark.django_db
def test_alias_names_one_organisation_whatever_the_spelling(municipality):
    first, second = (make_organisation(municipality, name) for name in ("Fachdienst A", "Fachdienst B"))
    OrganisationAlias(municipality=municipality, organisation=first, name="FD Öffentliches").save()
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationAlias(municipality=municipality, organisation=second, name="fd  oeffentliches").save()


@pytest.mark.django_db
def test_population_without_date_is_refused(municipality):
    area = PlanningArea(municipality=municipality, key="1", name="Mitte", slug="mitte", geometry={}, population=100)
    with pytest.raises(IntegrityError), transaction.atomic():
        area.save()


def test_tenant_models_have_no_unscoped_default_manager():
    open_ = [
        m._meta.label for m in own_models() if issubclass(m, TenantModel) and type(m._default_manager) is models.Manager
    ]
    assert open_ == []
