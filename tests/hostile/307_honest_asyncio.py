"""An event loop."""

LOST = ()

SOURCE = """
import asyncio
async def work(n):
    await asyncio.sleep(0)
    return n

async def everything(): return sum(await asyncio.gather(*[work(n) for n in range(10)]))

def table():
    assert asyncio.run(everything()) == 45
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
