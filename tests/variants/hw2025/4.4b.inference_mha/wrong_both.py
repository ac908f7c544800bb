"""earns 0

Both.
"""

def inference_mha():
    return "LoRA and QLoRA"
