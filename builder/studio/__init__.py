"""A local page where a person records the lines of the lessons, one after the other."""
