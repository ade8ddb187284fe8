"""The middle of a cluster instead of its mean."""
# module: codebook
# caught by: kmeans

def _lloyd(values, centroids):
    for _ in range(200):
        codes = torch.bucketize(values, (centroids[1:] + centroids[:-1]) / 2)
        clusters = [values[codes == k] for k in range(len(centroids))]
        centroids = torch.stack([(c.min() + c.max()) / 2 if len(c) else m for c, m in zip(clusters, centroids)])
    return centroids.sort().values
