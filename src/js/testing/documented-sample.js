/**
 * The only response that Microsoft documents, word for word: "Get the status of a device batch upload",
 * https://learn.microsoft.com/partner-center/developer/get-the-status-of-a-device-batch-upload.
 */

/** Its headers: no Content-Type, and ids that are not the request's. The documented Content-Length does not match the documented body. */
export const documentedHeaders = {
  "MS-CorrelationId": "4a5002a2-0c1b-4e57-b491-dbcf19c0e7b8",
  "MS-RequestId": "7b3e2e00-b330-4480-9d84-59ace713427f",
  "MS-CV": "YrLe3w6BbUSMt1fi.0",
  "MS-ServerId": "030020344",
  Date: "Tue, 25 Jul 2017 17:52:41 GMT",
};

/** Its body. */
export const documentedBody = `{
    "batchTrackingId": "0127ed8e-ff72-4983-a3d8-e8d8bd378932",
    "status": "finished",
    "startedTime": "2017-07-25T10:00:00",
    "completedTime": "2017-07-25T10:10:00",
    "devicesStatus": [{
            "serialNumber": "1234567890",
            "productKey": "12345-67890-09876-54321-13579",
            "status": "finished_with_errors",
            "errorCode": "808",
            "errorDescription": "ZtdDeviceAssignedToOtherTenant",
            "attributes": {
                "objectType": "DeviceUploadDetails"
            }
        }
    ],
    "attributes": {
        "objectType": "BatchUploadDetails"
    }
}
`;
