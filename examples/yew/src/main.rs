//! Shows a batch upload of devices while Partner Center works on it.

use futures_util::future::abortable;
use partner_center_batch_status::{
    BatchUploadDetails, BrowserClock, Client, DeviceUploadDetails, Failure, FetchTransport, RequestOptions,
    UploadStatus, WatchOptions,
};
use web_sys::UrlSearchParams;
use yew::platform::spawn_local;
use yew::prelude::*;

/// The simulated service accepts any token. Never send a real one to a base URL that comes from a link.
const TOKEN: &str = "demo-token.that-opens.nothing";

fn main() {
    yew::Renderer::<App>::new().render();
}

/// Takes what to show from the query of the address. By default, it is the demo upload of the service that serves the app.
#[component]
fn App() -> Html {
    let location = web_sys::window().expect("an app runs in a window").location();
    let query = location.search().and_then(|search| UrlSearchParams::new_with_str(&search)).ok();
    let parameter = |name| query.as_ref().and_then(|query| query.get(name));
    let base_url = parameter("baseUrl").or_else(|| location.origin().ok()).unwrap_or_default();
    let customer_id = parameter("customerId").unwrap_or("47021739-3426-40bf-9601-61b4b6d7c793".into());
    let tracking_id = parameter("trackingId").unwrap_or("11111111-1111-4111-8111-111111111111".into());
    html! { <BatchUpload {base_url} {customer_id} {tracking_id} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct BatchUploadProps {
    base_url: String,
    customer_id: String,
    tracking_id: String,
}

/// Watches one batch upload for as long as the component is mounted.
#[component]
fn BatchUpload(props: &BatchUploadProps) -> Html {
    let details = use_state(|| None::<BatchUploadDetails>);
    let failure = use_state(|| None::<Box<Failure>>);

    let (set_details, set_failure) = (details.setter(), failure.setter());
    use_effect_with(props.clone(), move |props| {
        let (task, abort_handle) = abortable(watch(props.clone(), set_details, set_failure));
        spawn_local(async { _ = task.await });
        // Drops the future of the watch, which aborts its request and clears its timers.
        move || abort_handle.abort()
    });

    html! {
        <main>
            <h1>{ "Batch upload" }</h1>
            if let Some(failure) = &*failure {
                { view_failure(failure) }
            }
            if let Some(details) = &*details {
                { view_details(details) }
            } else if failure.is_none() {
                <p>{ "Asking Partner Center …" }</p>
            }
        </main>
    }
}

async fn watch(
    props: BatchUploadProps,
    details: UseStateSetter<Option<BatchUploadDetails>>,
    failure: UseStateSetter<Option<Box<Failure>>>,
) {
    // What is shown may belong to other props.
    details.set(None);
    failure.set(None);

    // Several watches should share one client, because it keeps to the limits of the service.
    let client = Client::new(FetchTransport::new(TOKEN), BrowserClock);
    let options = RequestOptions::default().base_url(&props.base_url);
    // Polls more often than by default, because the demo upload takes only 20 seconds.
    let watch_options = WatchOptions::default().interval_ms(1_000).max_interval_ms(1_000);
    let emit = async |new| details.set(Some(new));
    let BatchUploadProps { customer_id, tracking_id, .. } = &props;
    let outcome = client.watch_batch_upload_status(customer_id, tracking_id, &options, &watch_options, emit).await;
    failure.set(outcome.err());
}

fn view_failure(failure: &Failure) -> Html {
    html! {
        <section role="alert">
            <p><strong>{ &failure.message }</strong></p>
            <p>{ &failure.hint }</p>
        </section>
    }
}

fn view_details(details: &BatchUploadDetails) -> Html {
    let devices = &details.devices_status;
    let total = devices.len();
    let done = devices.iter().filter(|device| device.status.is_final()).count();
    let failed = devices.iter().filter(|device| device.status == UploadStatus::FinishedWithErrors).count();
    html! {
        <>
            <p role="status">
                { view_status(&details.status) }
                { format!("{done} of {total} devices done, {failed} failed") }
                if !details.status.is_final() {
                    <progress max={total.to_string()} value={done.to_string()} />
                }
            </p>
            <table>
                <thead>
                    <tr><th>{ "#" }</th><th>{ "Serial number" }</th><th>{ "Status" }</th><th>{ "Error" }</th></tr>
                </thead>
                <tbody>{ for devices.iter().enumerate().map(view_device) }</tbody>
            </table>
        </>
    }
}

fn view_device((index, device): (usize, &DeviceUploadDetails)) -> Html {
    html! {
        <tr>
            <td>{ index + 1 }</td>
            <td>{ device.serial_number.as_deref().unwrap_or("–") }</td>
            <td>{ view_status(&device.status) }</td>
            <td>{ device.error_code.as_deref() } { " " } { device.error_description.as_deref() }</td>
        </tr>
    }
}

fn view_status(status: &UploadStatus) -> Html {
    html! { <span data-status={status.to_string()}>{ status.as_str().replace('_', " ") }</span> }
}
