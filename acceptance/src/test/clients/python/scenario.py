"""What both programs of this folder share: how a step is told, and how something is awaited."""

import json
import os
import time

REGION = "cn-hangzhou"
ZONE = "cn-hangzhou-h"
ENDPOINT = os.environ["STILLPOINT_ENDPOINT"]
KEY = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"]
SECRET = os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
POLLS_MAX = 600


def tell(step, **outcome):
    """One line a step."""
    print(json.dumps({"step": step, **outcome}), flush=True)


def until(ask, holds):
    """Asks again until `holds` is content with the answer, and answers it."""
    for _ in range(POLLS_MAX):
        answer = ask()
        if holds(answer):
            return answer
        time.sleep(0.05)
    raise TimeoutError(f"still not so after {POLLS_MAX} looks; the last answer was {answer}")
