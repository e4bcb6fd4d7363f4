"""Records the requests of botocore, the client under the AWS command line, for the calls of our SNS client, and the
answers of an emulator. Run with moto installed: python3 record.py. The files beside it are its output.

The parameters are those of SnsRecordingTests.cs."""

import json
import os
import re
import shutil
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.retries.standard import ThrottledRetryableChecker, TransientRetryableChecker
from moto.server import ThreadedMotoServer

HERE = os.path.dirname(os.path.abspath(__file__))
REGION = "eu-west-1"
ACCOUNT = "123456789012"
RESPONSE_HEADERS = ("content-type", "x-amzn-requestid")

# Creates what other calls need.
SETUP = {"CreateTopic"}

CALLS = {
    "sns": [
        ("CreateTopic", dict(Name="opsworker-reports.fifo", Attributes={"FifoTopic": "true"})),
        ("Publish", dict(
            TopicArn=f"arn:aws:sns:{REGION}:{ACCOUNT}:opsworker-reports.fifo",
            Message='{"organisation":"org_1","incidentId":"inc_1"}', MessageGroupId="inc_1", MessageDeduplicationId="inc_1-3",
            MessageAttributes={"organisation": {"DataType": "String", "StringValue": "org_1"}})),
        ("Publish", dict(TopicArn=f"arn:aws:sns:{REGION}:{ACCOUNT}:nowhere", Message="{}")),
    ],
}


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def write(name, first_line, headers, body):
    path = os.path.join(HERE, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    lines = [first_line] + [f"{name}: {value}" for name, value in headers] + ["", body, ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def request_text(request):
    body = request.body or ""
    if isinstance(body, dict):
        body = urlencode(body)
    headers = {name.lower(): text(value) for name, value in request.headers.items()}
    if headers["content-type"].startswith("application/x-www-form"):
        body = urlencode(sorted(parse_qsl(text(body))))
    scope = re.search(r"Credential=[^/]+/\d+/(\S+),", headers["authorization"]).group(1)
    shown = [("Content-Type", headers["content-type"])]
    return f"{request.method} /", shown + [("Scope", scope)], text(body)


def record(session, endpoint, service, calls):
    client = session.create_client(
        service, region_name=REGION, endpoint_url=endpoint, aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret",
        config=Config(retries={"max_attempts": 0}))
    for operation, parameters in calls:
        seen = {}

        def sent(request, **_):
            seen["request"] = request_text(request)

        def received(response_dict, **_):
            seen["response"] = response_dict

        client.meta.events.register_first(f"before-send.{service}.{operation}", sent, unique_id="sent")
        client.meta.events.register_first(f"response-received.{service}.{operation}", received, unique_id="received")
        method = re.sub("(?<!^)(?=[A-Z])", "_", operation).lower()
        code = None
        try:
            getattr(client, method)(**parameters)
        except ClientError as error:
            code = error.response["Error"]["Code"].split(".")[-1]
        client.meta.events.unregister(f"before-send.{service}.{operation}", unique_id="sent")
        client.meta.events.unregister(f"response-received.{service}.{operation}", unique_id="received")
        response = seen["response"]
        name = f"{service}/{operation}" + (f".{code}" if code else "")
        print(service, operation, response["status_code"], code or "")
        if operation in SETUP:
            continue
        if not os.path.exists(os.path.join(HERE, f"{service}/{operation}.request.http")):
            write(f"{service}/{operation}.request.http", *seen["request"])
        if response["status_code"] >= 500:
            continue
        headers = [(n, v) for n, v in sorted((n.lower(), v) for n, v in response["headers"].items()) if n in RESPONSE_HEADERS]
        body = text(response["body"])
        write(f"{name}.response.http", f"HTTP/1.1 {response['status_code']} {HTTPStatus(response['status_code']).phrase}", headers, body)


def record_retries():
    """The errors that botocore's standard mode retries."""
    lists = {
        "throttling": sorted(ThrottledRetryableChecker._THROTTLED_ERROR_CODES),
        "transient": sorted(TransientRetryableChecker._TRANSIENT_ERROR_CODES),
        "statuses": sorted(TransientRetryableChecker._TRANSIENT_STATUS_CODES),
    }
    with open(os.path.join(HERE, "retries.json"), "w", encoding="utf-8") as file:
        json.dump(lists, file, indent=2)
        file.write("\n")


def record_errors(session):
    """The errors that the service model has for the recorded calls, with their codes and statuses."""
    errors = {}
    for service, calls in CALLS.items():
        model = session.get_service_model(service)
        for operation, _ in calls:
            for shape in model.operation_model(operation).error_shapes:
                error = shape.metadata.get("error", {})
                errors.setdefault(service, {})[shape.name] = {
                    "code": error.get("code", shape.name), "status": error.get("httpStatusCode", 400)}
    with open(os.path.join(HERE, "errors.json"), "w", encoding="utf-8") as file:
        json.dump(errors, file, indent=2, sort_keys=True)
        file.write("\n")


def main():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    for service in CALLS:
        shutil.rmtree(os.path.join(HERE, service), ignore_errors=True)
    try:
        host, port = server.get_host_and_port()
        session = botocore.session.get_session()
        for service, calls in CALLS.items():
            record(session, f"http://{host}:{port}", service, calls)
        record_retries()
        record_errors(session)
    finally:
        server.stop()


main()
