"""Wiring: settings, addresses, processes, command line."""
