"""earns nothing: wrong choice

The other one.
"""

def both_mha():
    return "LoRA"
