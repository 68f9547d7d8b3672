"""Course + clips → complete learner pages. Owns Jinja; knows nothing of MkDocs."""

from builder.page.gallery import gallery
from builder.page.phrases import interface_utterances
from builder.page.site import PageFile, Rendered, render_site

__all__ = ["PageFile", "Rendered", "gallery", "interface_utterances", "render_site"]
