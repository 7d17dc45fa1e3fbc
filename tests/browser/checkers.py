"""Checkers that are not written in Python. ./test puts them into tools/node_modules; here they are started.

Each is started once for many pages: IBM Equal Access, pa11y and the measuring of contrast look at pages in a Chromium
(tools/look.mjs), the Nu checker and html-validate read their HTML.
"""

import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import SWITCHES, chromium_path

TOOLS = Path(__file__).resolve().parent / "tools"
MODULES = TOOLS / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
PATIENCE = 1200


def missing() -> list[str]:
    """What the checkers need and this machine has not."""
    without = [program for program in ("node", "java") if shutil.which(program) is None]
    wanted = json.loads((TOOLS / "package.json").read_text())["dependencies"]
    return without + [name for name in wanted if not (MODULES / name).exists()]


def looked_at(pages) -> list[str]:
    """What IBM Equal Access, pa11y and a look at the contrast find wrong. `pages`: dicts of url, language and a state."""
    asked = {"chromium": chromium_path(), "switches": SWITCHES, "pages": pages}
    done = subprocess.run(
        ["node", "look.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        cwd=TOOLS,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["looked"] == len(pages)
    return told["findings"]


def by_nu_checker(folder: Path) -> list[str]:
    """What the Nu HTML checker says of the HTML files in a folder."""
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{Path(m['url']).name} line {m.get('lastLine')}: {m['message']}"
        for m in messages
        # Django's own templates write <input />, which HTML allows.
        if "Trailing slash on void elements" not in m["message"]
    ]


def by_html_validate(folder: Path) -> list[str]:
    """What html-validate says of the HTML files in a folder; tools/html-validate.mjs tells what is not asked."""
    # Not through a pipe, which it leaves before all has gone through.
    report = folder.with_name(f"{folder.name}-report.json")
    program = str(MODULES / ".bin" / "html-validate")
    done = subprocess.run(
        [program, "--config", "html-validate.mjs", "--formatter", f"json={report}", str(folder)],
        capture_output=True,
        text=True,
        cwd=TOOLS,
        timeout=PATIENCE,
    )
    assert report.exists(), done.stderr[-3000:]
    return [
        f"{Path(one['filePath']).name} line {m['line']}: {m['ruleId']}: {m['message']}"
        for one in json.loads(report.read_text())
        for m in one["messages"]
    ]
