import pytest


@pytest.fixture(scope="session", autouse=True)
def judged(site):
    """Pages of goals as readers meet them, with a status for every economy."""
    site.manage("assess_progress")
