"""Django's settings of the processes that have no people: the public pages of tips, and the verifier.

No session, no cookie, no user, no secret: nothing is signed, and no key is read here.
"""

import secrets

from django.utils.functional import SimpleLazyObject

from firstbell import district
from firstbell.database import django_database
from firstbell.keys import KEYS
from firstbell.settings import Tips, load
from firstbell.tips import PAGES, gate, hosts

FIRSTBELL = load()
_tips = FIRSTBELL.tips or Tips()

PRIVACY_KEYS = FIRSTBELL.path(KEYS)
SCHOOLS = SimpleLazyObject(lambda: district.schools(FIRSTBELL.path(FIRSTBELL.district)))
COVERAGE = SimpleLazyObject(lambda: district.coverage(FIRSTBELL.path(FIRSTBELL.district)))

TIPS_ADDRESS = _tips.address
TIPS_DEMO = FIRSTBELL.demo
TIPS_GATE = gate(_tips)
TIPS_SMS_SECRET = _tips.sms_secret


def TIPS_DISTRICT() -> str:  # noqa: N802 - Django's settings are in capitals
    """The district's name, read when a page is first shown."""
    return district.district(FIRSTBELL.path(FIRSTBELL.district)).name


SECRET_KEY = secrets.token_hex(32)
DEBUG = False
ALLOWED_HOSTS = hosts(_tips)
ROOT_URLCONF = "review_ui.tips.urls"
WSGI_APPLICATION = "firstbell.wsgi.application"
INSTALLED_APPS = ["privacy", "privacy.tips"]
MIDDLEWARE = ["review_ui.tips.guard.GuardMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [PAGES]}]
DATABASES = {"default": django_database(FIRSTBELL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False
LOGGING_CONFIG = None
"""firstbell.logs configures logging once for every process."""
