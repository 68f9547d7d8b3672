"""Scripts are code: typed, linted, formatted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scripts import tools


@pytest.fixture(scope="module", autouse=True)
def there() -> None:
    try:
        tools.node_modules()
    except tools.NoTools as missing:
        pytest.skip(f"npm ne donne pas les outils : {missing}")


def test_the_scripts_of_learner_pages_have_the_types_they_say(tmp_path: Path) -> None:
    checked = [
        tools.player_whole(),
        *tools.ACTIVITIES.glob("*/activity.js"),
        *(tools.ROOT / "site_overrides" / "k").glob("*.js"),
        *tools.CLASSROOM.glob("*.js"),
    ]
    settings = tmp_path / "tsconfig.json"
    files = ", ".join(f'"{path.as_posix()}"' for path in [*tools.TYPES, *checked])
    settings.write_text(
        f'{{"extends": "{(tools.HERE / "tsconfig.json").as_posix()}", "files": [{files}]}}', "utf-8"
    )
    said = tools.run_tool("tsc", "--project", settings)
    assert said.returncode == 0, said.stdout


def test_no_script_has_a_fault_that_a_linter_sees() -> None:
    alone = [path for path in tools.scripts() if tools.PLAYER not in path.parents]
    settings = tools.HERE / "eslint.config.mjs"
    files = [tools.player_whole(), *alone]
    said = tools.run_tool("eslint", "--config", settings, "--max-warnings", "0", *files)
    assert said.returncode == 0, said.stdout + said.stderr


def test_every_script_is_in_its_form() -> None:
    form = tools.HERE / "prettier.json"
    said = tools.run_tool("prettier", "--check", "--config", form, *tools.scripts())
    assert said.returncode == 0, said.stderr + "\n→ python -m tests.scripts.tools"
