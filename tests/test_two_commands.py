"""The two commands that people type: ./run and ./test. What they cannot do, they say."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.conftest import ROOT, end, free_port, wait_until_it_answers

needs_own_venv = pytest.mark.skipif(
    not (ROOT / ".venv" / "bin" / "python").exists(), reason="There is no .venv here; ./test makes one."
)


def environment(**more):
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {"PATH": "/usr/local/bin:/usr/bin:/bin"} | more


def give(command, cwd=ROOT, **more):
    return subprocess.run(
        [command], cwd=cwd, env=environment(**more), capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("name", ["run", "test", ".ci/run"])
def test_each_command_can_be_given_and_is_well_formed(name):
    assert os.access(ROOT / name, os.X_OK)
    assert subprocess.run(["bash", "-n", ROOT / name], capture_output=True, check=False).returncode == 0


def test_what_is_checked_elsewhere_is_what_anyone_can_check_here():
    lines = (ROOT / ".ci" / "run").read_text().split("\n")
    assert [line for line in lines if line and not line.startswith("#")] == ['exec "$(dirname "$0")/../test"']


def test_a_python_that_is_too_old_is_refused_with_the_way_out(tmp_path):
    # A copy without an environment, on a machine whose only Python is an old one.
    (tmp_path / "run").write_bytes((ROOT / "run").read_bytes())
    (tmp_path / "run").chmod(0o755)
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = give(tmp_path / "run", PYTHON=str(old))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer, and found Python 3.9.2." in done.stderr
    assert not (tmp_path / ".venv").exists()


@needs_own_venv
def test_a_port_that_is_taken_is_named_before_anything_is_touched(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = give(ROOT / "run", cwd="/", PORT=str(port), DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr
    assert "PORT=8000 ./run" in done.stderr
    assert not (tmp_path / "data").exists()


@needs_own_venv
@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_cannot_be_is_refused(port, tmp_path):
    done = give(ROOT / "run", PORT=port, DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert f"PORT is {port}; it should be a number from 1 to 65535." in done.stderr


@needs_own_venv
@pytest.mark.slow
def test_the_site_starts_with_its_record_stops_when_told_and_loses_nothing(tmp_path):
    port = free_port()
    # Relative to where the command is given, which is not where it lives.
    env = environment(PORT=str(port), DATA_DIR="kept", STATIC_ROOT="static")
    tell = [sys.executable, ROOT / "manage.py", "shell", "-v0", "-c"]
    in_data = env | {"DATA_DIR": str(tmp_path / "kept")}
    outputs = []
    for start in range(2):
        log = tmp_path / f"start-{start}.log"
        with log.open("wb") as file:
            server = subprocess.Popen(
                [ROOT / "run"],
                cwd=tmp_path,
                env=env,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/", server, log, seconds=180)
            for address in ("/en/", "/zh-hant/"):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=20) as answer:
                    assert answer.status == 200
            if start == 0:
                add = "from reference.models import Topic; Topic(code='TOP-KEPT', name_en='Kept').save()"
                subprocess.run([*tell, add], cwd=ROOT, env=in_data, check=True, timeout=60)
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0
        finally:
            end(server)
        outputs.append(log.read_text())
    assert "First start" in outputs[0]
    assert "First start" not in outputs[1]
    assert f"http://127.0.0.1:{port}/zh-hant/" in outputs[1]
    count = "from reference.models import Topic; print(Topic.objects.filter(code='TOP-KEPT').count())"
    done = subprocess.run([*tell, count], cwd=ROOT, env=in_data, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "1"
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", port))
