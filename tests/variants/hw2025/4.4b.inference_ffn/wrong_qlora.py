"""earns nothing: wrong choice

The other one.
"""

def inference_ffn():
    return "QLoRA"
