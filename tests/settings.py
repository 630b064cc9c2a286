"""Settings of the tests: those of the site, without anything the machine may have configured.

``TEST_DATABASE_URL`` names a PostgreSQL server to test on; without it the tests use SQLite files.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_scratch = Path(tempfile.mkdtemp(prefix="convenia-tests-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

# The site's settings read the environment: what is set there must not reach a test.
for _name in ("ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "EMAIL_BACKEND", "HTTPS_ONLY", "SITE_URL", "STATIC_ROOT"):
    os.environ.pop(_name, None)
    os.environ.pop(f"{_name}_FILE", None)
os.environ.pop("SECRET_KEY_FILE", None)
os.environ["VAR_DIR"] = str(_scratch)
os.environ["SECRET_KEY"] = "a key for tests only, long enough for the checks of Django"

from config.settings import *  # noqa: E402

# Flows declared by tests belong to an installed app.
INSTALLED_APPS = [*INSTALLED_APPS, "tests"]

if _url := os.environ.get("TEST_DATABASE_URL"):
    DATABASES = {"default": database(_url)}
    if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("TEST_DATABASE_URL must name a PostgreSQL database; SQLite needs no variable.")
    # Tests prove locks and constraints, not that a disk survives a power cut.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    # A file, not memory: threads of a test must meet real locks.
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# WhiteNoise warns about a folder that does not exist yet, and a warning is an error here.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT.mkdir(parents=True, exist_ok=True)

# Most tests enter without a second factor; those about accounts ask for it again.
REQUIRE_SECOND_FACTOR = False

# The site's pages and a few that only tests have.
ROOT_URLCONF = "tests.urls"
