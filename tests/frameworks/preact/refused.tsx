import "partner-center-batch-status/preact";

/** None of these lines compiles. */
export const refused = (
  <>
    <batch-upload-status tokn="token" />
    <batch-upload-status token={5} />
    <batch-upload-status options={{ intervalMs: "1000" }} />
    <batch-upload-status customer-id={5} />
    <batch-upload-status onchange={({ detail }) => detail.nothing} />
  </>
);
