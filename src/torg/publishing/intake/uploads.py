"""Uploads go to the work folder as they arrive, up to a limit, and never into memory."""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from torg.foundation.disk import with_room
from torg.foundation.home import home
from torg.foundation.problems import Refusal, refuse

MOST_BYTES = 2 * 1024**3
FORM_BYTES = 64 * 1024  # what the other fields of the form and its separators may add


class UploadToWork(FileUploadHandler):
    """Writes to a temporary file that vanishes with the request unless it is moved. Raises Refusal past the limit."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **more: Any) -> None:
        if content_length > MOST_BYTES + FORM_BYTES:
            raise _too_large()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        folder = home().work
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.file = tempfile.NamedTemporaryFile(dir=folder, prefix="upload-")  # noqa: SIM115  closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST_BYTES:
            self.file.close()
            raise _too_large()
        try:
            with with_room():
                self.file.write(raw_data)
                self.file.flush()
        except Refusal:
            with suppress(OSError):  # what is left in its buffer finds no room either
                self.file.close()
            raise

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        return UploadedFile(self.file, self.file_name, self.content_type, file_size)

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


def path_of(upload: UploadedFile) -> Path:
    return Path(upload.file.name)


def _too_large() -> Refusal:
    return refuse("upload.large", limit=f"{MOST_BYTES // 1024**3} GB")
