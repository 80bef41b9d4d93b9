"""Django's settings, derived from the one configuration object (firstbell.settings)."""

from urllib.parse import urlsplit

from django.utils.functional import SimpleLazyObject

from firstbell import district
from firstbell.database import django_database
from firstbell.keys import KEYS, django_secret
from firstbell.public_facts import public_facts
from firstbell.settings import load
from ingest.terms import TERMS
from privacy.vault_line import Line

FIRSTBELL = load()

RETENTION = FIRSTBELL.retention
RIGHTS = FIRSTBELL.rights
PRIVACY_KEYS = FIRSTBELL.path(KEYS)
VAULT = Line(FIRSTBELL.home)
# Read when first used: `firstbell init` and migrations work before there is a district file.
SCHOOLS = SimpleLazyObject(lambda: district.schools(FIRSTBELL.path(FIRSTBELL.district)))
COVERAGE = SimpleLazyObject(lambda: district.coverage(FIRSTBELL.path(FIRSTBELL.district)))
PUBLIC_FACTS = SimpleLazyObject(lambda: public_facts(FIRSTBELL))

DELETION_HOURS = {name: terms.deletion_hours for name, terms in TERMS.items()}
"""Within how long each source's terms want a deletion honoured, where people act on the post."""

SECRET_KEY = django_secret(FIRSTBELL)
DEBUG = False
_address = urlsplit(FIRSTBELL.address)
ALLOWED_HOSTS = sorted(
    {_address.hostname or "127.0.0.1", FIRSTBELL.listen.rpartition(":")[0], "127.0.0.1", "localhost"}
)
CSRF_TRUSTED_ORIGINS = [FIRSTBELL.address]
ROOT_URLCONF = "firstbell.urls"
WSGI_APPLICATION = "firstbell.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Before allauth: its templates stand in front of allauth's.
    "review_ui",
    "allauth",
    "allauth.account",
    "django_htmx",
    "privacy",
    "privacy.tips",
    "privacy.governance",
    "privacy.disclosures",
    "privacy.rights",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "review_ui.middleware.ContentSecurityPolicyMiddleware",
    "review_ui.middleware.PermissionMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "review_ui.context.console",
            ]
        },
    }
]


DATABASES = {"default": django_database(FIRSTBELL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "review_ui.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "review_ui.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False

_https = _address.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not no-referrer: browsers then send "Origin: null" with forms, and the CSRF check refuses every one.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _https else 0
X_FRAME_OPTIONS = "DENY"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
LOGGING_CONFIG = None
"""firstbell.logs configures logging once for every process."""
