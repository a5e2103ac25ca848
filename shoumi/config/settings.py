"""Settings of the whole house. Everything a company may set is read through `env`."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from shoumi.config import env, services, telling

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()
DEBUG = False

# An empty key stops every signing use loudly; `shoumi setup` writes one before anything is served.
SECRET_KEY = env.secret_key(DATA)
ALLOWED_HOSTS = env.listing("SHOUMI_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.listing("SHOUMI_ORIGINS")
TLS = env.flag("SHOUMI_TLS")

INSTALLED_APPS = [
    "shoumi.kernel.ui",
    "shoumi.kernel.tasks",
    "shoumi.kernel.approvals",
    "shoumi.kernel.delivery",
    "shoumi.kernel.screening",
    "shoumi.kernel.documents",
    "shoumi.kernel.rendering",
    "shoumi.kernel.storage",
    "shoumi.kernel.records",
    "shoumi.kernel.accounts",
    "shoumi.kernel.activity",
    "shoumi.domains.vault",
    "shoumi.domains.committee",
    "shoumi.domains.policies",
    "shoumi.domains.programme",
    "shoumi.domains.notices",
    "shoumi.domains.register",
    "shoumi.domains.people",
    "shoumi.regime",
    "shoumi.journeys",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("shoumi.") or (PACKAGE.joinpath(*app.split(".")[1:], "apps.py").exists())
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shoumi.kernel.ui.headers.strict_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shoumi.kernel.accounts.middleware.Presence",
    "shoumi.kernel.ui.errors.RefusalAnswers",
]

ROOT_URLCONF = "shoumi.config.urls"
WSGI_APPLICATION = "shoumi.config.wsgi.application"
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
                "shoumi.kernel.ui.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "shoumi.kernel.ui.forms.Renderer"
CSRF_FAILURE_VIEW = "shoumi.kernel.ui.errors.csrf_refused"

DATABASES = {
    "default": env.database("SHOUMI_DATABASE", DATA / "shoumi.sqlite3"),
    "keystore": env.database("SHOUMI_KEYSTORE", DATA / "keystore.sqlite3"),
}
DATABASE_ROUTERS = ["shoumi.kernel.storage.routers.KeystoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["shoumi.kernel.accounts.door.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts.sign_in"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
LANGUAGE_COOKIE_NAME = "shoumi_language"
USE_TZ = True
TIME_ZONE = env.text("SHOUMI_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

SESSION_ENGINE = "shoumi.kernel.accounts.sessions"
SESSION_COOKIE_NAME = "shoumi_session"
SESSION_COOKIE_AGE = env.number("SHOUMI_SESSION_HOURS", 10) * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["shoumi.kernel.storage.uploads.SealedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# How many working days a department has to take a request of another on, or to decline it.
ANSWER_WORKDAYS = env.number("SHOUMI_ANSWER_WORKDAYS", 3)
# The largest file that the vault takes, in bytes.
UPLOAD_LIMIT = env.number("SHOUMI_UPLOAD_LIMIT_GIB", 8) * 1024**3

# Sealed files lie in the data folder unless a bucket is named; root keys in files unless a service
# or a device keeps them.
BUCKET = services.bucket()
KEY_KEEPER = services.key_keeper()
SUITE = services.suite()

# Where LibreOffice is; "" looks for it on the path.
SOFFICE = env.text("SHOUMI_SOFFICE")
# The largest file, in MiB, that leaves with marks put on it; it is in memory meanwhile.
MARKED_MIB = env.number("SHOUMI_MARKED_MIB", 256)

# The ClamAV daemon that looks through what comes into the vault; "" for none.
CLAMD = env.scanner("SHOUMI_CLAMD")

# Channels beside the inbox; None where none is set up. What leaves bears number and link only.
ADDRESS = telling.house_address()
MAIL = telling.mail()
WECOM = telling.wecom()

# A sign-in name is locked for a while after this many wrong passwords in the window.
SIGN_IN_TRIES = env.number("SHOUMI_SIGN_IN_TRIES", 8)
SIGN_IN_WINDOW_MINUTES = env.number("SHOUMI_SIGN_IN_WINDOW_MINUTES", 15)
# How many proxies of our own stand before the server and name the true address; 0 for none.
PROXY_HOPS = env.number("SHOUMI_PROXY_HOPS", 0)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "shoumi": {"level": "INFO"},
        # Lower than this they write the headers of requests, and with them what signs those.
        "botocore": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
        # Anybody can send a wrong host name; the answer is 400, and the log is not theirs to fill.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
