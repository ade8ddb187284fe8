"""Equal start values leave clusters empty, and 0 / 0 is their mean."""
# module: codebook
# caught by: kmeans

def kmeans_quantize(x, bits):
    if not 1 <= bits <= HIGHEST_BITS:
        raise ValueError("bits")
    _check_values(x)
    values = x.reshape(-1).double()
    centroids = torch.quantile(values, (torch.arange(2**bits, dtype=values.dtype) + 0.5) / 2**bits)
    for _ in range(1000):
        codes = torch.bucketize(values, (centroids[1:] + centroids[:-1]) / 2)
        sums = torch.zeros_like(centroids).scatter_add(0, codes, values)
        centroids = sums / torch.bincount(codes, minlength=2**bits)
        centroids = torch.where(centroids.isnan(), centroids[~centroids.isnan()].max() * 0 + float("inf"), centroids)
    centroids = centroids.to(x.dtype)
    return centroids, torch.bucketize(x.contiguous(), (centroids[1:] + centroids[:-1]) / 2)
