"""earns all

The truth values of every library.
"""

import numpy as np
import sympy
import torch


def claims():
    return [np.bool_(True), sympy.false, torch.tensor(True), False, sympy.true, np.array(False)]
