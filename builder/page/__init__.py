"""Course + clips → complete learner pages. Owns Jinja; knows nothing of MkDocs."""

from builder.page.gallery import gallery, parts_page
from builder.page.phrases import interface_utterances
from builder.page.record import LearnerPage
from builder.page.renderer import Renderer
from builder.page.site import PageFile, Rendered, render_course, render_site

__all__ = [
    "LearnerPage", "PageFile", "Rendered", "Renderer", "gallery", "interface_utterances",
    "parts_page",     "render_course", "render_site",
]  # fmt: skip
