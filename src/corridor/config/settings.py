"""Django settings of Corridor. What differs between installations comes from `environment.py`."""

import os
from pathlib import Path

from corridor.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.home()
CORRIDOR_DEMO = environment.is_demo()
# Fixed so that a demonstration can show the current code; refused outside it by the system checks.
CORRIDOR_DEMO_TOTP_SECRET = "CORRIDORDEMOSECRETCODEAA" if CORRIDOR_DEMO else ""

SECRET_KEY = environment.secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("CORRIDOR_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if "." in host and not host.startswith("127.")]
INTERNAL_HTTPS = os.environ.get("CORRIDOR_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = INTERNAL_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if INTERNAL_HTTPS else 0
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

ROOMS = [
    "corridor.core",
    "corridor.ui",
    "corridor.access",
    "corridor.knowledge.codelists",
    "corridor.knowledge.labour_market",
    "corridor.knowledge.measures",
    "corridor.knowledge.pathways",
    "corridor.knowledge.quotas",
    "corridor.knowledge.taxonomies",
    "corridor.design.schemes",
    "corridor.design.evidence",
    "corridor.design.outlook",
    "corridor.design.screening",
    "corridor.design.partnerships",
    "corridor.design.activities",
    "corridor.design.results",
    "corridor.design.budgets",
    "corridor.design.readiness",
    "corridor.design.flexibility",
    "corridor.design.studio",
    "corridor.delivery.skills",
    "corridor.delivery.recruitment",
    "corridor.delivery.training",
    "corridor.delivery.mobility",
    "corridor.delivery.reintegration",
    "corridor.delivery.protection",
    "corridor.evaluation.monitoring",
    "corridor.evaluation.papers",
    "corridor.evaluation.portfolio",
    "corridor.portal.worker",
    "corridor.portal.employer",
    "corridor.portal.public",
    "corridor.demo",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    *ROOMS,
    "corridor.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "corridor.ui.middleware.csp",
    "corridor.config.second_factor.SecondFactorMiddleware",
    "corridor.core.http.CorridorErrorMiddleware",
]
ROOT_URLCONF = "corridor.config.urls"
WSGI_APPLICATION = "corridor.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "corridor.config.context.shell",
                "corridor.config.context.demo_code",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
FORM_RENDERER = "corridor.ui.forms.renderer.CorridorFormRenderer"
COTTON_DIR = "cotton"

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none" if CORRIDOR_DEMO else "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "corridor.config.sign_in.AccountAdapter"
ACCOUNT_RATE_LIMITS = False if CORRIDOR_DEMO else {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Corridor"
MFA_TOTP_TOLERANCE = 1
EMAIL_BACKEND = os.environ.get("CORRIDOR_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "outbox"
DEFAULT_FROM_EMAIL = os.environ.get("CORRIDOR_FROM", "corridor@localhost")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [path for path in sorted(PACKAGE.glob("*/locale")) if path.is_dir()]
CORRIDOR_LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar"}
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
