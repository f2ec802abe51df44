# SPDX-License-Identifier: EUPL-1.2
"""The size of what is sent to the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class LimitedBody(FileUploadHandler):
    """Refuse a body with files that is larger than settings.LARGEST_BODY (bytes) by its declared length; the server
    reads no further than that. Django itself limits the text fields of a form, not its files."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 - Django's
        META: Any,  # noqa: ARG002, N803
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: Any = None,  # noqa: ARG002
    ) -> None:
        if content_length > settings.LARGEST_BODY:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's
        return None
