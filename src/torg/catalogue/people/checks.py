"""What the doctor looks at here: the hub's own address, who administers it, boundaries."""

from collections.abc import Iterator

from torg.kit.upkeep.actions import Finding, check, doubtful, fine

from .models import Organisation, User
from .queries import hub


@check("address")
def hub_knows_its_address() -> Iterator[Finding]:
    address = hub().public_url
    if not address:
        yield doubtful("doctor.public_url_none")
    elif not address.startswith("https://"):
        yield doubtful("doctor.public_url_plain", value=address)
    else:
        yield fine("doctor.public_url", value=address)


@check("people")
def somebody_administers() -> Iterator[Finding]:
    count = User.objects.filter(is_admin=True, is_active=True).count()
    yield fine("doctor.administrator", count=count) if count else doubtful("doctor.administrator_none")


@check("boundaries")
def municipalities_have_boundaries() -> Iterator[Finding]:
    every = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY)
    without = list(every.filter(boundary__isnull=True).values_list("slug", flat=True))
    if without:
        yield doubtful("doctor.boundaries_missing", count=len(without), value=without[0])
    else:
        yield fine("doctor.boundaries", count=every.count())
