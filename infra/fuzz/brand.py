# SPDX-License-Identifier: Apache-2.0
# Copyright the Ramure authors
"""A brand as it lives on the local stack, made through its API: what generated requests name, so
that they get further than "no such thing"."""

import base64
import datetime
import hashlib
import hmac
import json
import pathlib
import secrets
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAMME = "tradition-des-vosges"
ELSEWHERE = "another-brand"
PATIENCE = 120

KEYS = {
    "shop": {"scope": "SHOP"},
    "till": {"scope": "TILL"},
    "admin": {"scope": "ADMIN"},
    "web": {"scope": "SHOP", "source": "vosges-web"},
    "counter": {"scope": "TILL", "source": "caisse-epinal", "store": "epinal"},
    "office": {"scope": "ADMIN", "source": "vosges-web"},
}
# To be rotated and revoked, so that the others last.
SPARE_KEYS = {f"spare{i}": {"scope": "TILL"} for i in range(4)}
SOURCES = {"vosges-web": "SHOPIFY", "caisse-epinal": "GENERIC", "own-shop": "GENERIC"}


class Refused(Exception):
    pass


def call(address, method, path, body=None, headers=None):
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address + path, data=data, method=method)
    request.add_header("content-type", "application/json")
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text else {}
    except urllib.error.HTTPError as e:
        raise Refused(f"{method} {path}: {e.code} {e.read().decode()}") from e


class Api:
    def __init__(self, address, key):
        self.address = address
        self.key = key

    def __call__(self, method, path, body=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return call(self.address, method, path, body, {"authorization": f"Bearer {self.key}"} | named)


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def until(condition, what):
    deadline = time.monotonic() + PATIENCE
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise Refused(f"{what} did not come in time")
        time.sleep(0.05)
    return value


def begun(places, programme):
    """Begins a programme, as an operator; the key that comes with it does the rest."""
    document = json.loads((ROOT / "test-fixtures/programmes/tradition-des-vosges.json").read_text())
    command = {"command": "createProgramme", "programme": programme, "effectiveFrom": "2026-01-01T00:00:00Z"}
    path = "/2015-03-31/functions/programme-admin/invocations"
    answer = call(places["lambda"], "POST", path, command | {"document": document | {"programme": programme}})
    if "key" not in answer:
        raise Refused(f"createProgramme: {answer}")
    return answer["key"]


def set_up(office):
    """Store, zone, sources and a key of each kind."""
    office("PUT", "/v1/zones/est", {"name": "Grand Est"})
    office("PUT", "/v1/stores/epinal", {"name": "Épinal", "timeZone": "Europe/Paris", "zone": "est"})
    secret = secrets.token_hex(24)
    for source, kind in SOURCES.items():
        given = {"type": kind, "timeZone": "Europe/Paris", "phoneRegion": "FR"}
        office("PUT", f"/v1/sources/{source}", given | ({"secrets": [secret]} if kind == "SHOPIFY" else {}))
    made = {
        name: office("POST", "/v1/api-keys", {"label": name} | kind, idempotency_key=secrets.token_hex(8))
        for name, kind in (KEYS | SPARE_KEYS).items()
    }
    return {
        "secret": secret,
        "keys": {name: made[name]["key"] for name in KEYS},
        "lasting": [made[name]["apiKey"]["id"] for name in KEYS],
        "spare": [made[name]["apiKey"]["id"] for name in SPARE_KEYS],
    }


def opened(places):
    """The brand with members, vouchers in every state, adjustments, and what waits in quarantine."""
    brand = set_up(Api(places["api"], begun(places, PROGRAMME)))
    brand["keys"]["stranger"] = begun(places, ELSEWHERE)
    brand["api"] = places["api"]
    shop, till, admin = (Api(places["api"], brand["keys"][name]) for name in ("shop", "counter", "admin"))
    brand["emails"] = [f"hildegarde{i}@example.com" for i in range(4)]
    brand["members"] = [shop("POST", "/v1/members", {"identities": {"email": e}})["id"] for e in brand["emails"]]
    for i, email in enumerate(brand["emails"]):
        till("PUT", f"/v1/sources/caisse-epinal/purchases/T-{i}", purchase(email))
    brand["documents"] = [f"T-{i}" for i in range(4)]
    codes = [code for member in brand["members"] for code in codes_of(shop, places["api"], member)]
    brand["codes"] = codes
    brand["uses"] = [
        till("POST", "/v1/vouchers/reservations", use(codes[0]))["id"],
        till("POST", "/v1/vouchers/redemptions", use(codes[1]))["id"],
    ]
    brand["adjustments"] = adjustments(admin, brand["members"][0])
    for number in range(6):
        quarantine(brand, number)
    brand["quarantined"] = [entry["id"] for entry in admin("GET", "/v1/quarantine")["entries"]]
    brand["replays"] = [admin("POST", "/v1/quarantine/replays", {})["id"]]
    brand |= webhooks(admin)
    return brand


def purchase(email):
    line = {"id": "1", "quantity": "4", "gross": "900.00"}
    at = {"modifiedAt": now(), "occurredAt": now()}
    return at | {"status": "PAID", "currency": "EUR", "customer": {"email": email}, "lines": [line]}


def codes_of(shop, address, member):
    token = shop("POST", f"/v1/members/{member}/tokens", {})["token"]
    own = Api(address, token)
    path = f"/v1/members/{member}/vouchers"
    vouchers = until(lambda: own("GET", path)["vouchers"], "a voucher")
    return [voucher["code"] for voucher in vouchers]


def use(code):
    return {"code": code, "basket": {"id": f"basket-{code}", "eligibleTotalMinor": 4500, "currency": "EUR"}}


def adjustments(admin, member):
    path = f"/v1/members/{member}/adjustments"
    asked = ({"points": points, "reason": "A gesture", "by": "ann"} for points in (10, 5_000, 6_000))
    return [admin("POST", path, one, idempotency_key=secrets.token_hex(8))["id"] for one in asked]


def webhooks(admin):
    """Receivers that nobody is at: a port that nothing listens on takes no event."""
    path = "/v1/webhook-subscriptions"
    receiver = {"url": "http://127.0.0.1:9/hook", "types": ["org.ramure.voucher.*"]}
    made = [admin("POST", path, receiver, idempotency_key=secrets.token_hex(8)) for _ in range(4)]
    tests = [admin("POST", f"{path}/{one['id']}/test", idempotency_key=secrets.token_hex(8)) for one in made]
    span = {"from": "2026-01-01T00:00:00Z"}
    replays = [admin("POST", f"{path}/{one['id']}/replays", span, idempotency_key=secrets.token_hex(8)) for one in made]
    return {
        "subscriptions": [one["id"] for one in made],
        "receiver_secrets": [one["secret"] for one in made],
        "deliveries": [one["id"] for one in tests],
        "delivery_replays": [one["id"] for one in replays],
    }


def quarantine(brand, number):
    body = json.dumps({"id": number}).encode()
    path = "/v1/sources/vosges-web/webhooks"
    headers = {"x-shopify-topic": "orders/paid", "x-shopify-hmac-sha256": signature(brand["secret"], body)}
    call(brand["api"], "POST", path, body, headers)


def signature(secret, body):
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def confidential(brand):
    """What no line of a log may hold."""
    codes = [variant for code in brand["codes"] for variant in (code, code.replace(" ", ""))]
    return [*brand["keys"].values(), brand["secret"], *brand["receiver_secrets"], *brand["emails"], *codes]


def write_contract(places, folder):
    """The published contract with its samples; what it says once for all in a sentence is said in
    its schemas."""
    contract = call(places["api"], "GET", "/_local/contract/openapi.json")
    for node in list(objects(contract)):
        if node.get("additionalProperties") is False:
            if "minProperties" not in node:
                take_null(node)
        elif isinstance(node.get("properties"), dict):
            node.setdefault("additionalProperties", False)
        if isinstance(node.get("x-enumDescriptions"), dict):
            node["enum"] = list(node["x-enumDescriptions"])
        if node.get("in") == "query":
            node["schema"] = {"anyOf": [node["schema"], {"const": ""}]}
    file = folder / "openapi.json"
    file.write_text(json.dumps(contract))
    return file


def objects(node):
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from objects(child)


def take_null(request):
    """In requests null says the same as leaving a field out. Answers are open as published, and
    closed here: what is answered today has to be documented today."""
    alternatives = [request, *request.get("oneOf", []), *request.get("anyOf", [])]
    needed = {name for alternative in alternatives for name in alternative.get("required", [])}
    for name, schema in request.get("properties", {}).items():
        if name not in needed:
            request["properties"][name] = {"anyOf": [schema, {"type": "null"}]}


def write_configuration(brand, places, template, folder):
    """The settings, and what exists: parameters and fields are drawn from it as often as they are
    made up."""
    named = {
        "source": list(SOURCES),
        "programme": [PROGRAMME],
        "version": [1],
        "store": ["epinal"],
        "zone": ["est"],
        "key": brand["spare"],
        "member": brand["members"],
        "document": brand["documents"],
        "code": brand["codes"],
        "use": brand["uses"],
        "adjustment": brand["adjustments"],
        "quarantined": brand["quarantined"],
        "replay": brand["replays"],
        "queue": ["accrual", "accrual-turns", "minting", "replay", "webhook"],
        "subscription": brand["subscriptions"],
        "delivery": brand["deliveries"],
        "delivery_replay": brand["delivery_replays"],
        "email": brand["emails"],
        "currency": ["EUR"],
    }
    lines = [f'base-url = "{places["api"]}"', template.read_text()]
    for name, values in named.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}", ""]
    (folder / "schemathesis.toml").write_text("\n".join(lines))
