"""Settings of the site: one file, closed by default, every value from the environment.

Without any variable the site runs in the *embedded mode*: SQLite, files and a generated secret
under ``var/``, served to this machine only. ``docs/reference/settings.md`` lists each variable.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """Return a variable, or the content of the file that ``NAME_FILE`` names (for secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name) or default


def env_bool(name: str, *, default: bool) -> bool:
    """Return a variable read as true or false; refuse anything that is neither."""
    value = env(name, "true" if default else "false").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def env_int(name: str, default: int) -> int:
    """Return a variable read as a whole number."""
    value = env(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def env_list(name: str, default: str = "") -> list[str]:
    """Return a variable read as a list separated by commas."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def embedded_secret(path: Path) -> str:
    """Return the secret of the embedded mode, made once and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="utf-8").strip()


VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var")))
EMBEDDED = not env("DATABASE_URL")

DEBUG = env_bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
if not SECRET_KEY:
    if not EMBEDDED:
        raise ImproperlyConfigured("Set SECRET_KEY: with DATABASE_URL there is no default.")
    SECRET_KEY = embedded_secret(VAR_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
HTTPS_ONLY = env_bool("HTTPS_ONLY", default=not EMBEDDED)

# --- Applications: ours first, so that our templates win; viewflow last, as engine only.
INSTALLED_APPS = [
    "workflow",
    "legal.entities",
    "legal.norms",
    "legal.documents",
    "legal.notices",
    "legal.signing",
    "legal.agreements",
    "legal.addenda",
    "legal.verification",
    "legal.transfers",
    "legal.followup",
    "legal.closure",
    "legal.casefile",
    "legal.demonstration",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "guardian",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "viewflow",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A whole case weighs 150 kB, and a tenth of it compressed. Django pads against guessing by size.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "workflow.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # After the check of forms, so that what it keeps of one was written here.
    "workflow.accounts.middleware.SessionLimitMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "workflow.middleware.RefusalMiddleware",
    "workflow.accounts.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workflow.context.site",
            ],
        },
    },
]

# --- Database.
# SQLite before 3.51.3 (3.50.7, 3.44.6) can corrupt a database in WAL mode; a rollback journal is
# slower and safe. workflow.checks says so when somebody forces WAL on an affected version.
SQLITE_WAL_IS_SAFE = (
    sqlite3.sqlite_version_info >= (3, 51, 3)
    or (3, 50, 7) <= sqlite3.sqlite_version_info < (3, 51, 0)
    or (3, 44, 6) <= sqlite3.sqlite_version_info < (3, 45, 0)
)
SQLITE_JOURNAL = env("SQLITE_JOURNAL", "wal" if SQLITE_WAL_IS_SAFE else "delete")
LOCK_TIMEOUT_MS = env_int("LOCK_TIMEOUT_MS", 3000)

DATABASE_URL = env("DATABASE_URL", f"sqlite:///{VAR_DIR / 'convenia.sqlite3'}")


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a database address, with our locking choices for its kind."""
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        # Deferred transactions drown in "database is locked" under concurrency.
        options["transaction_mode"] = "IMMEDIATE"
        options["timeout"] = 20
        options["init_command"] = f"PRAGMA journal_mode={SQLITE_JOURNAL};PRAGMA recursive_triggers=ON;"
    elif config["ENGINE"].endswith("postgresql"):
        options["options"] = f"-c lock_timeout={LOCK_TIMEOUT_MS}"
        config["CONN_MAX_AGE"] = env_int("CONN_MAX_AGE", 60)
        config["CONN_HEALTH_CHECKS"] = True
    else:
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL or an SQLite database.")
    return config


DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People. Authority comes from posts; guardian's table holds exceptions, read by our backend.
AUTH_USER_MODEL = "workflow.User"
AUTHENTICATION_BACKENDS = ["workflow.backends.PostBackend"]
GUARDIAN_USER_OBJ_PERMS_MODEL = "workflow.Grant"
GUARDIAN_MONKEY_PATCH_USER = False
# guardian's own backend would grant by itself, without an end: ours reads its table instead.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
ANONYMOUS_USER_NAME = None
LOGIN_URL = "workflow:sign_in"
LOGIN_REDIRECT_URL = "workflow:inbox"
LOGOUT_REDIRECT_URL = "workflow:sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": env_int("PASSWORD_MIN_LENGTH", 12)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Sessions end on the server; the cookie outlives them, so that the page can say why it asks again.
SESSION_LIMIT_SECONDS = env_int("SESSION_LIMIT_SECONDS", 8 * 60 * 60)
SESSION_IDLE_SECONDS = env_int("SESSION_IDLE_SECONDS", 60 * 60)
SESSION_COOKIE_AGE = SESSION_LIMIT_SECONDS + 24 * 60 * 60

# --- Signing in: allauth's stages behind our own pages. Nobody signs up; people are recorded by the administrator.
REQUIRE_SECOND_FACTOR = env_bool("REQUIRE_SECOND_FACTOR", default=True)
ACCOUNT_ADAPTER = "workflow.accounts.adapters.PersonAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Attempts are counted in the database (axes), for all processes; allauth's counters live in a cache of one.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_METHODS = {"mfa"}
MFA_ADAPTER = "workflow.accounts.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Convenia"
# A step of thirty seconds to either side: clocks of telephones are not exact.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

# --- The ministry's identity provider (OpenID Connect); off until its address is set.
OIDC_SERVER_URL = env("OIDC_SERVER_URL")
OIDC_NAME = env("OIDC_NAME", "Cuenta del ministerio")
OIDC_CLAIM = env("OIDC_CLAIM", "preferred_username")
OIDC_MATCHES = env("OIDC_MATCHES", "username")
SOCIALACCOUNT_ADAPTER = "workflow.accounts.adapters.IdentityProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_SERVER_URL:
    if not OIDC_SERVER_URL.startswith("https://"):
        raise ImproperlyConfigured("OIDC_SERVER_URL must begin with https://.")
    if not env("OIDC_CLIENT_ID"):
        raise ImproperlyConfigured("Set OIDC_CLIENT_ID: the provider of OIDC_SERVER_URL knows this site by it.")
    if OIDC_MATCHES not in {"username", "email"}:
        raise ImproperlyConfigured(f"OIDC_MATCHES must be username or email, not {OIDC_MATCHES!r}.")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "ministerio",
                "name": OIDC_NAME,
                "client_id": env("OIDC_CLIENT_ID"),
                "secret": env("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }

# --- Lock-out: one person from one address, so that nobody can shut out a minister from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env_int("LOCKOUT_FAILURES", 5)
AXES_COOLOFF_TIME = timedelta(minutes=env_int("LOCKOUT_MINUTES", 30))
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "workflow.accounts.lockout.tell"
AXES_CLIENT_IP_CALLABLE = "workflow.accounts.lockout.address_of"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Engine: none of viewflow's pages or middleware.
VIEWFLOW = {"AUTOREGISTER": False}
CASE_PAGE = "casefile:detail"

# --- Language, place, time. What people see is Spanish; English is a complete catalogue.
LANGUAGE_CODE = "es-pe"
LANGUAGES = [("es-pe", "Español"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "America/Lima"
USE_TZ = True
USE_I18N = True

# --- Files.
STATIC_URL = "static/"
STATICFILES_FINDERS = ["config.staticfiles.OwnPagesFinder"]
STATIC_ROOT = Path(env("STATIC_ROOT", str(VAR_DIR / "static")))
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(VAR_DIR / "media")))
WHITENOISE_USE_FINDERS = EMBEDDED
if EMBEDDED:
    # Files are served from where they are; WhiteNoise warns when the folder of collected ones is not there.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
# A sheet of 200 rows has 4,000 cells; the size of what is sent stays bounded by DATA_UPLOAD_MAX_MEMORY_SIZE.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_BYTES = env_int("UPLOAD_MAX_BYTES", 20 * 1024 * 1024)
# Of the evidence of one period.
EVIDENCE_MAX_FILES = env_int("EVIDENCE_MAX_FILES", 500)
EVIDENCE_MAX_BYTES = env_int("EVIDENCE_MAX_BYTES", 2 * 1024 * 1024 * 1024)
DOCX_TEMPLATES_DIR = Path(env("DOCX_TEMPLATES_DIR", str(BASE_DIR / "templates_docx")))

# --- Antivirus: clamd of ClamAV at "/path/of/socket" or "host:port"; none unless set.
CLAMD_ADDRESS = env("CLAMD_ADDRESS")
if CLAMD_ADDRESS and not re.fullmatch(r"/.+|[^/\s]+:\d{1,5}", CLAMD_ADDRESS):
    raise ImproperlyConfigured(f"CLAMD_ADDRESS must be /path/of/socket or host:port, not {CLAMD_ADDRESS!r}.")
CLAMD_TIMEOUT_SECONDS = env_int("CLAMD_TIMEOUT_SECONDS", 15)

# --- Mail: the outbox hands over to this server; the embedded mode prints to the console.
EMAIL_BACKEND = env(
    "EMAIL_BACKEND",
    "django.core.mail.backends.console.EmailBackend" if EMBEDDED else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "convenia@localhost")
SITE_URL = env("SITE_URL", "http://127.0.0.1:8000")

# --- Browser security: no inline script or style, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = env_int("SECURE_HSTS_SECONDS", 31_536_000 if HTTPS_ONLY else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS_ONLY
BEHIND_PROXY = env_bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
