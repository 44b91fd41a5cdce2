"""The faceplate of one device, made from what its kind and driver say about it."""
