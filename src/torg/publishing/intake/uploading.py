"""Large files in pieces: each piece says where it begins, so that an upload that broke off goes on."""

import fcntl
import hashlib
import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from torg.catalogue.people.models import User
from torg.foundation import ids
from torg.foundation.disk import with_room
from torg.foundation.home import home
from torg.foundation.problems import refuse

from .models import Upload
from .sources import HandedFile, file_name
from .uploads import MOST_BYTES

BLOCK = 256 * 1024
MOST_UNFINISHED = 20
"""Of one person; of more the oldest goes."""


@transaction.atomic
def begin(*, user: User, name: str, size: int, mark: str) -> Upload:
    """The upload of this file, begun anew or where it broke off: the browser's mark tells whether it is the same."""
    if not 0 < size <= MOST_BYTES:
        raise refuse("upload.size", limit=f"{MOST_BYTES // 1024**3} GB")
    told = hashlib.sha256(f"{name}\n{size}\n{mark}".encode()).hexdigest()
    one, _ = Upload.objects.get_or_create(
        user=user, mark=told, defaults={"id": ids.mint("u"), "name": file_name(name), "bytes": size}
    )
    for older in Upload.objects.filter(user=user).order_by("-created")[MOST_UNFINISHED:]:
        _forget(older)
    return one


def upload_of(user: object, identifier: str) -> Upload:
    """Raises Refusal where it is nobody's or somebody else's: both look the same."""
    one = Upload.objects.filter(pk=identifier, user=user).first()
    if one is None:
        raise refuse("upload.unknown")
    return one


def place_of(one: Upload) -> Path:
    return home().work / one.place


def offset(one: Upload) -> int:
    with suppress(FileNotFoundError):
        return place_of(one).stat().st_size
    return 0


def append(one: Upload, begins: int, request: HttpRequest) -> None:
    """Write a piece behind what is here. A line that breaks leaves what came so far; two at once do not mix."""
    with with_room():
        opened = os.open(place_of(one), os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(opened, "wb") as file:  # it is opened already, so nothing of it is cut off
            _lock(file.fileno())
            here = os.fstat(file.fileno()).st_size
            if begins != here:
                raise refuse("upload.offset", offset=here)
            file.seek(here)
            _copy(request, file, one.bytes - here)


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise refuse("upload.offset", offset=os.fstat(descriptor).st_size) from None


def _copy(request: HttpRequest, file: BinaryIO, most: int) -> None:
    left = most
    while block := request.read(min(BLOCK, left + 1)):
        if len(block) > left:
            raise refuse("upload.size", limit=f"{MOST_BYTES // 1024**3} GB")
        file.write(block)
        left -= len(block)


def whole_file(user: object, identifier: str) -> HandedFile:
    one = upload_of(user, identifier)
    here = offset(one)
    if here != one.bytes:
        raise refuse("upload.unfinished", offset=here, size=one.bytes)
    return HandedFile(place_of(one), one.name, ours=True)


def forget_taken(request: HttpRequest) -> None:
    """The draft has the file now."""
    for one in Upload.objects.filter(pk=request.POST.get("upload", ""), user=request.user):
        _forget(one)


def _forget(one: Upload) -> None:
    place_of(one).unlink(missing_ok=True)
    one.delete()


def forget_lost() -> None:
    """Uploads whose pieces were swept away, a day after the last one came."""
    for one in Upload.objects.all():
        if not place_of(one).exists() and _is_old(one):
            one.delete()


def _is_old(one: Upload) -> bool:
    return timezone.now() - one.created > timedelta(days=1)
