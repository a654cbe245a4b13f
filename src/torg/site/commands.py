"""The commands that run everything: a hub, a demonstration of one, further workers."""

from typing import Any

import click


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, help="Port to listen at.")
def command_serve(host: str, port: int) -> None:
    """Serve the pages, the data API and the background jobs of this hub.

    The first start creates what the hub needs in its home. Ctrl-C or SIGTERM ends everything.
    Names other than localhost under which the hub is reached stand in TORG_HOSTS, separated by commas.
    """
    _serve(host, port)


@click.command("demo")
@click.option("--home", default="torg-demo", envvar="TORG_HOME", show_default=True, metavar="DIR", help="Its folder.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, help="Port to listen at.")
def command_demo(home: str, host: str, port: int) -> None:
    """Serve a ready region to try Torg with: everything in it is invented.

    The first start builds it, which takes about a minute; if it is interrupted, the next one goes on. Its
    sign-ins are printed at every start.
    """
    from torg.site import demo, processes

    demo.stay_here(home)
    processes.check_port(host, port)
    demo.build_apart()
    for line in demo.signins():
        click.echo(line)
    _serve(host, port)


def _serve(host: str, port: int) -> None:
    from torg.foundation.home import home
    from torg.site import logs, preparing, processes

    logs.configure()
    place = home()
    workers = processes.most_workers()
    processes.check_port(host, port)
    place.make()
    preparing.make_secret(place)  # both processes that start now read it
    preparation = preparing.prepare_apart()
    shown = "localhost" if host in ("0.0.0.0", "::") else host  # noqa: S104  the person asked for it
    place.address.write_text(f"http://{shown}:{port}")
    click.echo(f"Torg serves {place.folder} at http://{shown}:{port}/ (Ctrl-C ends it).")
    processes.serve(host, port, place.database_url or str(place.catalogue), preparation, workers)


@click.command("worker")
@click.pass_obj
def command_worker(hub: Any) -> None:
    """Run a further worker for the jobs of a hub, until Ctrl-C or SIGTERM.

    On another machine it needs the same PostgreSQL, the same storage and the same home folder: see docs/run.
    """
    from torg.foundation.home import home
    from torg.foundation.problems import refuse

    if not home().secret.is_file():
        raise refuse("worker.no_home", value=str(home().folder))
    hub.open()
    from torg.site import worker

    click.echo(f"A worker for {home().folder} waits for jobs (Ctrl-C ends it).")
    worker.work()
