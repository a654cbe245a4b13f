"""Letters to followers: one for all that happened to a dataset since the last one."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from torg.catalogue.people.queries import hub
from torg.kit.components import text
from torg.kit.mail.actions import send

from .changes import changes
from .following import way_out
from .models import Dataset, Follower, TableVersion


def tell_followers(dataset: Dataset) -> int:
    """How many letters were written. Each goes with the note that it was: nobody is told twice, nobody left out."""
    public = hub().public_url
    return sum(
        _tell(follower, dataset, public or follower.here) for follower in dataset.followers.order_by("pk").iterator()
    )


@transaction.atomic
def _tell(follower: Follower, dataset: Dataset, here: str) -> bool:
    locked = Follower.objects.select_for_update().filter(pk=follower.pk).first()
    if locked is None:
        return False
    now = timezone.now()
    with override(locked.language):
        lines = list(_news(dataset, locked))
        if not lines:
            return False
        title = dataset.title_in(locked.language)
        out = way_out(locked, here)
        words = text(
            "{title}\n\n{news}\n\n{address}\n\nYou follow these data. To stop, open this page:\n{out}",
            title=title, news="\n".join(lines), address=f"{here}/datasets/{dataset.slug}", out=out,
        )  # fmt: skip
        subject = text("News of {title}", title=title).unescape()
        send(to=locked.address, subject=subject, text=words.unescape(), way_out=out)
    if dataset.state == Dataset.State.WITHDRAWN:
        locked.delete()
    else:
        Follower.objects.filter(pk=locked.pk).update(told=now)
    return True


def _news(dataset: Dataset, follower: Follower) -> Iterator[str]:
    if dataset.state == Dataset.State.WITHDRAWN:
        yield text("These data are no longer published.").unescape() + " " + dataset.withdrawn_because
        return
    several = dataset.tables.count() > 1
    rows = (
        TableVersion.objects.filter(table__dataset=dataset)
        .select_related("table")
        .order_by("table__position", "number")
    )
    before: TableVersion | None = None
    for row in rows:
        follows = before if before is not None and before.table_id == row.table_id else None
        if row.created > follower.told:
            name = f"{row.table.layer}, " if several else ""
            number = text("version {number}", number=str(row.number)).unescape()
            yield f"- {name}{number} ({row.created:%Y-%m-%d %H:%M} UTC): {' '.join(changes(row, follows))}"
        before = row
