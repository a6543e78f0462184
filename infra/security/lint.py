# SPDX-License-Identifier: Apache-2.0
# Copyright the Ramure authors
"""Lets cfn-lint and checkov judge the synthesized templates. Every finding is either mended or
argued in exceptions.json; an exception that matches nothing any more has to go.

Runs with the bare Python of the machine: what else is needed goes into a folder of the build.
"""

import argparse
import collections
import fnmatch
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

from pinned import CannotRun, tools  # noqa: E402

# resource: type and logical id with a dot between, as in AWS::SQS::Queue.AccrualQueue640FD917
Finding = collections.namedtuple("Finding", "rule resource message")


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assembly", type=pathlib.Path, required=True, help="where the templates are")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="for all that is made")
    parser.add_argument("--exceptions", type=pathlib.Path, default=HERE / "exceptions.json")
    return parser.parse_args()


def said_by(command):
    """What a linter says as JSON; whether it found anything is in there too."""
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        return json.loads(run.stdout)
    except json.JSONDecodeError as e:
        said = (run.stdout + run.stderr).strip()[-2000:]
        raise CannotRun(f"{command[0].name} ended with {run.returncode} and said: {said}") from e


def found_by_cfn_lint(place, templates):
    types = {
        (template.name, name): resource["Type"]
        for template in templates
        for name, resource in json.loads(template.read_text())["Resources"].items()
    }
    for found in said_by([place / "cfn-lint", "--format", "json", *templates]):
        template = pathlib.Path(found["Filename"]).name
        path = [*map(str, found["Location"].get("Path") or []), "", ""]
        resource = f"{types.get((template, path[1]), template)}.{path[1]}"
        yield Finding(found["Rule"]["Id"], resource, found["Message"])


def found_by_checkov(place, templates):
    files = [argument for template in templates for argument in ("--file", template)]
    options = ["--framework", "cloudformation", "--compact", "--quiet", "--skip-download", "--output", "json"]
    said = said_by([place / "checkov", *options, *files])
    if said.get("summary", {}).get("resource_count", 0) == 0 or said["summary"]["parsing_errors"]:
        raise CannotRun(f"checkov could not read the templates: {said.get('summary', said)}")
    for found in said["results"]["failed_checks"]:
        yield Finding(found["check_id"], found["resource"], found["check_name"])


def excuses(exception, finding):
    return exception["rule"] == finding.rule and any(
        fnmatch.fnmatchcase(finding.resource, pattern) for pattern in exception["resources"]
    )


def idle(exceptions, findings):
    """Of each exception the patterns that match no finding."""
    for exception in exceptions:
        for pattern in exception["resources"]:
            if not any(excuses(exception | {"resources": [pattern]}, finding) for finding in findings):
                yield f"{exception['rule']} of {pattern}"


def main():
    chosen = options()
    templates = sorted(chosen.assembly.glob("*.template.json"))
    if not templates:
        raise CannotRun(f"there are no templates in {chosen.assembly}")
    place = tools(HERE / "requirements.txt", chosen.folder)
    findings = [*found_by_cfn_lint(place, templates), *found_by_checkov(place, templates)]
    exceptions = json.loads(chosen.exceptions.read_text())
    open_ones = [f for f in findings if not any(excuses(exception, f) for exception in exceptions)]
    idle_ones = list(idle(exceptions, findings))
    for found in open_ones:
        print(f"neither mended nor argued: {found.rule} of {found.resource}: {found.message}")
    for each in idle_ones:
        print(f"an exception that matches nothing: {each}")
    wrong = len(open_ones) + len(idle_ones)
    names = ", ".join(template.name for template in templates)
    print(f"{names}: {len(findings) - len(open_ones)} findings argued by {len(exceptions)} exceptions")
    print(f"lint: {len(templates) if not wrong else 0} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CannotRun as why:
        print(f"The linters could not run: {why}.", file=sys.stderr)
        sys.exit(2)
