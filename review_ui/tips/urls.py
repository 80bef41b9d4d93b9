"""The addresses of the public process. None of them is the console's."""

from django.urls import path, re_path

from review_ui.tips import api, guard, pages, sms

urlpatterns = [
    path("", guard.start),
    path("tips.css", pages.style),
    path("favicon.ico", pages.no_icon),
    path("healthz", pages.healthz),
    re_path("^(?P<lang>en|es)/$", pages.form),
    re_path("^(?P<lang>en|es)/read/$", pages.read),
    path("api/v1/", api.about),
    path("api/v1/tips", api.tips),
    path("api/v1/messages", api.messages),
    path("api/v1/answers", api.answers),
    path("sms/v1", sms.received),
]
