"""Sets the project up on a bare machine and runs it: `python3 run.py build`, `… test`.

Standard library only. Packages go into `.venv`, pinned by hash in `requirements-*.txt`; once they
are there, nothing is fetched again and no network is needed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STATE = VENV / "kalankan.json"
OLDEST = (3, 11)
# `pip --python`, with which one Python's pip fills another's environment, came with pip 22.3.
OLDEST_OUTSIDE_PIP = (22, 3)

USAGE = """\
python3 run.py build     fabriquer le site dans site/ (sous Windows : py run.py build)
python3 run.py test      vérifier tout le projet
python3 run.py bench     mesurer le site et la voix
python3 run.py serve     montrer le site sur cet ordinateur
python3 run.py add NOM   installer une partie facultative : model, cluster, phone, sheets, dev
python3 run.py …         toute autre commande, par exemple check ou status (--help les dit toutes)
"""


class SetupError(Exception):
    """Stops the set-up; its text is one French line that says what to do."""


def main(arguments: list[str]) -> int:
    """Runs one command; returns its exit status."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0
    command, *rest = arguments
    try:
        if command == "add":
            prepare("build", *rest)
            return 0
        if command == "test":
            prepare("build", "test")
            return _test(rest)
        if command == "bench":
            prepare("build", "test")
            return _run("tests.bench", *rest)
        prepare("build")
        return _run("builder.cli", *arguments)
    except (SetupError, OSError) as error:
        print(f"run.py : {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nArrêté. Relance la même commande pour continuer.", file=sys.stderr)
        return 130


def prepare(*stages: str) -> None:
    """Installs `requirements-<stage>.txt` of each stage, unless that is done already.

    Raises SetupError.
    """
    if sys.version_info < OLDEST:
        raise SetupError("il faut Python 3.11 ou plus récent : https://www.python.org/downloads/")
    wanted = {stage: _digest(stage) for stage in stages}
    state = _read_state()
    missing = [stage for stage in stages if state.get(stage) != wanted[stage]]
    version = ".".join(map(str, sys.version_info[:2]))
    if state.get("python", version) != version or state.get("busy"):
        # Another Python, or an installation that was cut off: half a package may look whole.
        missing, state = list(stages), {}
        _remove_environment()
    if not missing:
        return
    state.update(python=version, busy=True)
    _make_environment(state)
    for stage in missing:
        _install(stage)
        state[stage] = wanted[stage]
    _remove_pip()
    state["busy"] = False
    _write_state(state)


def _test(arguments: list[str]) -> int:
    """All tests, shared between two processes; with arguments, pytest as they say.

    What all tests need, the site and a browser, is made before, by one process.
    """
    if arguments:
        return _run("pytest", *arguments)
    for module, *options in (
        ("builder.cli", "build"),
        ("tests.browser",),
        ("pytest", "-n", "2", "--dist", "loadfile"),
    ):
        status = _run(module, *options)
        if status:
            return status
    return 0


def _run(module: str, *arguments: str) -> int:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [str(PYTHON), "-m", module, *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
        # Ctrl-C reaches the command as well, which ends in its own way and says so.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return process.wait()


def _requirements(stage: str) -> Path:
    return ROOT / f"requirements-{stage}.txt"


def _digest(stage: str) -> str:
    try:
        return hashlib.sha256(_requirements(stage).read_bytes()).hexdigest()
    except FileNotFoundError:
        known = sorted(path.stem.partition("-")[2] for path in ROOT.glob("requirements-*.txt"))
        raise SetupError(f"« {stage} » est inconnu ; il y a : {', '.join(known)}.") from None


def _read_state() -> dict[str, object]:
    try:
        state = json.loads(STATE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _write_state(state: dict[str, object]) -> None:
    aside = STATE.with_suffix(".new")
    aside.write_text(json.dumps(state, indent=1), "utf-8")
    aside.replace(STATE)


def _remove_environment() -> None:
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetupError(f"lance run.py avec le Python de l'ordinateur, pas avec {PYTHON}.")
    try:
        shutil.rmtree(VENV, ignore_errors=False)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise SetupError(
            f"impossible d'effacer {VENV} ({error.strerror}) ; efface-le, puis relance."
        ) from error


def _make_environment(state: dict[str, object]) -> None:
    """An environment that has Python, with the mark that an installation is under way."""
    try:
        if not PYTHON.exists():
            if find_spec("ensurepip") is None and not _outside_pip():
                raise SetupError(_how_to_get_pip())
            print("Préparation de l'environnement Python (.venv)…", file=sys.stderr, flush=True)
            VENV.mkdir(exist_ok=True)
            _write_state(state)
            import venv

            venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(VENV)
        _write_state(state)
    except ImportError as error:
        raise SetupError(_how_to_get_pip()) from error
    except OSError as error:
        raise SetupError(f"impossible d'écrire dans {VENV} : {error.strerror}.") from error


def _install(stage: str) -> None:
    requirements = _requirements(stage)
    total = len(re.findall(r"^\S+==", requirements.read_text("utf-8"), re.MULTILINE))
    print(f"Installation de {requirements.name}, une seule fois…", file=sys.stderr, flush=True)
    pip = _pip()
    command = [
        *pip, "install", "--require-hashes", "--only-binary=:all:", "--no-deps", "--no-input",
        "--progress-bar=off", "--disable-pip-version-check", "--timeout=30", "--retries=3",
        "--requirement", str(requirements),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    environment.pop("PIP_REQUIRE_VIRTUALENV", None)
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, encoding="utf-8", errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    said: list[str] = []
    try:
        with process.stdout:
            for line in _watched(process.stdout, said, total):
                print(line, file=sys.stderr, flush=True)
    finally:
        status = process.wait()
    if status:
        raise SetupError(_explain("\n".join(said)))


# From an index, or from a folder of wheels that PIP_FIND_LINKS names.
_TAKING = r"\s*(?:Collecting (\S+==\S+)|Processing .*?([^/\\]+)\.whl)"


def _watched(lines: Iterable[str], said: list[str], total: int) -> Iterator[str]:
    """What to tell of pip's own lines, which are all kept in `said`."""
    count = 0
    for line in lines:
        said.append(line.rstrip())
        if re.match(r"(Ignoring|Requirement already satisfied)", line):
            total -= 1
        elif package := re.match(_TAKING, line):
            count += 1
            yield f"  {count}/{total} {package[1] or package[2]}"
        elif "Installing collected packages" in line:
            yield "  copie des paquets dans .venv…"


def _pip() -> list[str]:
    """The command of a pip that installs into `.venv`: its own, or the one of this Python."""
    own = [str(PYTHON), "-m", "pip"]
    if _pip_version(own) or _succeeds([str(PYTHON), "-m", "ensurepip", "--default-pip"]):
        return own
    outside = _outside_pip()
    if not outside:
        raise SetupError(_how_to_get_pip())
    return [*outside, "--python", str(PYTHON)]


def _remove_pip() -> None:
    """What only installs does not stay where lessons are built; the next stage brings it back."""
    if _pip_version([str(PYTHON), "-m", "pip"]):
        _succeeds([str(PYTHON), "-m", "pip", "uninstall", "--yes", "setuptools", "pip"])


def _outside_pip() -> list[str]:
    """The pip of this Python, or of the one an environment was made from; empty when too old."""
    for python in (sys.executable, getattr(sys, "_base_executable", sys.executable)):
        pip = [python, "-m", "pip"]
        if _pip_version(pip) >= OLDEST_OUTSIDE_PIP:
            return pip
    return []


def _pip_version(pip: list[str]) -> tuple[int, ...]:
    """Like (23, 0); empty when there is no such pip."""
    answer = subprocess.run([*pip, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found and answer.returncode == 0 else ()


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _how_to_get_pip() -> str:
    if os.name == "nt":
        return "il manque pip : tape « py -m ensurepip », puis relance."
    if shutil.which("apt-get"):
        return "il manque python3-venv : tape « sudo apt install python3-venv », puis relance."
    return "il manque pip : installe le paquet python3-pip, puis relance."


_NO_NETWORK = (
    "NewConnectionError|ConnectionError|Connection ?Time|ReadTimeout|ProxyError|ConnectionReset"
    "|Name or service|name resolution|Connection broken|timed out"
)


def _explain(said: str) -> str:
    """One line for a person, out of what pip said."""
    if "No space left on device" in said or "not enough space" in said:
        return "le disque est plein : libère 1 Go, puis relance."
    if "DO NOT MATCH THE HASHES" in said:
        return "un paquet reçu est abîmé ou n'est pas le bon : relance, ou change de connexion."
    if re.search("certificate verify failed|CERTIFICATE_VERIFY", said):
        return "connexion peu sûre : regarde la date de l'ordinateur et le réseau, puis relance."
    if re.search(_NO_NETWORK, said):
        return "pas de connexion à Internet : connecte l'ordinateur (une seule fois), puis relance."
    errors = [line for line in said.splitlines() if "ERROR" in line] or said.splitlines()[-1:]
    return f"l'installation a échoué : {errors[-1] if errors else 'pip n’a rien dit'}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
