"""earns 0: wrong choice

The other one.
"""

def both_ffn():
    return "QLoRA"
