"""Torg against its peers and against the engine under it, in one run, as ratios."""
