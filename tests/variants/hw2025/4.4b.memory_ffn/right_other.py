"""earns 0

No points, either is right.
"""

def memory_ffn():
    return "QLoRA"
