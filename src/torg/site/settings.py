"""Settings of the Django rooms: everything comes from the home of the hub and from the environment."""

import os
import secrets
import tempfile
from urllib.parse import parse_qsl, unquote, urlsplit

from torg.foundation.home import home
from torg.site import logs
from torg.site.rooms import folder, rooms_with

HOME = home()
# A command that only shows its help must not create a home: without one the key lives as long as the process.
SECRET_KEY = HOME.secret.read_text().strip() if HOME.secret.is_file() else secrets.token_urlsafe(50)
DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
ROOT_URLCONF = "torg.site.urls"
APPEND_SLASH = False

ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, [urlsplit(HOME.public_url).hostname]),
    *filter(None, os.environ.get("TORG_HOSTS", "").split(",")),
]
USE_X_FORWARDED_HOST = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("TORG_BEHIND_PROXY") == "1" else None

INSTALLED_APPS = [
    "django.contrib.contenttypes",  # contrib.auth wants it; nothing of ours uses it
    "django.contrib.auth",
    "django.contrib.sessions",
    *rooms_with("apps.py"),
]
# A session is read where somebody asks who reads the page, and written from the sign-in page on: no cookie before.
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",  # the secret in forms is masked anew in every answer
    "django.middleware.security.SecurityMiddleware",
    "torg.kit.permissions.cookies.secure_where_encrypted",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "torg.kit.permissions.caches.keep_nothing_of_signed_in_people",
    "torg.kit.permissions.bodies.small_bodies_of_strangers",
    "torg.site.answers.unstorable_told",
]
SESSION_COOKIE_NAME = "torg_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "torg_form"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "torg.site.answers.forged"
CSRF_TRUSTED_ORIGINS = [HOME.public_url] if HOME.public_url else []  # a proxy may end TLS without a word
LOGIN_URL = "/sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
    )
]
SECURE_CONTENT_TYPE_NOSNIFF = False  # one place sets the headers of every answer: site/headers.py
SECURE_REFERRER_POLICY = None
SECURE_CROSS_ORIGIN_OPENER_POLICY = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [folder("torg.kit.components"), *(folder(room) / "templates" for room in rooms_with("templates"))],
        "OPTIONS": {"environment": "torg.kit.components.environment"},
    }
]

STATIC_URL = "/static/"
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Uploads go to disk as they arrive; the limit of their size is said by publishing/intake/uploads.py.
FILE_UPLOAD_HANDLERS = ["torg.publishing.intake.uploads.UploadToWork"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = logs.configuration()


def database(url: str) -> dict[str, object]:
    """The connection for an address such as ``postgresql://user@host/name?host=/socket``; empty means SQLite."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME.catalogue,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL",
            },
            # A file, because jobs beat in a thread with a connection of its own.
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": os.path.join(tempfile.gettempdir(), f"torg-test-{os.getpid()}.sqlite3")},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {key: value for key, value in parse_qsl(parts.query) if key != "host"},
        **{key.upper(): value for key, value in parse_qsl(parts.query) if key == "host"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(HOME.database_url)}
