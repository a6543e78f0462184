# SPDX-License-Identifier: Apache-2.0
# Copyright the Ramure authors
"""LocalStack, whose functions run without Docker: each in JVMs of this machine under AWS's own Runtime
Interface Client, which asks a small Runtime API in here for its work. Tables are those of a DynamoDB
Local that runs already: the one that LocalStack would fetch listens to the whole network.

Both are put under names that are no interface of LocalStack. Where one has moved, this ends before
anything starts, and says so.
"""

import http.server
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future

from localstack.runtime import main
from localstack.services.dynamodb import server as dynamodb
from localstack.services.lambda_.invocation import executor_endpoint, lambda_models, runtime_executor

JAVA_COMMAND = os.environ["EMULATOR_JAVA"]
# Times out later than the template says: a busy machine is not Lambda, and no test here is about time.
PATIENCE = int(os.environ["EMULATOR_PATIENCE"])
LONGEST_START = 30
NEXT = "/2018-06-01/runtime/invocation/next"


def require(module, *names):
    for name in names:
        if not hasattr(module, name):
            sys.exit(f"LocalStack has moved {module.__name__}.{name}: infra/emulators has to follow")


require(runtime_executor, "RuntimeExecutor", "get_runtime_executor", "EXECUTOR_PLUGIN_MANAGER")
require(lambda_models, "InvocationResult")
require(executor_endpoint, "StatusErrorException")
require(dynamodb.DynamodbServer, "start_dynamodb", "stop_dynamodb")


class RuntimeApi(http.server.ThreadingHTTPServer):
    """What one process asks for work, and gives its answers to."""

    daemon_threads = True

    def __init__(self, environment):
        super().__init__(("127.0.0.1", 0), Exchange)
        self.environment = environment
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Exchange(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        pass

    def do_GET(self):
        payload = self.server.environment.next()
        if self.path != NEXT or payload is None:
            self.close_connection = True
            return
        body = payload["payload"].encode()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", payload["invoke-id"])
        self.send_header("Lambda-Runtime-Deadline-Ms", str(self.server.environment.deadline_millis()))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", payload["invoked-function-arn"])
        self.send_header("Lambda-Runtime-Trace-Id", payload["trace-id"])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.body()
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.wfile.flush()
        *_, subject, kind = self.path.split("/")
        self.server.environment.told(subject, kind, body)

    def body(self):
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body


class JavaEnvironment(runtime_executor.RuntimeExecutor):
    """One process of a function. It has at most one invocation at a time."""

    def __init__(self, id, function_version):
        super().__init__(id, function_version)
        self.work = queue.Queue()
        self.ready = Future()
        self.outcome = None
        self.lines = []
        self.api = self.process = None

    def start(self, env_vars):
        config = self.function_version.config
        if not str(config.runtime).startswith("java"):
            raise RuntimeError(f"only Java runs here, not {config.runtime}")
        self.api = RuntimeApi(self)
        task = str(config.code.get_unzipped_code_location())
        environment = {name: os.environ[name] for name in ("PATH", "TMPDIR")}
        environment |= {name: str(value) for name, value in env_vars.items()}
        environment |= {
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.api.server_port}",
            "LAMBDA_TASK_ROOT": task,
            "TASK": task,
        }
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", JAVA_COMMAND],
            cwd=task,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self.follow, daemon=True).start()
        self.ready.result(timeout=LONGEST_START * PATIENCE)

    def follow(self):
        for line in self.process.stdout:
            self.lines.append(line)
        if not self.ready.done():
            self.ready.set_exception(RuntimeError("the JVM has ended: " + "".join(self.lines)[-800:]))
        self.end(self.failed("Runtime.ExitError", "Runtime exited"))

    def next(self):
        if not self.ready.done():
            self.ready.set_result(True)
        return self.work.get()

    def told(self, subject, kind, body):
        if subject == "init":
            if not self.ready.done():
                self.ready.set_exception(executor_endpoint.StatusErrorException("init failed", payload=body))
        else:
            self.end(lambda_models.InvocationResult(subject, body, is_error=kind == "error", logs=self.log(subject)))

    def end(self, result):
        if self.outcome and not self.outcome.done():
            self.outcome.set_result(result)

    def deadline_millis(self):
        return int((time.time() + self.timeout()) * 1000)

    def timeout(self):
        return self.function_version.config.timeout * PATIENCE

    def invoke(self, payload):
        self.outcome = Future()
        self.work.put(payload)
        try:
            return self.outcome.result(timeout=self.timeout())
        except TimeoutError:
            self.process.kill()
            return self.failed("Sandbox.Timedout", f"Task timed out after {self.timeout()}.00 seconds")

    def failed(self, kind, message):
        body = json.dumps({"errorType": kind, "errorMessage": message}).encode()
        return lambda_models.InvocationResult("", body, is_error=True, logs=self.log(""))

    def log(self, request):
        lines, self.lines = self.lines, []
        return f"START RequestId: {request}\n{''.join(lines)}END RequestId: {request}\n"

    def stop(self):
        self.work.put(None)
        if self.process:
            self.process.terminate()
            self.process.wait()
        if self.api:
            self.api.shutdown()
            self.api.server_close()

    def get_address(self):
        return "127.0.0.1"

    def get_endpoint_from_executor(self):
        return "127.0.0.1"

    def get_runtime_endpoint(self):
        return "http://127.0.0.1/nobody"

    def get_logs(self):
        return "".join(self.lines)

    @classmethod
    def prepare_version(cls, function_version):
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        function_version.config.code.destroy_cached()


class OnlyExecutor:
    """Takes the place of LocalStack's plugins, of which the one there is starts Docker. Asked for a
    name it gives the plugin, asked for nothing the plugin's class."""

    def exists(self, name):
        return True

    def load(self, name=None):
        return self if name else JavaEnvironment


def end_with_input():
    """Whoever started this holds the other end: however that ends, this ends."""
    while sys.stdin.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    runtime_executor.EXECUTOR_PLUGIN_MANAGER = OnlyExecutor()
    if runtime_executor.get_runtime_executor() is not JavaEnvironment:
        sys.exit("LocalStack finds executors in another way: infra/emulators has to follow")
    dynamodb.DynamodbServer.start_dynamodb = lambda self: True
    dynamodb.DynamodbServer.stop_dynamodb = lambda self: None
    threading.Thread(target=end_with_input, daemon=True).start()
    main.main()
