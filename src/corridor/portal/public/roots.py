"""Addresses that stand outside the languages: the verifier, and what it and others read."""

from django.urls import path

from corridor.portal.public import verifier

app_name = "verifier"
urlpatterns = [
    path("verify", verifier.page, name="verify"),
    path("verify-worker.js", verifier.worker, name="worker"),
    path("verify.json", verifier.pack, name="pack"),
    path("credentials/lists/<int:pk>", verifier.status_list, name="status_list"),
    path(".well-known/did.json", verifier.did, name="did"),
]
