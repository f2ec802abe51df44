# SPDX-License-Identifier: EUPL-1.2
"""Each picture of the handbook can be taken anew: its address answers, and each step of its way is there."""

import pytest

from leitziel.demo.pictures import PICTURES
from tests.house.handbook import script

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def photographer(site, site_home, chromium):
    return script("screenshots").Photographer(chromium, site, str(site_home))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_way_of_the_picture_is_there(photographer, picture):
    page = photographer.go(picture)
    shown, pictures = page.locator("body").inner_text(), page.locator("img").count()
    page.close()
    assert len(shown) > 200 or (picture.paper and pictures == 1)
    assert "Traceback" not in shown


def test_way_that_is_not_there_is_a_fault(photographer):
    picture = type(PICTURES[0])("nirgends", "/auenmuenster/gibt-es-nicht/")
    with pytest.raises(LookupError, match="answers 404"):
        photographer.go(picture)
