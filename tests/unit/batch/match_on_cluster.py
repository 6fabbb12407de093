"""Match on a Dask cluster of two workers, one of which is killed after the first piece; used by a test.

python match_on_cluster.py CANDIDATES VACANCIES OUT NEAR
"""

import json
import subprocess
import sys
from pathlib import Path

from distributed import Client, LocalCluster

from corridor.batch import match_ranking, match_work
from corridor.batch.match import match_files

ROWS = 4


def worker(address: str) -> subprocess.Popen:
    """Start a worker that nobody starts again."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*command, "--no-dashboard", "--host", "127.0.0.1"], **quiet)


def main(candidates: str, vacancies: str, out: str, near: str) -> None:
    """Match for both sides, then with near skills; kill, and print what the reports and the scheduler say."""
    match_ranking.ROWS_PER_PIECE = ROWS
    with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None, silence_logs=50) as cluster:
        workers = [worker(cluster.scheduler_address) for _ in range(2)]
        try:
            with Client(cluster.scheduler_address, set_as_default=False) as client:
                client.wait_for_workers(2, timeout=120)
                keep = match_work.Work.keep

                def keep_and_kill(work, number, piece):
                    keep(work, number, piece)
                    workers[0].kill()

                match_work.Work.keep = keep_and_kill
                pieces = []
                for name, side in (("vacancies",) * 2, ("candidates",) * 2, ("near", "vacancies")):
                    place = Path(out) / name
                    report = match_files(
                        Path(candidates),
                        Path(vacancies),
                        out=place,
                        for_=side,
                        near=Path(near) if name == "near" else None,
                        allocate="stable",
                        dask=cluster.scheduler_address,
                    )
                    pieces.append(report.document["pieces"]["count"])
                left = len(client.nthreads())
        finally:
            for one in workers:
                one.kill()
                one.wait()
    print(json.dumps({"pieces": pieces, "workers_left": left}))


if __name__ == "__main__":
    main(*sys.argv[1:])
