"""earns all

Loops, as one writes them first.
"""


def instance_variance():
    out = []
    for example in X:
        row = []
        for channel in example:
            m = sum(channel) / 3
            row.append(((channel[0] - m) ** 2 + (channel[1] - m) ** 2 + (channel[2] - m) ** 2) / 3)
        out.append(row)
    return out
