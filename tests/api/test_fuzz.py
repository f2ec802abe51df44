# SPDX-License-Identifier: EUPL-1.2
"""Schemathesis asks the API whatever its description allows, and what it does not: no server error, no broken promise."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from leitziel.api.openapi import description
from tests.strategy.builders import build_edition

SLUG = "pruefstadt"


def application(environ, start_response):
    """The house below the municipality's API, as the description's addresses have it."""
    environ["PATH_INFO"] = f"/{SLUG}/api/v1{environ['PATH_INFO']}"
    return WSGIHandler()(environ, start_response)


schema = schemathesis.openapi.from_dict(description("http://localhost"))
schema.app = application
schema.config.generation.update(modes=list(schemathesis.GenerationMode))


@pytest.fixture(autouse=True)
def plan(municipality):
    """A published plan and a draft; the connection stays open between requests, as Django's own client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    build_edition(municipality, fields=3, goals_per_field=1, measures=8)
    build_edition(
        municipality, concept="Entwurf", measures=4, fields=2, goals_per_field=1, published=False, state="draft",
        plant="Geheimwort",
    )  # fmt: skip
    assert municipality.slug == SLUG
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@schema.parametrize()
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
def test_operation_keeps_its_promises_whatever_is_asked(case):
    response = case.call_and_validate()
    assert b"geheimwort" not in response.content.lower()
