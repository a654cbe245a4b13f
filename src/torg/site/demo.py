"""The demonstration: an invented region, built once in a home of its own by the real pipeline."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from torg.foundation.home import home
from torg.foundation.problems import refuse
from torg.site.region.listing import Listing
from torg.site.region.signins import Mark

ELSEWHERE = ("TORG_DATABASE_URL", "TORG_STORAGE_URL", "TORG_MAIL_URL", "TORG_PUBLIC_URL")


def stay_here(folder: str) -> None:
    """A demonstration lives in its folder alone: it touches no database of others and posts no letter."""
    os.environ["TORG_HOME"] = os.path.abspath(folder)
    for name in ELSEWHERE:
        os.environ.pop(name, None)


def mark() -> Mark:
    return Mark(home().demo)


def build_apart() -> None:
    """Build what is not built yet, in a process that ends: the one that serves stays small.

    Raises Refusal for a home that is somebody's real hub.
    """
    place = home()
    if place.catalogue.exists() and not place.demo.is_file():
        raise refuse("demo.real_home", value=str(place.folder))
    place.make()
    mark().begin()
    if mark().built:
        return
    click.echo("Torg makes an invented region from untidy files. This is done once and takes about a minute.")
    # By its standard input it notices that this process is gone.
    with subprocess.Popen([sys.executable, "-m", "torg.site.demo"], stdin=subprocess.PIPE) as building:
        code = building.wait()
    if code:
        sys.exit(code)


def to_try() -> Path:
    return home().folder / "files" / "to-try"


def signins() -> Iterator[str]:
    yield f"Files that Astrid has not published yet lie in {to_try()}."
    yield "Sign in as one of these people, or only look around:"
    for person, password in mark().passwords():
        yield f"  {person.email:<26} {password:<22} {person.name} {person.task}"


def build(listings: Sequence[Listing]) -> None:
    """Goes on where an earlier build was interrupted."""
    from torg.site.preparing import prepare

    prepare()
    from torg.site.region.lists import TO_TRY
    from torg.site.region.publishing import lay_out, publish_all
    from torg.site.region.settling import settle

    settle(mark())
    lay_out(TO_TRY, to_try())
    for left in publish_all(listings, _say):
        click.echo(f"torg: {left.source_name} could not be published ({left.state}).", err=True)
    mark().end()


def _say(done: int, total: int) -> None:
    """A line that counts on a screen; a line for every tenth file in a log."""
    if sys.stdout.isatty():
        click.echo(f"\rtorg: {done} of {total} files are published ", nl=done == total)
    elif done % 10 == 0 or done == total:
        click.echo(f"torg: {done} of {total} files are published")
    if done == total:
        click.echo("torg: Their charts are drawn ...")


if __name__ == "__main__":
    from torg.site.processes import end_with_parent
    from torg.site.region.lists import LISTINGS

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent decides
    build(LISTINGS)
