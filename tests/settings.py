"""Settings of the tests: the product's own, quicker where only speed differs."""

import os
import tempfile

os.environ.setdefault("CORRIDOR_HOME", tempfile.mkdtemp(prefix="corridor-tests-"))
if os.environ.get("TEST_POSTGRES_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_POSTGRES_URL"]

from corridor.config.settings import *  # noqa: F403 - the environment comes first

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
WHITENOISE_AUTOREFRESH = True
