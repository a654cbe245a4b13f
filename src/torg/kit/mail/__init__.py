"""Mail: letters in plain words, written in the caller's transaction and posted by a job."""
