"""What tests may lean on.

fixtures_loaded   the record of 2024, as fixtures/ tells it, in the test database. A module that is about the content
                  says `pytestmark = pytest.mark.content` and has it in each of its tests; all other tests begin with
                  an empty database and build the little they need.
site              the site as people meet it: an application server of its own, with the fixtures, on a free port.
                  `site.url`, and `site.manage("changepassword", …)` for a command on its database.
browser_page      opens Chromium on that site: `page = browser_page(width=320, dark=True, language="zh-hant")`, then
                  `page.goto("/zh-hant/")`. A page that complains in its console fails its test.
"""

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from babel.messages import mofile, pofile

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ["01_reference", "02_meetings", "03_goals", "04_readings", "05_dialogues", "06_articles"]
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")

# On a shared machine an example takes as long as the neighbours let it.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        compile_words()


def compile_words():
    """Tests read today's translations, not those of the last start."""
    for source in ROOT.glob("locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = pofile.read_po(file, locale=source.parts[-3])
        written = io.BytesIO()
        mofile.write_mo(written, catalog)
        target.write_bytes(written.getvalue())


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("content"):
            # The variants of a parametrized test share one list of names, yet each has marks of its own.
            if "fixtures_loaded" not in item.fixturenames:
                # Before whatever opens the transaction of the single test.
                item.fixturenames.insert(0, "fixtures_loaded")
            item.add_marker(pytest.mark.django_db)


def pytest_runtest_setup(item):
    if item.get_closest_marker("content") and any(
        mark.kwargs.get("transaction") for mark in item.iter_markers("django_db")
    ):
        pytest.fail("The content lies in an open transaction; a test with transaction=True would not see it.")


@pytest.fixture(autouse=True)
def _forget():
    """What a test left in the language of the thread and in the cache of the process stays with that test."""
    yield
    from django.conf import settings
    from django.core.cache import cache
    from django.utils import translation

    translation.deactivate()
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        cache.clear()


# The content in the test database


@pytest.fixture(scope="session")
def _fixture_rows(django_db_setup, django_db_blocker):
    """All that the fixtures put into the tables, read once: (model, columns, rows) in the order of the rooms."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection, transaction

    with django_db_blocker.unblock(), transaction.atomic():
        models = [
            m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy
        ]
        empty = [m for m in models if not m._base_manager.exists()]
        call_command("loaddata", *FIXTURES, verbosity=0)
        found = []
        with connection.cursor() as cursor:
            for model in empty:
                columns = [f.column for f in model._meta.local_concrete_fields if not f.generated]
                names = ", ".join(connection.ops.quote_name(c) for c in columns)
                cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}")
                if rows := cursor.fetchall():
                    found.append((model, columns, rows))
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def fixtures_loaded(_fixture_rows, django_db_blocker):
    """The content, for one module of tests. Each test is undone by itself, the content when the module is over."""
    from django.core.management.color import no_style
    from django.db import connection, transaction

    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        quote = connection.ops.quote_name
        for model, columns, rows in _fixture_rows:
            names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", rows)
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [model for model, _, _ in _fixture_rows]
        ):
            cursor.execute(statement)
        yield
        transaction.set_rollback(True)


# The running site


@dataclass(frozen=True)
class Site:
    url: str
    env: dict
    log: Path  # what the server wrote: the traceback behind a page that answered 500

    def manage(self, *words, **kwargs):
        """Run a management command on the site's own database; returns what it printed."""
        return manage(self.env, *words, **kwargs)


def manage(env, *words, **kwargs):
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=180, **kwargs)
    if done.returncode:
        pytest.fail(f"manage.py {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def settings_of_its_own(folder: Path, url: str) -> dict:
    """An environment in which the site keeps everything in `folder` and takes nothing from this machine's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "apec_tracker.settings",
        "DATA_DIR": str(folder / "data"),
        "STATIC_ROOT": str(folder / "static"),
        "SITE_URL": url,
    }


@contextmanager
def serving(env, port, log: Path, workers=1):
    """An application server on `port` for as long as the block lasts."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
    command += ["--workers-kill-timeout", "5", "apec_tracker.wsgi:application"]
    with log.open("wb") as file:
        server = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/", server, log)
            yield server
        finally:
            end(server)


def end(server, seconds=15):
    """Stop a server that leads a session of its own, and with it the workers it may have left behind."""
    server.terminate()
    try:
        server.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(5)


def wait_until_it_answers(url, server, log: Path, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return  # An answer, if not a glad one.
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The site did not answer at {url}:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site with the fixtures, from an application server and a database file of its own."""
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    env = settings_of_its_own(folder, f"http://127.0.0.1:{port}")
    manage(env, "migrate", "--noinput", "-v0")
    manage(env, "loaddata", *FIXTURES, "-v0")
    manage(env, "collectstatic", "--noinput", "-v0")
    log = folder / "server.log"
    with serving(env, port, log):
        yield Site(env["SITE_URL"], env, log)


# The browser

LOCALES = {"en": "en-GB", "zh-hant": "zh-TW"}
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine has an address: a page that needs the outside shows it here.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def chromium_path():
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of a run; each page has a context, and so cookies, of its own."""
    path = chromium_path()
    if path is None:
        words = "Chromium is not installed (Debian: apt install chromium), or CHROMIUM does not name it."
        if IN_CI:
            pytest.fail(words)
        pytest.skip(words)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, in which Django would refuse its database to later tests.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(browser, site):
    """Makes pages: browser_page(width=1280, height=900, dark=False, language="en", …).

    `quiet=False` for a test that means to see an error; anything else that Playwright's new_context() takes, such as
    java_script_enabled=False, forced_colors="active" or reduced_motion="reduce", is passed on.
    """
    contexts, complaints = [], []

    def make(width=1280, height=900, dark=False, language="en", quiet=True, **more):
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=LOCALES[language],
            timezone_id="Asia/Taipei",
            **more,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if quiet:
            page.on(
                "console", lambda said: said.type == "error" and complaints.append(f"{page.url}: {said.text}")
            )
            page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield make
    for context in contexts:
        with suppress(Exception):
            context.close()
    assert complaints == [], site.log.read_text(errors="replace")[-3000:]
