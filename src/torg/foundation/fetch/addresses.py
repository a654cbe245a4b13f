"""Which machines may be reached: public ones, and those that ``TORG_FETCH_ALLOW`` names."""

import ipaddress
import os
import socket
from collections.abc import Iterator

from torg.foundation.problems import refuse

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INTERNAL = [ipaddress.ip_network(each) for each in ("192.0.0.0/24", "168.63.129.16/32", "fec0::/10")]
"""Internal in practice though Python calls them public: two of cloud providers for their machines, one of old."""


def checked_address(host: str, port: int) -> str:
    """An address of the host that may be reached. Raises Refusal: also where only one of several is internal."""
    addresses = list(_resolve(host, port))
    allowed = _Allowed()
    for address in addresses:
        if not (allowed.host(host) or allowed.address(address) or is_public(address)):
            raise refuse("fetch.internal", value=host)
    return str(addresses[0])


def is_public(address: Address) -> bool:
    """Whether it is an address of the public internet, also behind the forms that carry an IPv4 address in IPv6."""
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    if any(address in network for network in _INTERNAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _resolve(host: str, port: int) -> Iterator[Address]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise refuse("fetch.unknown_host", value=host) from error
    for *_, place in answers:
        yield ipaddress.ip_address(str(place[0]).partition("%")[0])


class _Allowed:
    """Hosts and networks of ``TORG_FETCH_ALLOW`` (``intranet.example, 10.1.0.0/16``); empty by default."""

    def __init__(self) -> None:
        self._hosts: set[str] = set()
        self._networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
        for entry in os.environ.get("TORG_FETCH_ALLOW", "").replace(",", " ").split():
            try:
                self._networks.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                self._hosts.add(entry.lower().rstrip("."))

    def host(self, host: str) -> bool:
        return host.lower().rstrip(".") in self._hosts

    def address(self, address: Address) -> bool:
        return any(address in network for network in self._networks)
