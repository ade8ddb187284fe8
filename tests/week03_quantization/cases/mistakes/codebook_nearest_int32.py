"""Indices of 32 bits."""
# module: codebook
# caught by: nearest-centroid
# may also cost: kmeans

_right_nearest = nearest_centroid


def nearest_centroid(x, centroids):
    return _right_nearest(x, centroids).to(torch.int32)
