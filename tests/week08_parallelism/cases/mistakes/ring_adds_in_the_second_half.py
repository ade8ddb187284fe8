"""Complete chunks are added once more instead of stored."""
# module: ring
# caught by: ring-all-reduce

def ring_all_reduce(buffer, comm):
    if buffer.dim() != 1 or not buffer.is_floating_point():
        raise ValueError("one dimension of floats")
    rank, size = comm.rank, comm.size
    chunks = [chunk.clone() for chunk in torch.tensor_split(buffer, size)]
    right, left = (rank + 1) % size, (rank - 1) % size
    for step in range(size - 1):
        place = (rank - step - 1) % size
        received = comm.exchange(chunks[(rank - step) % size], right, left)
        chunks[place] = chunks[place] + received
    for step in range(size - 1):
        place = (rank + 1 - step - 1) % size
        received = comm.exchange(chunks[(rank + 1 - step) % size], right, left)
        chunks[place] = chunks[place] + received
    return torch.cat(chunks)
