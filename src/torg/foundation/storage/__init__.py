"""Where files of the hub lie: a local folder, or an S3-compatible store named by one address."""
