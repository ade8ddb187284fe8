"""The formula of the paper by the letter: midpoints of quantiles."""
# module: nf4
# caught by: nf4
# may also cost: qlora

def nf4_levels():
    p = torch.linspace(0, 1, 18, dtype=torch.float64)[1:-1]
    q = torch.special.ndtri(p)
    q[7] = 0
    return (q / q.abs().max()).float()
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
