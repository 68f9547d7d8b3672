"""One folder a format, found by listing; what formats share stands above."""
