import pytest

from apec_tracker.desk_imports import work
from tests.make import make_editor


@pytest.fixture
def editor(db, client):
    """A client at which somebody sits who may do everything."""
    user = make_editor()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def speak(client, settings):
    """Set the language of the desk, as the switch in its header does."""

    def to(language):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    return to


@pytest.fixture
def imports_here(settings, tmp_path, monkeypatch):
    """Files that are handed in lie in a folder of the test, and large ones are read in its own process."""
    settings.IMPORTS_ROOT = tmp_path / "imports"
    monkeypatch.setattr(work, "in_background", work.do)
