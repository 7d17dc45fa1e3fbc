import pytest

from tests.browser.answers import MAKING, answering
from tests.browser.checkers import AXE
from tests.conftest import IN_CI, free_port, serving, settings_of_its_own


@pytest.fixture(scope="session", autouse=True)
def judged(site):
    """Pages of goals as readers meet them, with a status for every economy."""
    site.manage("assess_progress")


@pytest.fixture(scope="session")
def answers(site, tmp_path_factory):
    """The address of a server that gives the pages of an error and the door of the desk; see answers.py."""
    site.manage("shell", "-v0", "-c", MAKING)
    folder, port = tmp_path_factory.mktemp("broken"), free_port()
    env = settings_of_its_own(folder, f"http://127.0.0.1:{port}")
    env |= {"DATABASE_URL": f"sqlite:///{folder}/nowhere/db.sqlite3", "STATIC_ROOT": site.env["STATIC_ROOT"]}
    with serving(env, port, folder / "server.log"), answering(site, env["SITE_URL"]) as url:
        yield url


@pytest.fixture(scope="session")
def axe():
    """The newest rules of axe-core where the checkers are installed, else those that came with the Python package."""
    from axe_playwright_python.sync_playwright import Axe

    return Axe.from_file(AXE) if AXE.exists() else Axe()


@pytest.fixture(scope="session")
def checkers():
    """For a test that needs what ./test installs beside Python's packages."""
    from tests.browser.checkers import missing

    if without := missing():
        words = f"Not installed: {', '.join(without)}. ./test installs what it can."
        if IN_CI:
            pytest.fail(words)
        pytest.skip(words)
