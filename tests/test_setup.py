"""run.py on a machine that has nothing yet: it installs once, survives being cut off, says why."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import run

MODULE = "kalankan_wheel_of_the_test"
COMMAND = f"""
import sys, time, {MODULE}
print({MODULE}.version, *sys.argv[1:], flush=True)
time.sleep(60 if sys.argv[1] == "wait" else 0)
sys.exit(3)
"""


@dataclass(frozen=True)
class Machine:
    """A folder with run.py, a command that says what it was told, and packages on a shelf."""

    root: Path
    shelf: Path

    def require(self, version: str, sha256: str | None = None) -> None:
        wheel = _make_wheel(self.shelf, version)
        sha256 = sha256 or hashlib.sha256(wheel.read_bytes()).hexdigest()
        pin = f"{MODULE.replace('_', '-')}=={version} \\\n    --hash=sha256:{sha256}\n"
        (self.root / "requirements-build.txt").write_text(pin, "utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        with self.start(*arguments) as process:
            out, err = process.communicate()
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.shelf), "PIP_NO_CACHE_DIR": "1"}
        return subprocess.Popen(
            [sys.executable, "run.py", *arguments],
            cwd=self.root,
            env={**os.environ, **nowhere, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    @property
    def state(self) -> Path:
        return self.root / ".venv" / "kalankan.json"


def _make_wheel(shelf: Path, version: str) -> Path:
    wheel = shelf / f"{MODULE}-{version}-py3-none-any.whl"
    information = f"{MODULE}-{version}.dist-info"
    files = {
        f"{MODULE}.py": f"version = {version!r}\n",
        f"{information}/METADATA": f"Metadata-Version: 2.1\nName: {MODULE}\nVersion: {version}\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
            record += f"{name},sha256={digest.rstrip('=')},{len(text)}\n"
            archive.writestr(zipfile.ZipInfo(name), text)
        record += f"{information}/RECORD,,\n"
        archive.writestr(zipfile.ZipInfo(f"{information}/RECORD"), record)
    return wheel


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    root = tmp_path / "les leçons d’Awa"
    (root / "builder").mkdir(parents=True)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (root / "run.py").write_bytes((run.ROOT / "run.py").read_bytes())
    (root / "builder" / "cli.py").write_text(COMMAND, "utf-8")
    made = Machine(root, shelf)
    made.require("1.0")
    return made


def test_a_fresh_folder_sets_itself_up_and_passes_the_command_on(machine: Machine) -> None:
    first = machine.run("check", "--root", "à côté")
    assert (first.stdout, first.returncode) == ("1.0 check --root à côté\n", 3)
    assert "Installation de requirements-build.txt" in first.stderr
    assert "1/1 kalankan_wheel_of_the_test-1.0" in first.stderr
    left = {path.name for path in (machine.root / ".venv").rglob("site-packages/*")}
    assert not left & {"pip", "setuptools"}, "what only installs stays where lessons are built"

    again = machine.run("check")
    assert (again.stdout, again.stderr) == ("1.0 check\n", "")

    if os.name == "posix":
        with machine.start("wait") as waiting:
            assert waiting.stdout
            assert waiting.stdout.readline() == "1.0 wait\n"
            waiting.terminate()
            # The command is gone too, or its output would stay open.
            assert waiting.stdout.read() == ""

    machine.require("1.1")
    assert machine.run("check").stdout == "1.1 check\n"

    # Cut off in the middle: half a package may look whole, so everything is made anew.
    machine.state.write_text(json.dumps({**json.loads(machine.state.read_text()), "busy": True}))
    left_over = machine.root / ".venv" / "left-over"
    left_over.touch()
    assert machine.run("check").stdout == "1.1 check\n"
    assert not left_over.exists()

    machine.require("1.2", sha256="0" * 64)
    damaged = machine.run("check")
    assert (damaged.returncode, damaged.stdout) == (1, "")
    assert "abîmé" in damaged.stderr.splitlines()[-1]


def test_a_python_without_pip_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "requirements-build.txt").write_text("six==1.17.0\n", "utf-8")
    for name, value in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv" / "bin" / "python",
        "STATE": tmp_path / ".venv" / "kalankan.json",
        "find_spec": lambda name: None,
        "_outside_pip": list,
    }.items():
        monkeypatch.setattr(run, name, value)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert run.main(["build"]) == 1
    said = capsys.readouterr().err.splitlines()
    if os.name == "nt":
        assert said == ["run.py : il manque pip : tape « py -m ensurepip », puis relance."]
    else:
        assert len(said) == 1
        assert "sudo apt install python3-venv" in said[0]
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("pip_said", "told"),
    [
        ("NewConnectionError('… Temporary failure in name resolution')", "pas de connexion"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "pas de connexion"),
        ("ERROR: … an OSError: [Errno 28] No space left on device", "disque"),
        ("SSLCertVerificationError(1, 'certificate verify failed: not yet valid')", "date"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM …", "abîmé"),
        ("Collecting x\nERROR: x is not a supported wheel.", "x is not a supported wheel"),
        ("", "n’a rien dit"),
    ],
)
def test_what_pip_said_becomes_one_french_line(pip_said: str, told: str) -> None:
    said = run._explain(pip_said)
    assert told in said
    assert "\n" not in said


def test_an_optional_part_that_does_not_exist_names_those_that_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run.main(["add", "modèle"]) == 1
    assert "browser, build, cluster, dev, model, phone, sheets, test" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["--help"]):
        assert run.main(words) == 0
        said = capsys.readouterr().out
        assert all(f"run.py {word} " in said for word in ("build", "test", "bench", "serve", "add"))


def test_an_old_python_can_still_read_run_py_and_say_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((run.ROOT / "run.py").read_text("utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert run.main(["build"]) == 1
    assert "Python 3.11" in capsys.readouterr().err


def test_run_py_needs_only_the_standard_library() -> None:
    tree = ast.parse((run.ROOT / "run.py").read_text("utf-8"))
    names = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom)
            else []
        )
    }  # fmt: skip
    assert names <= sys.stdlib_module_names
