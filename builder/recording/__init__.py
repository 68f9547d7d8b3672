"""What is to be said aloud, and how recordings come to their lines: sheets, cutting, keeping."""
