"""The scenario with the command line `aliyun`, one process a call."""

import json
import re
import subprocess

from flow import Flow, Refused
from scenario import ENDPOINT


def client_with(access_key_id, access_key_secret):
    # docs: client
    flags = ["--region", "cn-hangzhou", "--endpoint", ENDPOINT, "--insecure"]  # --insecure selects plain http
    key = ["--mode", "AK", "--access-key-id", access_key_id, "--access-key-secret", access_key_secret]
    # docs: end

    def ask(action, **parameters):
        command = ["aliyun", "ecs", action, *flat(parameters), *flags, *key]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode == 0:
            return json.loads(ended.stdout)
        code = re.search(r"^ErrorCode: (.*)$", ended.stderr, re.MULTILINE)
        request_id = re.search(r"^RequestId: (.*)$", ended.stderr, re.MULTILINE)
        if not code:
            raise RuntimeError(f"{command}: {ended.stdout}{ended.stderr}")
        raise Refused(code.group(1), request_id.group(1))

    return ask


def flat(parameters):
    """--DiskId.1 x --Tag.1.Key k"""
    words = []
    for name, value in parameters.items():
        if isinstance(value, list):
            for number, item in enumerate(value, start=1):
                members = item.items() if isinstance(item, dict) else [("", item)]
                for member, text in members:
                    words += [f"--{name}.{number}" + (f".{member}" if member else ""), str(text)]
        else:
            words += [f"--{name}", str(value).lower() if isinstance(value, bool) else str(value)]
    return words


Flow(client_with).run()
