"""earns nothing: wrong choice

Large gradients, large steps.
"""


def l2_stronger():
    return "large"
