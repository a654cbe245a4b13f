"""A hub whose processes are killed while people publish: what the test beside it runs in processes of its own.

python killing.py prepare     an organisation and somebody signed in; prints the key of the session
python killing.py look        prints what there is, and whether all of it agrees
"""

import json
import sys
from importlib import import_module

from torg.foundation.home import home
from torg.site.preparing import prepare

prepare()

from django.conf import settings  # noqa: E402  Django is set up only now
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402

from torg.catalogue.datasets.queries import as_shelved, datasets, part_keys  # noqa: E402
from torg.catalogue.people.actions import ensure_organisation  # noqa: E402
from torg.catalogue.people.tests.signing_in import person  # noqa: E402
from torg.engine.shelf import open_shelf  # noqa: E402
from torg.foundation.storage import open_storage  # noqa: E402
from torg.kit.jobs.models import Job  # noqa: E402
from torg.publishing.intake.models import Draft, Publication  # noqa: E402
from torg.publishing.intake.tidying import sweep  # noqa: E402


def sign_somebody_in() -> str:
    atorp, _ = ensure_organisation(by="test", slug="atorp")
    astrid = person("Astrid", editor=atorp)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(astrid.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = astrid.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def what_is_there() -> dict[str, object]:
    place = home()
    sweep()
    storage, shelf = open_storage(place.storage_url), open_shelf(place.shelf_url)
    return {
        "drafts": sorted(Draft.objects.values_list("pk", flat=True)),
        "without original": [d.pk for d in Draft.objects.all() if not (place.originals / d.original).is_file()],
        "unfinished": list(Publication.objects.exclude(state__in=Publication.ENDED).values_list("pk", flat=True)),
        "not public": list(Publication.objects.exclude(state="public").values_list("pk", "problem")),
        "stuck jobs": list(
            Job.objects.filter(state__in=Job.UNFINISHED, name__in=("draft.read", "publication.run")).values_list(
                "pk", flat=True
            )
        ),
        "rows": {one.slug: [v.version.rows for t in one.tables.all() for v in t.versions.all()] for one in datasets()},
        "lying about": [path.name for path in (*place.readings.glob("*"), *place.work.glob("p_*"))],
        "missing": [key for key in part_keys() if not storage.exists(key)],
        "disagree": [one.slug for one in datasets() if shelf.dataset(one.slug) != as_shelved(one)],
    }


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        print(sign_somebody_in())
    else:
        print(json.dumps(what_is_there()))
