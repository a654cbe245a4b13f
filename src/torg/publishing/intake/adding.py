"""The first step: a file, a pasted table or a web address becomes a draft; large files arrive in pieces."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.queries import slug_holder
from torg.catalogue.people.models import Organisation
from torg.catalogue.people.queries import hub, may_edit, organisations_of
from torg.foundation.disk import is_full, with_room
from torg.foundation.home import home
from torg.foundation.problems import Problem, Refusal, refuse
from torg.kit.components import safe_colour
from torg.kit.permissions import signed_in

from . import answers, drafting, uploading
from .describing import PASTED
from .models import Upload
from .sources import HandedFile, WebAddress
from .uploads import MOST_BYTES, path_of

MOST_PASTED = "2 MB"
MOST_SHOWN = 300
"""Organisations in the list; somebody who runs a hub with more writes the short name into the address."""

View = Callable[..., HttpResponse]


def with_problems_told(view: View) -> View:
    """Above ``signed_in``: what is refused while the body is still read becomes a page, or a document for a script."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **parts: object) -> HttpResponse:
        try:
            return view(request, *args, **parts)
        except RequestDataTooBig:
            return _refused(request, Problem("draft.pasted_long", limit=MOST_PASTED))
        except Refusal as refusal:
            return _refused(request, refusal.problem)
        except OperationalError:  # the catalogue lies on the same disk as a rule
            if not is_full(home().work):
                raise
            return _refused(request, Problem("disk.full"))

    return answer


def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    if request.path != "/publish" or request.headers.get("Sec-Fetch-Dest") == "empty":
        return answers.problem(problem)
    return _add_page(request, _named(request), problem, 413 if problem.code == "upload.large" else 422)


@require_http_methods(["GET", "HEAD", "POST"])
@with_problems_told
@signed_in
def add(request: HttpRequest) -> HttpResponse:
    dataset = _named(request)
    if request.method != "POST":
        return _add_page(request, dataset)
    organisation = dataset.organisation if dataset else _organisation(request)
    with _source(request) as source:
        one = drafting.begin_draft(by=request.user, organisation=organisation, source=source, dataset=dataset)
    uploading.forget_taken(request)
    if request.headers.get("Sec-Fetch-Dest") == "empty":  # a script sent it, and goes there itself
        return JsonResponse({"address": f"/publish/{one.pk}/found"}, status=201)
    return redirect(f"/publish/{one.pk}/found")


def _named(request: HttpRequest) -> Dataset | None:
    """The dataset that is to get its next version; 404 for one that the person does not work for."""
    slug = request.GET.get("dataset", "")
    if not slug:
        return None
    held = slug_holder(slug)
    if held is None or held.state != Dataset.State.PUBLIC or not may_edit(request.user, held.organisation):
        raise Http404
    return held


def _organisation(request: HttpRequest) -> Organisation:
    theirs = organisations_of(request.user)
    named = request.POST.get("organisation", "")
    found = theirs.filter(slug=named).first() if named else theirs.first()
    if found is None:
        if named:
            raise Http404
        raise refuse("draft.no_organisation")
    return found


@contextmanager
def _source(request: HttpRequest) -> Iterator[HandedFile | WebAddress]:
    """Exactly one of: a file of this request, an upload in pieces, a pasted table, an address."""
    file, form = request.FILES.get("file"), request.POST
    pasted, url, upload = form.get("pasted", "").strip("\r\n"), form.get("url", "").strip(), form.get("upload", "")
    given = [one for one in (file, pasted, url, upload) if one]
    if len(given) != 1:
        raise refuse("draft.several" if given else "draft.nothing")
    if file is not None:
        yield HandedFile(path_of(file), file.name or "file", ours=True)
    elif upload:
        yield uploading.whole_file(request.user, upload)
    elif pasted:
        with _written(pasted) as path:
            yield HandedFile(path, PASTED)
    else:
        yield WebAddress(url if "://" in url else f"https://{url}")


@contextmanager
def _written(pasted: str) -> Iterator[Path]:
    if len(pasted.splitlines()) < 2:
        raise refuse("draft.pasted_one")
    with tempfile.NamedTemporaryFile(dir=home().work, prefix="upload-") as file:
        with with_room():
            file.write(pasted.replace("\0", "").encode("utf-8", "replace"))
            file.flush()
        yield Path(file.name)


def _add_page(
    request: HttpRequest, dataset: Dataset | None, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    if problem is None and not organisations_of(request.user).exists():
        problem = Problem("draft.no_organisation")
    organisations = list(organisations_of(request.user)[:MOST_SHOWN])
    chosen = dataset.organisation if dataset else (organisations[0] if len(organisations) == 1 else None)
    context: dict[str, Any] = {
        "listed": dataset,
        "choices": [(one.slug, one.name_in("en")) for one in organisations],
        "chosen": chosen,
        "named": request.GET.get("organisation", ""),
        "colour": safe_colour(chosen.colour) if chosen else None,
        "limit": f"{MOST_BYTES // 1024**3} GB",
        "most_pasted": MOST_PASTED,
        "problem": problem.sentence() if problem else "",
        "hub": hub(),
    }
    return render(request, "intake/add.html", context, status=status)


@with_problems_told
@signed_in
def begin_upload(request: HttpRequest) -> HttpResponse:
    """Say that a large file is coming; a file that broke off goes on where it was."""
    if request.method != "POST":
        raise refuse("request.method", value=request.method, allowed="POST")
    _publisher(request)
    name, size, mark = (request.POST.get(field, "") for field in ("name", "size", "mark"))
    one = uploading.begin(user=request.user, name=name, size=_count(size, 0), mark=mark)
    return _offset(one, 201)


@with_problems_told
@signed_in
def upload(request: HttpRequest, identifier: str) -> HttpResponse:
    """How much is here (GET), or the next piece (PATCH with ``Upload-Offset``)."""
    one = uploading.upload_of(request.user, identifier)
    if request.method == "PATCH":
        _publisher(request)
        written = request.headers.get("Upload-Offset", "")
        uploading.append(one, _count(written, -1), request)
    elif request.method not in ("GET", "HEAD"):
        raise refuse("request.method", value=request.method, allowed="GET, PATCH")
    return _offset(one, 200)


def _publisher(request: HttpRequest) -> None:
    """Somebody who has left every organisation fills no disk of ours: what is sent in pieces stays for a day."""
    if not organisations_of(request.user).exists():
        raise refuse("draft.no_organisation")


def _count(written: str, otherwise: int) -> int:
    """A number of bytes; Python itself refuses to read one of thousands of digits."""
    return int(written) if written.isdecimal() and len(written) < 20 else otherwise


def _offset(one: Upload, status: int) -> HttpResponse:
    offset = uploading.offset(one)
    answer = JsonResponse({"id": one.pk, "offset": offset, "size": one.bytes}, status=status)
    answer["Upload-Offset"] = str(offset)
    answer["Location"] = f"/publish/uploads/{one.pk}"
    return answer
