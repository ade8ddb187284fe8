"""Grade a week on a Slurm cluster, from its login node: python slurm.py week01_warmup SUBMISSIONS ROSTER OUT [NODES]

Needs dask-jobqueue beside the course's own environment (pip install dask-jobqueue), and one shared file system on which
the course's folder, that environment and this script lie. Give the same command again after an interruption: it goes on.
"""

import os
import subprocess
import sys
from pathlib import Path

from dask_jobqueue import SLURMCluster

COURSE = Path(__file__).resolve().parent.parent
AUTOGRADER = Path(sys.executable).with_name("autograder")
CORES = 16

assignment, submissions, roster, out, nodes = [*sys.argv[1:], "8"][:5]
cluster = SLURMCluster(
    queue="normal",  # the partition
    account="efficient-ml",
    walltime="02:00:00",
    cores=CORES,
    processes=1,  # one Dask worker a node: one zygote, one collected suite
    memory="64GB",  # 2 GB for each hand-in under way, and what the zygote and the suite need
    python=sys.executable,
    local_directory=os.environ.get("TMPDIR", "/tmp"),
    log_directory="slurm-logs",
    # The grading process is a child of Dask's worker, which counts only itself: Slurm's own limit is the one that holds.
    worker_extra_args=["--memory-limit", "0"],
)
cluster.scale(jobs=int(nodes))
command = [AUTOGRADER, "grade", assignment, submissions, "--roster", roster, "--out", out]
where = ["--scheduler", cluster.scheduler_address, "--course", COURSE]
try:
    sys.exit(subprocess.run([*command, *where]).returncode)
finally:
    cluster.close()
