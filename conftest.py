"""Fixtures that every room may use."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest

import servers


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a real PostgreSQL, started once per run."""
    with servers.postgres() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of an empty database of its own."""
    name = f"test_{secrets.token_hex(8)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        yield postgres_server.replace("/postgres?", f"/{name}?")
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Endpoint of a real S3 server process, started once per run."""
    with servers.s3() as endpoint:
        yield endpoint


@pytest.fixture
def s3_url(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """``s3://bucket/prefix`` in an empty bucket of its own; the AWS_* variables are set."""
    for variable, value in {**servers.S3_SECRETS, "AWS_ENDPOINT_URL": s3_server}.items():
        monkeypatch.setenv(variable, value)
    bucket = f"hub-{secrets.token_hex(8)}"
    servers.make_bucket(s3_server, bucket)
    return f"s3://{bucket}/torg"
