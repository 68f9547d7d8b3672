"""A voice made of a person's own recordings: half-phones chosen among them and joined.

Unit selection, as Hunt and Black (1996) described it: nothing is learnt but where the sounds of
her takes lie and how she says them. Numpy alone; the reading (sounds, tones, lengths) comes from
outside, through `reading.Reader`.
"""
