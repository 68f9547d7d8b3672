"""Pictures composed of parts: an author says who, with what feeling, holding what, where."""

from builder.drawing.samples import samples as samples
from builder.drawing.workshop import Workshop as Workshop
