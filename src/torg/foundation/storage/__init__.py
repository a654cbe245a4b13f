"""Where files of the hub lie: a local folder, or an S3-compatible store named by one address."""

from .opening import Storage, open_storage

__all__ = ["Storage", "open_storage"]
