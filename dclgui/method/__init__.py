"""The patent: tensors in, tensors out; no files, no devices, no state."""
