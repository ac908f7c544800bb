"""earns nothing: wrong choice

The other one.
"""

def memory_mha():
    return "LoRA"
