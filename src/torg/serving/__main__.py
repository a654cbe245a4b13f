"""``python -m torg.serving --home DIR --port N``: the data API alone, as a replica that needs no accounts database."""

import os
from pathlib import Path

import click
from granian import Granian
from granian.constants import Interfaces


@click.command()
@click.option("--home", type=click.Path(path_type=Path), help="Folder of the hub. Default: TORG_HOME or ./torg-home.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
@click.option("--workers", default=1, show_default=True)
def main(home: Path | None, host: str, port: int, workers: int) -> None:
    """Serve the data API of a hub, and nothing else."""
    if home is not None:
        os.environ["TORG_HOME"] = str(home)
    server = Granian(
        "torg.serving.app:replica",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        websockets=False,
    )
    server.serve()


if __name__ == "__main__":
    main()
