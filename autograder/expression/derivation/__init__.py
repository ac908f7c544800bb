"""Whether a chain of steps is a proof: facts as sets of models, and steps that hold in them."""
