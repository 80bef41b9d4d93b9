"""The console as a WSGI application (served by gunicorn; see firstbell.console)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstbell.django_settings")
application = get_wsgi_application()
