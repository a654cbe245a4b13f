"""Upkeep: what whoever runs a hub needs to sleep well: the doctor, backups, restoring them."""
