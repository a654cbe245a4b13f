"""An invented region for ``torg demo``: its members, its land, and the untidy files their offices keep."""
