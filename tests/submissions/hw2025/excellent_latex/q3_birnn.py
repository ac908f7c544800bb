"""Bidirectional network: every answer in another form than the usual one."""


from notation import *


def graph():
    times = "123"
    inputs = {(f"x{t}", f"h{way}{t}", f"W{way}") for t in times for way in "fb"}
    outputs = {(f"h{way}{t}", f"y{t}", f"V{way}") for t in times for way in "fb"}
    forward = {(f"hf{t}", f"hf{t + 1}", "Uf") for t in range(3)}
    backward = {(f"hb{t + 1}", f"hb{t}", "Ub") for t in (3, 2, 1)}
    return inputs | outputs | forward | backward
