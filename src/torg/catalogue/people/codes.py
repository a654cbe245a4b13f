"""Codes and links by which somebody signs in with their mail: made, mailed, and used up once."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from torg.foundation.language import sentence
from torg.kit.jobs.actions import WAITED_FOR, enqueue
from torg.kit.mail.actions import send

from .models import CodeRequest, SignInCode, User
from .queries import hub, user

LASTS = timedelta(minutes=15)
MOST_TRIES = 5
DIGITS = 8
SALT = "torg.sign-in"


@transaction.atomic
def ask_for_code(*, email: str, next: str, base: str) -> int:
    """The same work for whoever asks, known or not; a job looks later. ``base`` is empty where no link may be sent.

    The number is for the session of whoever asked: the code is worth something there alone.
    """
    request = CodeRequest.objects.create(email=email[:254], next=next[:2000], base=base)
    enqueue("people.mail_code", priority=WAITED_FOR, request=request.pk)
    return int(request.pk)


@transaction.atomic
def mail_code(request: int) -> None:
    """Mail a code to an address that is known. The request goes, so that no address of a stranger is kept."""
    asked = CodeRequest.objects.filter(pk=request).first()
    if asked is None:
        return
    account = user(asked.email)
    if account is not None and account.is_active and timezone.now() - asked.created < LASTS:
        _mail(account, asked)
    asked.delete()
    SignInCode.objects.filter(expires__lt=timezone.now()).delete()


def _mail(account: User, asked: CodeRequest) -> None:
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = SignInCode.objects.create(
        user=account,
        asked=asked.pk,
        digest=_digest(account, code),
        next=asked.next,
        expires=timezone.now() + LASTS,
    )
    facts = {"hub": hub().title_in("en"), "code": f"{code[:4]} {code[4:]}"}
    lines = [sentence("letter.code", facts), sentence("letter.code.once", facts)]
    if asked.base:
        lines.append(f"{sentence('letter.code.link', facts)}\n{asked.base}/sign-in/link/{link_of(row)}")
    lines.append(sentence("letter.code.unknown", facts))
    subject = sentence("letter.code.subject", facts)
    send(to=account.email, subject=subject, text="\n\n".join(lines) + "\n", waited_for=True)


def redeem(*, email: str, typed: str, asked: Sequence[int]) -> SignInCode | None:
    """The code that was typed, used up with all others of that person.

    It is one that was ``asked`` for in the same session, and a wrong one counts against those alone.
    """
    account = user(email)
    digest = _digest(account or User(pk=0), "".join(sign for sign in typed if sign.isdigit()))
    with transaction.atomic():
        living = list(
            _living().filter(user=account, asked__in=asked).select_related("user").select_for_update(of=("self",))
        )
        found = [code for code in living if constant_time_compare(code.digest, digest)]
        if not found:
            SignInCode.objects.filter(pk__in=[code.pk for code in living]).update(tries=F("tries") + 1)
            return None
        return _used(found[0])


def link_of(code: SignInCode) -> str:
    return signing.dumps(code.pk, salt=SALT)


def behind(link: str) -> SignInCode | None:
    """The code that a signed link stands for, while it lives. Looking does not use it up: mail scanners look."""
    try:
        number = signing.loads(link, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    found = _living().filter(pk=number).select_related("user").first()
    return found if found is not None and found.user.is_active else None


@transaction.atomic
def redeem_link(link: str) -> SignInCode | None:
    found = behind(link)
    return None if found is None else _used(found)


def _used(code: SignInCode) -> SignInCode | None:
    """Only one of two that come at the same time finds the row still there."""
    gone, _ = SignInCode.objects.filter(pk=code.pk).delete()
    SignInCode.objects.filter(user=code.user).delete()
    return code if gone and code.user.is_active else None


def _living() -> QuerySet[SignInCode]:
    return SignInCode.objects.filter(expires__gt=timezone.now(), tries__lt=MOST_TRIES)


def _digest(account: User, code: str) -> str:
    """Eight digits are guessed in no time without the secret of the hub, which is not in the database."""
    return salted_hmac(SALT, f"{account.pk} {code}", algorithm="sha256").hexdigest()
