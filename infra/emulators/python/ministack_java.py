# SPDX-License-Identifier: Apache-2.0
# Copyright the Ramure authors
"""MiniStack, with three things it lacks: functions of a Java runtime run without Docker, each in JVMs
of this machine under AWS's own Runtime Interface Client; CloudFormation knows the resource policy of
a secret; a right on a table can depend on the partition key. The template and the zips stay as
they are.

All three hook into names that are no interface of MiniStack. Where a name has moved, or where MiniStack
has come to do it itself, this ends before anything starts, and says so.
"""

import json
import os
import signal
import sys
import threading

from ministack.core import iam_actions, lambda_runtime
from ministack.services import dynamodb, lambda_svc, secretsmanager
from ministack.services.cloudformation import provisioners

JAVA_COMMAND = os.environ["EMULATOR_JAVA"]
# Times out later than the template says: a busy machine is not Lambda, and no test here is about time.
PATIENCE = int(os.environ["EMULATOR_PATIENCE"])
SECRET_POLICY = "AWS::SecretsManager::ResourcePolicy"
LEADING_KEYS = "dynamodb:LeadingKeys"


def require(module, *names):
    for name in names:
        if not hasattr(module, name):
            sys.exit(f"MiniStack has moved {module.__name__}.{name}: infra/emulators has to follow")


def is_java(config):
    return str(config.get("Runtime", "")).startswith("java") and config.get("PackageType", "Zip") == "Zip"


def run_java():
    """Java takes the way of the provided runtimes: a pool of processes that ask for their work. What
    such a runtime has in its zip, the program `bootstrap`, is put beside the unpacked zip here."""
    require(lambda_svc, "_execute_function_docker", "_execute_function_provided_warm", "_provided_runtime_code_dir")
    require(lambda_svc, "_provided_code_lock")
    require(lambda_runtime, "_worker_class_for", "ProvidedWorker", "_PROVIDED_INIT_TIMEOUT")
    in_docker = lambda_svc._execute_function_docker
    unpacked = lambda_svc._provided_runtime_code_dir
    worker_class = lambda_runtime._worker_class_for

    def execute(function, event, request_id):
        java = is_java(function.get("config") or function)
        way = lambda_svc._execute_function_provided_warm if java else in_docker
        return way(function, event, request_id)

    def code_folder(code_zip):
        folder = unpacked(code_zip)
        bootstrap = os.path.join(folder, "bootstrap")
        # Held by whoever starts a process: one that is being written cannot be started.
        with lambda_svc._provided_code_lock:
            if not os.path.exists(bootstrap):
                with open(bootstrap, "w") as program:
                    program.write(f'#!/bin/sh\nTASK="{folder}"\n{JAVA_COMMAND}\n')
                os.chmod(bootstrap, 0o755)
        return folder

    class PatientWorker(lambda_runtime.ProvidedWorker):
        def __init__(self, function, config, code_zip):
            super().__init__(function, dict(config, Timeout=config["Timeout"] * PATIENCE), code_zip)

    lambda_svc._execute_function_docker = execute
    lambda_svc._provided_runtime_code_dir = code_folder
    lambda_runtime._worker_class_for = lambda config: PatientWorker if is_java(config) else worker_class(config)
    lambda_runtime._PROVIDED_INIT_TIMEOUT *= PATIENCE


def know_secret_policies():
    require(provisioners, "_RESOURCE_HANDLERS")
    require(secretsmanager, "_put_resource_policy", "_delete_resource_policy")
    if SECRET_POLICY in provisioners._RESOURCE_HANDLERS:
        sys.exit(f"MiniStack knows {SECRET_POLICY} by itself now: take ours away")

    def put(secret, properties):
        policy = json.dumps(properties["ResourcePolicy"])
        answer = secretsmanager._put_resource_policy({"SecretId": secret, "ResourcePolicy": policy})
        if answer[0] >= 400:
            raise ValueError(f"{SECRET_POLICY}: {answer[2]!r}")
        return secret, {"Id": secret}

    provisioners._RESOURCE_HANDLERS[SECRET_POLICY] = {
        "create": lambda logical_id, properties, stack: put(properties["SecretId"], properties),
        "update": lambda secret, old, new, stack: put(secret, new),
        "delete": lambda secret, properties: secretsmanager._delete_resource_policy({"SecretId": secret}),
    }


def know_leading_keys():
    """Of a call that names one item: the value of its partition key, for the conditions of a policy."""
    require(iam_actions, "dynamodb_service_context")
    require(dynamodb, "_tables")
    without = iam_actions.dynamodb_service_context

    def context(body):
        known = without(body)
        if LEADING_KEYS in known:
            sys.exit(f"MiniStack knows {LEADING_KEYS} by itself now: take ours away")
        call = json.loads(body or b"{}")
        item = call.get("Key") or call.get("Item")
        table = dynamodb._tables.get(str(call.get("TableName")).rpartition("table/")[2])
        if item and table:
            name = next(key["AttributeName"] for key in table["KeySchema"] if key["KeyType"] == "HASH")
            known[LEADING_KEYS] = list(item.get(name, {}).values())
        return known

    iam_actions.dynamodb_service_context = context


def end_with_input():
    """Whoever started this holds the other end: however that ends, this ends."""
    while sys.stdin.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    run_java()
    know_secret_policies()
    know_leading_keys()
    from ministack.app import main

    threading.Thread(target=end_with_input, daemon=True).start()
    main()
