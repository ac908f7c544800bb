"""earns nothing

Both.
"""

def inference_mha():
    return "LoRA and QLoRA"
