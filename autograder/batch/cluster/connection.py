"""The way to a Dask cluster: its address, and whether it may be used.

Whoever reaches a scheduler can have it execute anything, as the user whom it belongs to. So nothing
is said to one that others can reach, unless both sides have to show certificates.
"""

from __future__ import annotations

import ipaddress
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["ClusterAddress", "ClusterError", "connected", "is_exposed", "require_dask"]

_CONNECT_SECONDS = "10s"
_CONFIGURED = ("ca-file", "client.cert")


class ClusterError(ValueError):
    """A cluster that cannot be used; its text says why, and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterAddress:
    """Where a scheduler listens.

    Args:
        text: Its address.
        is_insecure: Whether it may be used although others can reach it.
    """

    text: str
    is_insecure: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no address, or one that others may listen to.

        Raises:
            ClusterError: It is.
        """
        try:
            parts = urlsplit(self.text)
            is_address = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
        except ValueError:
            is_address = False
        if not is_address or urlsplit(self.text).path:
            raise ClusterError(
                f"{self.text}: no scheduler's address: it is tcp://HOST:PORT or tls://HOST:PORT"
            )
        if not self.is_insecure and is_exposed(self.text):
            raise ClusterError(
                f"{self.text}: everybody on the way could read the submissions and the answers to "
                "them, and have the cluster execute anything. Use tls:// with certificates "
                "(docs/cluster.md), or say --insecure-cluster"
            )


def is_exposed(address: str) -> bool:
    """Return whether others than this machine may be able to reach an address, without TLS."""
    parts = urlsplit(address)
    if parts.scheme == "tls":
        return False
    try:
        return not ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname != "localhost"


def require_dask() -> None:
    """Make sure that Dask is installed.

    Raises:
        ClusterError: It is not.
    """
    if find_spec("distributed") is None:
        raise ClusterError("--cluster needs Dask: pip install 'autograder[cluster]'")


@contextmanager
def connected(address: ClusterAddress) -> Iterator[Client]:
    """Give a client of a scheduler.

    Raises:
        ClusterError: It cannot be reached, or others can reach it.
    """
    import dask  # takes a second, and is there for this alone
    from distributed import Client
    from distributed.security import Security

    is_tls = address.text.startswith("tls:")
    if is_tls:
        _require_certificates(dask.config)
    # What goes wrong is told by us, once.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(
            address.text,
            security=Security(require_encryption=is_tls),
            set_as_default=False,
            timeout=_CONNECT_SECONDS,
            name="autograder",
        )
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise ClusterError(f"{address.text}: no scheduler answers there: {error}") from None
    with client:
        listening = str(client.scheduler_info()["address"])
        if not address.is_insecure and is_exposed(listening):
            raise ClusterError(
                f"{address.text}: this scheduler listens at {listening} without TLS: whoever "
                "reaches that can have it execute anything. Start it with --host 127.0.0.1, or "
                "with certificates (docs/cluster.md), or say --insecure-cluster"
            )
        yield client


def _require_certificates(config: Any) -> None:
    """Make sure that Dask is told which certificates it has.

    Raises:
        ClusterError: It is not, or they are not there.
    """
    for name in _CONFIGURED:
        variable = (
            f"DASK_DISTRIBUTED__COMM__TLS__{name}".replace(".", "__").replace("-", "_").upper()
        )
        file = config.get(f"distributed.comm.tls.{name}", None)
        if not file:
            raise ClusterError(
                "tls:// needs certificates, and Dask's configuration names none: set "
                f"{variable} to a file (docs/cluster.md)"
            )
        if not os.path.isfile(file):
            raise ClusterError(f"{variable}: there is no file {file}")
