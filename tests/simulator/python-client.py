"""Reads job statuses with the Python client that AutoRest made of Microsoft's API description (PyPI: partnercenterservices).

For each line "customer-id tracking-id" on the standard input it writes one line of JSON with what the client read.
The service's address is the only argument.
"""

import json
import sys

from msrest.authentication import BasicTokenAuthentication
from msrest.exceptions import ClientException, DeserializationError
from microsoft.store.partnercenterservices import MicrosoftPartnerStoreApis

REQUEST_ID = "11111111-aaaa-4aaa-8aaa-111111111111"


def read_status(client, customer_id, tracking_id):
    # AutoRest's name for "Retrieve the status of a batch upload".
    get_batch_job_status = client.getvversioncustomerscustomer.id3
    try:
        answer = get_batch_job_status(customer_id, tracking_id, version="1", ms_request_id=REQUEST_ID, raw=True)
    except (ClientException, DeserializationError) as error:
        return {"raised": type(error).__name__}
    return {
        "http": answer.response.status_code,
        "echoed": answer.response.headers.get("MS-RequestId") == REQUEST_ID,
        "details": answer.output and answer.output.as_dict(keep_readonly=True),
    }


def main():
    client = MicrosoftPartnerStoreApis(BasicTokenAuthentication({"access_token": "demo"}), base_url=sys.argv[1])
    client.config.retry_policy.retries = 0  # otherwise the client waits 57 seconds after a 429
    for line in sys.stdin:
        print(json.dumps(read_status(client, *line.split())), flush=True)


main()
