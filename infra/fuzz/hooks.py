# SPDX-License-Identifier: Apache-2.0
# Copyright the Ramure authors
"""What schemathesis has to know about this API: who calls, which header signs, and what of an
answer follows from more than the schema."""

import atexit
import collections
import json
import os
import pathlib
import random
import re
import threading
import time

import schemathesis

import brand as setup

FOLDER = pathlib.Path(os.environ["FUZZ_FOLDER"])
BRAND = json.loads((FOLDER.parent / "brand.json").read_text())
TOKEN_IS_GOOD_FOR = 600
BETWEEN_TALLIES = 5
CONFIDENTIAL = {"email", "phone", "card", "code", "givenName", "familyName", "token", "key", "secrets"}

lock = threading.Lock()
statuses = collections.Counter()
confidential = set()
tokens = {}
tallied = time.monotonic()


def decided_by(case):
    """The same case is called by the same caller, whatever came before it."""
    return random.Random(f"{case.method} {case.path_parameters} {case.query} {case.body!r}")


@schemathesis.auth(refresh_interval=None)
class Caller:
    """Mostly somebody who may call, now and then somebody who may not."""

    def get(self, case, context):
        access = context.operation.definition.raw.get("x-access")
        if not access:
            return None
        chance = decided_by(case)
        if access.get("member") and chance.random() < 0.3:
            return member_token(case.path_parameters.get("member"))
        if chance.random() < 0.1:
            return chance.choice([*BRAND["keys"].values(), "rk_guessed"])
        return BRAND["keys"][chance.choice([name for name, kind in setup.KEYS.items() if may(kind, access)])]

    def set(self, case, data, context):
        if data:
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}


def may(kind, access):
    for_unbound_only = "none" in access.get("bound", {}).values()
    return kind["scope"].lower() in access["keys"] and not (for_unbound_only and ("source" in kind or "store" in kind))


def member_token(member):
    member = member if member in BRAND["members"] else BRAND["members"][0]
    with lock:
        token, since = tokens.get(member, ("", 0))
        if not token or time.monotonic() - since > TOKEN_IS_GOOD_FOR:
            shop = setup.Api(BRAND["api"], BRAND["keys"]["shop"])
            token = shop("POST", f"/v1/members/{member}/tokens", {})["token"]
            tokens[member] = token, time.monotonic()
            confidential.add(token)
        return token


@schemathesis.hook
def before_call(context, case, kwargs):
    """Half of the webhooks are signed; nobody saws off the branch they sit on, and nothing is sent
    to a host that somebody may have."""
    if (case.path_parameters or {}).get("id") in BRAND["lasting"]:
        case.path_parameters["id"] = BRAND["spare"][0]
    if case.operation.path.startswith("/v1/webhook-subscriptions") and isinstance(case.body, dict):
        if str(case.body.get("url", "")).startswith("https://"):
            case.body["url"] = "https://receiver.invalid/hook"
    if case.operation.definition.raw["operationId"] == "receiveWebhook" and decided_by(case).random() < 0.5:
        case.headers["X-Shopify-Hmac-Sha256"] = setup.signature(BRAND["secret"], sent(case))


def sent(case):
    """The very bytes of the body."""
    transport = case.as_transport_kwargs()
    if transport.get("json") is not None:
        return json.dumps(transport["json"]).encode()
    data = transport.get("data") or b""
    return data.encode() if isinstance(data, str) else data


@schemathesis.hook
def after_call(context, case, response):
    with lock:
        statuses[str(response.status_code)] += 1
        tell_progress()
        remember(case.body)
        if response.content and "json" in response.headers.get("content-type", [""])[0]:
            remember(response.json())


def tell_progress():
    global tallied
    if time.monotonic() - tallied > BETWEEN_TALLIES:
        tallied = time.monotonic()
        write_tally()


def remember(node, name=""):
    if isinstance(node, dict):
        for key, value in node.items():
            remember(value, key)
    elif isinstance(node, list):
        for value in node:
            remember(value, name)
    elif isinstance(node, str) and name in CONFIDENTIAL and is_telling(node):
        confidential.add(node)


def is_telling(text):
    """Short or plain values are in every log by chance."""
    return len(text) >= 8 and len(set(text)) >= 6 and re.fullmatch(r"[\x21-\x7e]+", text)


@schemathesis.check
def malformed_is_founded(ctx, response, case):
    """A 400 to what the schema allows has to be about a field that is judged by more than that."""
    if response.status_code != 400 or not case.meta or not case.meta.generation.mode.is_positive:
        return
    field = re.sub(r"\[[0-9]+]", "[]", response.json().get("field", ""))
    beyond = case.operation.definition.raw.get("x-beyond-schema", [])
    assert any(field == name or field.startswith(f"{name}.") for name in beyond), f"called malformed, though the contract allows it: {response.text}"


def write_tally():
    """Whoever reads it meanwhile finds the old or the new one, whole."""
    new = FOLDER / "tally.new"
    new.write_text(json.dumps(statuses))
    new.replace(FOLDER / "tally.json")


@atexit.register
def write():
    write_tally()
    (FOLDER / "confidential.txt").write_text("".join(f"{value}\n" for value in sorted(confidential)))
