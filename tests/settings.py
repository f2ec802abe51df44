# SPDX-License-Identifier: EUPL-1.2
"""Settings of the tests: real databases, plain static files, tasks at once, fast password hashes."""

import atexit
import os
import shutil
import tempfile

if "LEITZIEL_HOME" not in os.environ:
    os.environ["LEITZIEL_HOME"] = made = tempfile.mkdtemp(prefix="leitziel-test-")
    owner = os.getpid()  # not a child that was forked
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(made, ignore_errors=True))
worker = os.environ.get("PYTEST_XDIST_WORKER")
if worker and os.path.basename(os.environ["LEITZIEL_HOME"]).startswith("leitziel-test-"):
    # what one worker stores is no concern of the others
    os.environ["LEITZIEL_HOME"] = os.path.join(os.environ["LEITZIEL_HOME"], worker)
os.makedirs(os.environ["LEITZIEL_HOME"], exist_ok=True)
os.environ.setdefault("LEITZIEL_SECRET_KEY", "only-for-tests-and-longer-than-fifty-characters-so-that-checks-pass")

from leitziel.settings import *  # noqa: E402, F403
from leitziel.settings import DATABASES, MIDDLEWARE  # noqa: E402

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [m for m in MIDDLEWARE if not m.startswith("whitenoise")]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server and killed processes need a database that others can open.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["LEITZIEL_HOME"], "test.sqlite3")}
    # No test cuts the power (processes that are killed keep what the system was given), so nobody waits for a disk.
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
# Tests count the queries of pages; tests/core/operation has the cache's own.
PAGE_CACHE = 0
