"""Threads, queues and a pool."""

LOST = ()

SOURCE = """
import concurrent.futures, queue, threading
import torch
def table():
    torch.set_num_threads(4)
    assert (torch.ones(300, 300) @ torch.ones(300, 300)).sum() == 300.0**3
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda n: n * n, range(100))) == 328350
    line = queue.Queue()
    threading.Thread(target=lambda: line.put(1)).start()
    assert line.get(timeout=5) == 1
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
