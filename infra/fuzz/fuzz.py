# SPDX-License-Identifier: Apache-2.0
# Copyright the Ramure authors
"""Sets a brand up on the local stack that has just started, and lets schemathesis send what the
contract allows and what it does not. README.md says how to run it and what it holds.

Runs with the bare Python of the machine: what else is needed goes into a folder of the build.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "python")]

import brand  # noqa: E402
from pinned import CannotRun, tools  # noqa: E402

BETWEEN_REPORTS = 15


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="endpoints.json and state of the stack; for all that is made")
    parser.add_argument("--requests", type=int, default=50_000, help="at least so many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--examples", type=int, default=100, help="per operation and round")
    return parser.parse_args()


def rounds(chosen, schemathesis, contract):
    """One after the other in each process, each with a seed of its own, until there are enough."""
    began = time.monotonic()
    results = []
    with concurrent.futures.ThreadPoolExecutor(chosen.processes) as pool:
        seeds = iter(range(chosen.seed, sys.maxsize))
        running = {pool.submit(one_round, chosen, schemathesis, contract, next(seeds)) for _ in range(chosen.processes)}
        while running:
            done, running = concurrent.futures.wait(
                running, timeout=BETWEEN_REPORTS, return_when=concurrent.futures.FIRST_COMPLETED
            )
            results += [each.result() for each in done]
            report(chosen, len(results), time.monotonic() - began)
            sent = sum(result["requests"] for result in results)
            if all(result["exit"] == 0 for result in results):
                under_way = sum(len(running) * result["requests"] / len(results) for result in results)
                for _ in done:
                    if sent + under_way < chosen.requests:
                        running.add(pool.submit(one_round, chosen, schemathesis, contract, next(seeds)))
    return results, time.monotonic() - began


def report(chosen, rounds_done, seconds):
    sent = sum(sum(tally(folder).values()) for folder in chosen.folder.glob("seed-*"))
    print(
        f"{sent:7} of {chosen.requests} requests in {seconds:5.0f} s, {sent / seconds:4.0f} a second, rounds ended: {rounds_done}",
        flush=True,
    )


def tally(folder):
    """Answers by status, up to a few seconds ago."""
    file = folder / "tally.json"
    return json.loads(file.read_text()) if file.exists() else {}


def one_round(chosen, schemathesis, contract, seed):
    folder = chosen.folder / f"seed-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ, PYTHONPATH=str(HERE), SCHEMATHESIS_HOOKS="hooks", FUZZ_FOLDER=str(folder))
    command = [schemathesis, "--config-file", chosen.folder / "schemathesis.toml", "run", contract]
    command += ["--seed", str(seed), "--max-examples", str(chosen.examples)]
    with open(folder / "report.txt", "wb") as report:
        code = subprocess.run(command, cwd=chosen.folder, env=environment, stdout=report, stderr=subprocess.STDOUT)
    statuses = tally(folder)
    if code.returncode:
        print((folder / "report.txt").read_text()[-20_000:], file=sys.stderr)
    return {"seed": seed, "exit": code.returncode, "requests": sum(statuses.values()), "statuses": statuses}


def leaks(folder, known):
    """Which lines of the logs hold something that was sent or handed out in confidence."""
    sent = {line for file in folder.glob("seed-*/confidential.txt") for line in file.read_text().splitlines()}
    logs = folder / "state" / "logs"
    needles = folder / "confidential.txt"
    needles.write_text("\n".join(sorted(sent | set(known))) + "\n")
    found = subprocess.run(
        ["grep", "-rnFi", "-f", needles, logs], stdout=subprocess.PIPE, text=True, env={"LC_ALL": "C.UTF-8"}
    )
    if found.returncode > 1:
        raise CannotRun("the logs could not be searched")
    lines = sum(len(log.read_bytes().splitlines()) for log in logs.rglob("*") if log.is_file())
    print(f"{lines} lines of logs searched for {len(sent) + len(known)} confidential values")
    if not lines:
        raise CannotRun("there are no logs to search")
    return found.stdout.splitlines()


def summary(results, seconds):
    statuses = {}
    for result in results:
        for status, count in result["statuses"].items():
            statuses[status] = statuses.get(status, 0) + count
    sent = sum(statuses.values())
    each = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    seeds = ", ".join(str(result["seed"]) for result in sorted(results, key=lambda result: result["seed"]))
    print(f"{sent} requests in {seconds:.0f} s ({sent / seconds:.0f} a second), seeds {seeds}\n{each}")
    return sent


def main():
    chosen = options()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for old in chosen.folder.glob("seed-*/*"):
        old.unlink()
    schemathesis = tools(HERE / "requirements.txt", chosen.folder) / "schemathesis"
    places = json.loads((chosen.folder / "endpoints.json").read_text())
    opened = brand.opened(places)
    (chosen.folder / "brand.json").write_text(json.dumps(opened))
    contract = brand.write_contract(places, chosen.folder)
    brand.write_configuration(opened, places, HERE / "schemathesis.toml", chosen.folder)
    results, seconds = rounds(chosen, schemathesis, contract)
    found = leaks(chosen.folder, brand.confidential(opened))
    sent = summary(results, seconds)
    print("\n".join(found[:20]))
    failed = [result["seed"] for result in results if result["exit"]]
    if failed:
        print(f"failed with seed {', '.join(map(str, failed))}: see {chosen.folder}/seed-*/report.txt")
    if sent < chosen.requests and not failed:
        print(f"only {sent} of {chosen.requests} requests were sent")
    wrong = len(failed) + len(found) + (sent < chosen.requests)
    print(f"fuzz: {len(results) - len(failed)} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CannotRun, brand.Refused) as why:
        print(f"The fuzz could not run: {why}.", file=sys.stderr)
        sys.exit(2)
