"""All addresses of the console."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("review_ui.urls")),
]
