"""NaN and infinity have a nearest centroid."""
# module: codebook
# caught by: nearest-centroid

def nearest_centroid(x, centroids):
    if x.numel() == 0 or centroids.numel() == 0 or centroids.ndim != 1:
        raise ValueError("empty")
    levels, order = centroids.sort()
    return order[torch.bucketize(x.contiguous(), (levels[1:] + levels[:-1]) / 2)]
