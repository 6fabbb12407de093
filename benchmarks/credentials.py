"""Verifications of one credential on one core, beside openvc, from the text to the result.

Both read the same signed document and check its signature with the same library beneath. The program ends with 1 if
there are fewer than 3,000 verifications in a second of processor time (a promise of Corridor's own, with a quarter of
slack), if ours is slower than openvc by more than that slack, or if the memory is above 150 MB.

    python benchmarks/credentials.py
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from corridor.engines.credentials import did_key, issue, read_signing_key, verify

LEAST_PER_SECOND, MOST_MB, SLACK = 3_000, 150, 1.25
ROUNDS, TIMES = 7, 400
NOW = datetime(2026, 2, 1, tzinfo=UTC)
KEY = read_signing_key({"secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"})


def credential() -> str:
    """Return a signed credential of about a kilobyte."""
    did = did_key(KEY.public)
    unsigned = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": did,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"name": "Amina", "skills": ["build brick walls", "read plans", "بناء الجدران"]},
    }
    method = f"{did}#{did.removeprefix('did:key:')}"
    return json.dumps(issue(unsigned, KEY, suite="eddsa-jcs-2022", created="2026-01-10T09:00:00Z", method=method))


def per_second(work: Callable[[], object]) -> float:
    """Return how often the work is done in a second of processor time, in the best of several rounds."""
    work()
    rates = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(TIMES):
            work()
        rates.append(TIMES / (time.process_time() - start))
    return max(rates)


def main() -> int:
    """Measure both and compare."""
    text = credential()
    if verify(text, as_of=NOW).integrity.value is not True:
        return 1
    ours = per_second(lambda: verify(text, as_of=NOW))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Only now, so that its memory is not counted as ours.
    from openvc.proof.di_jcs import EddsaJcsProofSuite

    suite, jwk = EddsaJcsProofSuite(), dict(KEY.public.jwk())
    theirs = per_second(lambda: suite.verify(json.loads(text), public_key_jwk=jwk, now=NOW))
    print(f"{ours:,.0f} verifications a second on one core, peak {memory:.0f} MB")
    print(f"openvc: {theirs:,.0f} a second; ours is {ours / theirs:.2f} times as fast")
    return int(ours < LEAST_PER_SECOND / SLACK or ours < theirs / SLACK or memory > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
