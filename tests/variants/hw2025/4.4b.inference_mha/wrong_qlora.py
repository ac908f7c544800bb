"""earns nothing: wrong choice

The other one.
"""

def inference_mha():
    return "QLoRA"
