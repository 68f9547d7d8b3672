"""Shows the site on this computer and builds it again at each change."""

from __future__ import annotations

import html
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from builder.errors import BuilderError, ProblemsFound, render
from builder.lesson.utterance import LANGUAGES
from builder.page import addresses
from builder.terminal import ProgressBar, print_problems
from builder.website.build import SOURCES, build_if_changed


def serve(root: Path, port: int, workers: str = "") -> None:
    """Serves `site/` until Ctrl-C. A mistake in a lesson is shown in the browser too."""
    root = root.resolve()
    site = root / "site"

    def build(_changed: object = None) -> None:
        try:
            report = build_if_changed(root, ProgressBar("Narration"), workers)
        except BuilderError as error:
            _publish_problems(site, error)
        else:
            print_problems(report.problems)
            print(report.narration_summary)

    build()
    server = _PlainServer(build, "127.0.0.1", port, root=str(site))
    for name in SOURCES:
        if (root / name).exists():
            server.watch(str(root / name))
    print(f"Le site : http://127.0.0.1:{port}/  (Ctrl-C pour arrêter)")
    try:
        server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print("\nArrêté.")
    except OSError as error:
        raise BuilderError(f"Le port {port} est pris. Essaie : serve --port {port + 1}.") from error
    finally:
        server.server_close()


class _PlainServer(LiveReloadServer):
    """Serves the pages as they are on disk: their policy forbids the reloading script."""

    def _inject_js_into_html(self, content: bytes, epoch: float) -> bytes:
        return content


def _publish_problems(site: Path, error: BuilderError) -> None:
    """The problems in the place of the home page, so that the browser shows them as well."""
    if isinstance(error, ProblemsFound):
        print_problems(error.problems)
        told = "\n\n".join(render(problem) for problem in error.problems)
    else:
        print(error)
        told = str(error)
    site.mkdir(exist_ok=True)
    page = (
        '<!doctype html><html lang="fr"><meta charset="utf-8"><title>À corriger</title>'
        f"<h1>À corriger</h1><pre>{html.escape(told)}</pre><p>Corrige, puis recharge.</p>"
    )
    (site / addresses.home(LANGUAGES[0])).write_text(page, encoding="utf-8")
