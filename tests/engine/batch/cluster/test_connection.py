"""Which clusters may be used."""

import pytest

from autograder.batch.cluster.connection import ClusterAddress, ClusterError, is_exposed


@pytest.mark.parametrize(
    ("address", "exposed"),
    [
        ("tcp://127.0.0.1:8786", False),
        ("tcp://127.8.9.1:8786", False),
        ("tcp://[::1]:8786", False),
        ("tcp://localhost:8786", False),
        ("tls://10.1.2.3:8786", False),
        ("tcp://10.1.2.3:8786", True),
        ("tcp://0.0.0.0:8786", True),
        ("tcp://[::]:8786", True),
        ("tcp://localhost.evil.com:8786", True),
        ("tcp://127.0.0.1.evil.com:8786", True),
        ("ws://10.1.2.3:8786", True),
    ],
)
def test_what_others_may_reach_is_told_from_the_loopback(address, exposed):
    assert is_exposed(address) == exposed


@pytest.mark.parametrize(
    "text",
    ["", "127.0.0.1:8786", "tcp://127.0.0.1", "tcp://:8786", "tcp://127.0.0.1:x", "inproc://1/2/3",
     "ucx://127.0.0.1:8786", "tcp://127.0.0.1:8786/path", "tcp://[::1:8786", "tcp://127.0.0.1:0"],
)  # fmt: skip
def test_what_is_no_address_is_told(text):
    with pytest.raises(ClusterError, match="no scheduler's address"):
        ClusterAddress(text=text)


def test_what_others_may_reach_is_used_only_if_that_is_said():
    with pytest.raises(ClusterError, match="--insecure-cluster"):
        ClusterAddress(text="tcp://10.1.2.3:8786")
    assert ClusterAddress(text="tcp://10.1.2.3:8786", is_insecure=True).is_insecure
