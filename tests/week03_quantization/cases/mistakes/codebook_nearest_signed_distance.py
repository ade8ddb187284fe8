"""The smallest difference, sign and all."""
# module: codebook
# caught by: nearest-centroid
# may also cost: kmeans

def nearest_centroid(x, centroids):
    _check_values(x)
    _check_values(centroids)
    if centroids.ndim != 1:
        raise ValueError("one dimension")
    return torch.zeros(x.shape, dtype=torch.int64) + int(centroids.argmax())
