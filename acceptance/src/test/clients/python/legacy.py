"""The scenario with aliyun-python-sdk-ecs, which signs by version 1."""

import importlib
import json
import logging

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient

from flow import Flow, Refused
from scenario import ENDPOINT

logging.getLogger("aliyunsdkcore").setLevel(logging.CRITICAL)  # it logs every refusal


def client_with(access_key_id, access_key_secret):
    # docs: client
    client = AcsClient(access_key_id, access_key_secret, "cn-hangzhou")
    client.add_endpoint("cn-hangzhou", "Ecs", ENDPOINT)  # "127.0.0.1:7080"
    # docs: end

    def ask(action, **parameters):
        try:
            return json.loads(client.do_action_with_exception(request(action, parameters)))
        except ServerException as error:
            raise Refused(error.get_error_code(), error.get_request_id()) from error

    return ask


def request(action, parameters):
    """The SDK's own class for the action; the setters of lists have the name in plural."""
    made = getattr(importlib.import_module(f"aliyunsdkecs.request.v20140526.{action}Request"), f"{action}Request")()
    for name, value in parameters.items():
        getattr(made, f"set_{name}s" if isinstance(value, list) else f"set_{name}")(value)
    return made


Flow(client_with).run()
