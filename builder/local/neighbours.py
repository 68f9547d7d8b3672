"""The address of this computer on the Wi-Fi of a classroom."""

from __future__ import annotations

import ipaddress
import socket

from builder.errors import BuilderError

_ELSEWHERE = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737); a datagram socket sends nothing when it connects."""


def wifi_address(wanted: str = "") -> str:
    """`wanted`, or the one that neighbours know; never one of the Internet. Raises BuilderError."""
    address = wanted or _own_address()
    try:
        is_near = ipaddress.IPv4Address(address).is_private
    except ValueError:
        is_near = False
    if not is_near or address in ("0.0.0.0", "255.255.255.255"):
        raise BuilderError(
            f"« {address} » n'est pas une adresse de Wi-Fi, comme 192.168.1.12. "
            "Mets l'ordinateur sur le Wi-Fi de la classe, ou écris son adresse : --wifi ADRESSE."
        )
    return address


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
            return str(asking.getsockname()[0])
        except OSError as error:
            raise BuilderError(
                "Cet ordinateur n'est sur aucun Wi-Fi. Mets-le sur celui de la classe, ou écris "
                "son adresse : --wifi 192.168.1.12."
            ) from error
