# SPDX-License-Identifier: EUPL-1.2
"""Asking for pages of an import."""

from django.urls import reverse
from django_scopes import scope

from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import PlanImport


def url(name, *args):
    return reverse(name, args=["pruefstadt", *args])


def plan_of(staged):
    with scope(municipality=staged.municipality_id):
        return PlanImport.objects.get(pk=staged.pk)


def first_measure(staged):
    return next(p.node["id"] for p in tree.walk(staged.plan) if p.kind == "measure")


def post(web, name, *args, **data):
    return web.post(url(name, *args), data)
