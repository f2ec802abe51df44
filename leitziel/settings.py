# SPDX-License-Identifier: EUPL-1.2
"""Django settings. Everything a place may set comes from the environment; the defaults run on one machine."""

from pathlib import Path

import dj_database_url
import mkdocs_kern_ux
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from leitziel.core.mail_server import parse_mail_url
from leitziel.core.observing.logs import logging_settings

env = Env()
PACKAGE = Path(__file__).resolve().parent
HOME = Path(env.str("LEITZIEL_HOME", str(PACKAGE.parent / "var"))).resolve()

DEBUG = env.bool("LEITZIEL_DEBUG", False)
# A key made at the first start and kept in HOME serves one machine; an operator sets the variable.
SECRET_KEY_FILE = HOME / "secret-key"
SECRET_KEY = env.str("LEITZIEL_SECRET_KEY", "")
SECRET_KEY_GIVEN = bool(SECRET_KEY)
if not SECRET_KEY:
    from leitziel.core.secret import read_or_make_key

    SECRET_KEY = read_or_make_key(SECRET_KEY_FILE)
ALLOWED_HOSTS = env.list("LEITZIEL_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("LEITZIEL_ORIGINS", [])
HTTPS = env.bool("LEITZIEL_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^-/(health/|ready/|metrics)$"]  # asked from the machine itself, past the proxy
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Preloading binds a whole domain for years; that is for whoever owns the domain to say, at their proxy.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_scopes",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "leitziel.core",
    "leitziel.ui",
    "leitziel.bodies",
    "leitziel.strategy",
    "leitziel.reports",
    "leitziel.api",
    "leitziel.portal",
    # after our rooms, so that our templates come first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "leitziel.core.observing.middleware.ObservingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leitziel.core.page_cache.PageCacheMiddleware",
    "leitziel.core.answers.AnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "leitziel.portal.account.middleware.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "leitziel.core.middleware.MunicipalityMiddleware",
]

ROOT_URLCONF = "leitziel.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leitziel.core.context.house",
            ],
        },
    },
]
WSGI_APPLICATION = "leitziel.wsgi.application"

DATABASES = {
    "default": dj_database_url.parse(
        env.str("DATABASE_URL", f"sqlite:///{HOME / 'leitziel.sqlite3'}"), conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Who logs in does so with an account that an invitation made: nobody signs up by themselves.
ACCOUNT_ADAPTER = "leitziel.portal.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation went to the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Leitziel: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
PASSWORD_RESET_TIMEOUT = 4 * 3600  # seconds
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds; afterwards a change of the log-in asks for the password again
ACCOUNT_FORMS = {
    "login": "leitziel.portal.account.forms.LoginForm",
    "reset_password": "leitziel.portal.account.forms.ResetForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "50/15m/ip,5/15m/key",
    "reset_password": "20/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# What visitors may send: amount/time/of what (see core.limits).
VISITOR_LIMITS = {"feedback": "5/10m/ip,30/d/ip", "invitation": "20/10m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("LEITZIEL_PROXIES", 1 if HTTPS else 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = env.str("LEITZIEL_NAME", "Leitziel")
MFA_RECOVERY_CODE_DIGITS = 10
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation went to the address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow passkeys on localhost only then
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "leitziel.portal.account.adapter.IdentityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: form-action "self" stops a form that leads to another server
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
OIDC_SERVER = env.str("LEITZIEL_OIDC_SERVER", "")
OIDC_NAME = env.str("LEITZIEL_OIDC_NAME", "OpenID Connect")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": env.str("LEITZIEL_OIDC_CLIENT", ""),
                "secret": env.str("LEITZIEL_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
# Does a log-in at the other server take the place of our second factor? Yes, unless it asks for none itself.
OIDC_IS_SECOND_FACTOR = env.bool("LEITZIEL_OIDC_IS_SECOND_FACTOR", True)
# A session ends after so many minutes without a page, and after so many hours in any case.
SESSION_IDLE_MINUTES = env.int("LEITZIEL_SESSION_IDLE_MINUTES", 120)
SESSION_HOURS = env.int("LEITZIEL_SESSION_HOURS", 12)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
THEME_COOKIE_NAME = "theme"
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sitzung", "__Host-csrf"
    LANGUAGE_COOKIE_NAME, THEME_COOKIE_NAME = "__Host-sprache", "__Host-darstellung"
# What is said to a person after a step stays on the server: it may name other people.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Counts of failed log-ins hold for all web processes, so they lie in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "leitziel_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# Roles (and "operator") that count only after a log-in with a second factor, as decided in docs/decisions/008.
SECOND_FACTOR_ROLES = frozenset(
    env.list("LEITZIEL_SECOND_FACTOR_ROLES", ["administration", "operator"] if HTTPS else [])
)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "leitziel.core.passwords.WordsOfThePlaceValidator"},
]

# Mail leaves through SMTP ("smtp://user:password@host:587/?tls=true"); without an address it is kept, not sent.
MAIL_SERVER = parse_mail_url(env.str("LEITZIEL_MAIL_URL", ""))
MAIL_FROM = env.str("LEITZIEL_MAIL_FROM", "leitziel@localhost")
MAIL_DOMAIN = MAIL_FROM.rpartition("@")[2]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
# The KERN kit comes unmodified out of its wheel; htmx out of django-htmx. Nothing of others is committed.
STATICFILES_DIRS = [("kern", Path(mkdocs_kern_ux.__file__).parent / "kern-ux")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"
# Uploads are never served by a path: a view checks who asks and sends them as a download.
MEDIA_URL = "/-/no-direct-address/"
# Larger bodies are refused before a byte of them is read, whoever sends them; forms have smaller limits of their own.
LARGEST_BODY = 60 * 1_048_576
FILE_UPLOAD_HANDLERS = [
    "leitziel.core.bodies.LimitedBody",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
# Who may read `-/metrics`: whoever sends this as a bearer token; nobody while there is none.
METRICS_TOKEN = env.str("LEITZIEL_METRICS_TOKEN", "")
PAGE_CACHE = env.int("LEITZIEL_PAGE_CACHE", 32)  # MB a web process for pages that visitors see; 0: none
LOGGING = logging_settings(level=env.str("LEITZIEL_LOG_LEVEL", "INFO"), form=env.str("LEITZIEL_LOG_FORMAT", "json"))
