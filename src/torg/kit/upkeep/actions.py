"""What other rooms add in their ``checks.py``: checks of the doctor, what a backup must hold, what is made anew."""

from .findings import Finding, broken, doubtful, fine
from .registry import Kept, check, made_anew, must_keep

__all__ = ["Finding", "Kept", "broken", "check", "doubtful", "fine", "made_anew", "must_keep"]
