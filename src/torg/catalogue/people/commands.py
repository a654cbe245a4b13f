"""Commands about people: accounts, tokens, organisations, places, the hub itself."""

import os
from pathlib import Path
from typing import Any

import click

BY = "command line"


@click.command("createadmin")
@click.argument("email")
@click.option("--password-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read it there.")
@click.pass_obj
def command_createadmin(hub, email: str, password_file: Path | None) -> None:
    """Make EMAIL an administrator of this hub.

    The password is asked for, or read from --password-file or from TORG_ADMIN_PASSWORD. Repeating the command
    changes nothing: an account that exists keeps its password.
    """
    hub.open()
    from . import actions, queries

    known = queries.user(email)
    password = "" if known else _password(password_file)
    account, created = actions.create_admin(by=BY, email=email, password=password)
    click.echo(f"{account.email} is {'now' if created else 'already'} an administrator of this hub.")


def _password(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    return os.environ.get("TORG_ADMIN_PASSWORD") or click.prompt(
        "Password", hide_input=True, confirmation_prompt="Once more"
    )


@click.command("createtoken")
@click.option("--org", "slug", required=True, help="Short name of the organisation the token may publish for.")
@click.option("--name", default="", help="What the token is for, so that you know it again.")
@click.option("--days", default=365, show_default=True, help="How long it works; 0 means for ever.")
@click.pass_obj
def command_createtoken(hub, slug: str, name: str, days: int) -> None:
    """Make a token with which a program publishes for one organisation. It is shown once."""
    hub.open()
    from . import actions, queries

    organisation, created = actions.ensure_organisation(by=BY, slug=slug)
    if created:
        click.echo(queries.added(organisation), err=True)
    _, secret = actions.create_token(by=BY, organisation=organisation, name=name, days=days or None)
    click.echo(secret)
    click.echo("Keep it safe: it is not shown again.", err=True)


@click.command("invite")
@click.argument("email")
@click.option("--org", "slug", required=True, help="Short name of the organisation.")
@click.option(
    "--role", type=click.Choice(["editor", "administrator"]), default="editor", show_default=True, help="What for."
)
@click.pass_obj
def command_invite(hub, email: str, slug: str, role: str) -> None:
    """Invite EMAIL to publish for an organisation. The letter goes out by the hub; its link is printed too."""
    hub.open()
    from torg.foundation.home import home

    from . import actions, members, queries

    organisation, created = actions.ensure_organisation(by=BY, slug=slug)
    if created:
        click.echo(queries.added(organisation), err=True)
    served = home().address
    base = queries.hub().public_url or (served.read_text().strip() if served.is_file() else "http://localhost:8000")
    invitation = actions.invite(by=BY, organisation=organisation, email=email, role=role, base=base)
    click.echo(members.address_of(invitation, base))


@click.command("organisation")
@click.argument("slug")
@click.option("--name", help="Its name as people write it.")
@click.option("--kind", type=click.Choice(["municipality", "region", "other"]))
@click.option("--code", "official_code", help="Its official code, such as 0180.")
@click.option("--mail", "contact_mail", help="Where questions about its data go.")
@click.option("--url", "contact_url", help="Its own web page.")
@click.option("--colour", help="Colour of its sign, such as #1a5fb4.")
@click.option("--licence", help="Licence of its new datasets, such as CC0-1.0 or CC-BY-4.0.")
@click.option("--language", default="en", show_default=True, help="Language of --name.")
@click.pass_obj
def command_organisation(hub, slug: str, language: str, **facts: str | None) -> None:
    """Add the organisation SLUG, or change what is known about it."""
    hub.open()
    from . import actions

    organisation, created = actions.ensure_organisation(by=BY, slug=slug)
    actions.describe_organisation(
        by=BY, organisation=organisation, language=language, **{k: v for k, v in facts.items() if v is not None}
    )
    click.echo(f"{slug} is {'added' if created else 'changed'}.")


@click.command("hub")
@click.option("--title", help="Name of the hub.")
@click.option("--description", help="One or two sentences about it.")
@click.option("--mail", "contact_mail", help="Where questions go.")
@click.option("--country", help="Two letters, such as SE.")
@click.option("--url", "public_url", help="The address people use, such as https://data.example.org.")
@click.option(
    "--languages", help="Languages of the hub, such as sv,en: titles are in the first, if nobody says otherwise."
)
@click.option("--language", default="en", show_default=True, help="Language of --title and --description.")
@click.pass_obj
def command_hub(hub, language: str, languages: str | None, **facts: str | None) -> None:
    """Say what this hub is called and who answers for it. Without options: show it."""
    hub.open()
    from . import actions, queries

    given: dict[str, Any] = {key: value for key, value in facts.items() if value is not None}
    for text in given.keys() & {"title", "description"}:
        given[text] = {**getattr(queries.hub(), text), language: given[text]}
    if languages:
        given["languages"] = [code.strip() for code in languages.split(",") if code.strip()]
    described = actions.describe_hub(by=BY, **given) if given else queries.hub()
    for field in ("title", "description", "contact_mail", "country", "languages", "public_url"):
        click.echo(f"{field.replace('_', ' '):<13} {getattr(described, field)}")


@click.group("places")
def command_places() -> None:
    """Boundaries of municipalities and regions."""


@command_places.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--org-by",
    "key",
    type=click.Choice(["code", "name"]),
    default="code",
    show_default=True,
    help="What the areas of FILE and the organisations have in common.",
)
@click.pass_obj
def places_import(hub, file: Path, key: str) -> None:
    """Give organisations the boundaries in FILE (GeoJSON, GeoPackage or a zipped shapefile)."""
    hub.open()
    from .places import import_places

    matched = import_places(by=BY, path=file, key=key)
    click.echo(f"Organisations with a boundary from this file: {matched.drawn}.")
    if matched.without:
        click.echo(f"Still without one: {', '.join(matched.without)}.")
