# SPDX-License-Identifier: EUPL-1.2
"""The words of published measures, for finding near spellings."""

from django.db import models

from leitziel.core.models import TenantModel


class SearchWord(TenantModel):
    """A folded word that occurs in the search texts of published measures of a municipality."""

    word = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "word"], name="search_word_once")]
