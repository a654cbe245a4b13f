"""Jobs of this room: a trial of rules on the lists of members."""

from torg.kit.jobs.actions import Running, job

from . import trying


@job(trying.JOB, most_attempts=2, label="Try rules on lists")
def make_trial(running: Running, draft: int) -> None:
    trying.make_trial(running, draft)
