# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.files.base import ContentFile

from leitziel.core.files import DamagedFileError, content, store


def test_stored_file_gives_back_its_bytes(municipality):
    stored = store(municipality=municipality, name="Konzept.pdf", media_type="application/pdf", data=b"\x00abc")
    assert content(stored) == b"\x00abc"
    assert (stored.size, stored.name) == (4, "Konzept.pdf")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\Windows\\passwd", "/etc/passwd"])
def test_stored_file_name_is_never_a_path(municipality, name):
    stored = store(municipality=municipality, name=name, media_type="text/plain", data=b"x")
    assert stored.name == "passwd"
    assert "passwd" not in stored.content.name
    assert stored.content.name.startswith(f"{municipality.pk}/")


def test_stored_file_that_was_changed_is_noticed(municipality):
    stored = store(municipality=municipality, name="a.txt", media_type="text/plain", data=b"x")
    path = stored.content.name
    stored.content.storage.delete(path)
    stored.content.storage.save(path, ContentFile(b"y"))
    with pytest.raises(DamagedFileError):
        content(stored)
