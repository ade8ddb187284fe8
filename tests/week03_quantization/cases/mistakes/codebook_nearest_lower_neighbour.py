"""The centroid below the value, however near the next one is."""
# module: codebook
# caught by: nearest-centroid
# may also cost: kmeans

def nearest_centroid(x, centroids):
    _check_values(x)
    _check_values(centroids)
    if centroids.ndim != 1:
        raise ValueError("one dimension")
    levels, order = centroids.sort()
    return order[(torch.bucketize(x.contiguous(), levels, right=True) - 1).clamp(min=0)]
