"""The job that posts a letter, again after a pause where the mail server cannot be reached."""

from torg.foundation.home import home
from torg.foundation.problems import Refusal
from torg.kit.jobs.actions import Running, job

from .models import Letter
from .posting import post


def give_up(letter: int) -> None:
    """What could not be posted for an hour is out of date; the job stays listed with its problem."""
    Letter.objects.filter(pk=letter).delete()


@job("mail.send", most_faults=8, gave_up=give_up, label="Send a letter")
def send(running: Running, letter: int) -> None:
    """A letter that is gone was posted before: its worker died between the posting and the end of the job."""
    found = Letter.objects.filter(pk=letter).first()
    if found is None:
        return
    try:
        post(found, home())
    except Refusal:
        found.delete()
        raise
    found.delete()
