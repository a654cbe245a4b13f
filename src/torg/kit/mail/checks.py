"""What the doctor looks at here: whether letters leave the house."""

import socket
from collections.abc import Iterator

from torg.foundation.home import home
from torg.foundation.problems import Refusal
from torg.kit.upkeep.actions import Finding, broken, check, doubtful, fine

from .posting import server

PATIENCE = 5.0


@check("mail")
def letters_leave() -> Iterator[Finding]:
    if not home().mail_url:
        yield doubtful("doctor.mail_none", value=str(home().mail))
        return
    try:
        to = server(home().mail_url)
        with socket.create_connection((to.host, to.port), PATIENCE) as line:
            line.settimeout(PATIENCE)
            if not to.encrypted and not line.recv(4).startswith(b"220"):
                raise ConnectionError
    except Refusal as refusal:
        yield Finding("fail", refusal.problem)
    except OSError as error:
        yield broken("doctor.mail_gone", value=f"{to.host}:{to.port}", cause=type(error).__name__)
    else:
        yield fine("doctor.mail", value=f"{to.host}:{to.port}")
