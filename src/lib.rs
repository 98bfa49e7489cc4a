//! A client for one operation of the Microsoft Partner Center API, `GET /v1/customers/{id}/batchJobStatus/{id}`: the status of a batch upload of
//! devices for Windows Autopilot.
//!
//! [`Client`] gets the status once or watches it until the upload is done. It retries transient failures, keeps to the limits of the service, and
//! gives [`BatchUploadDetails`] or a [`Failure`] that says what to do. It runs over two small traits, [`Transport`] and [`Clock`]. With the
//! feature `browser`, `FetchTransport` and `BrowserClock` implement them for apps in a browser, such as those made with Leptos, Yew or Dioxus:
//! `examples/yew` is one.
//!
//! ```no_run
//! # #[cfg(feature = "browser")]
//! # async fn app(token: String, customer_id: &str, tracking_id: &str) -> Result<(), Box<partner_center_batch_status::Failure>> {
//! use partner_center_batch_status::{BrowserClock, Client, FetchTransport, RequestOptions};
//!
//! let client = Client::new(FetchTransport::new(token), BrowserClock);
//! let options = RequestOptions::default().base_url("https://portal.example/partner-center");
//! let details = client.get_batch_upload_status(customer_id, tracking_id, &options).await?;
//! # Ok(())
//! # }
//! ```
//!
//! A test can implement the two traits without a network and without waiting:
//!
//! ```
//! use partner_center_batch_status::{
//!     Client, Clock, Failure, Request, RequestOptions, Response, Timestamp, Transport, UploadStatus,
//! };
//!
//! /// Gives the same answer to every request.
//! struct Recorded(&'static str);
//!
//! impl Transport for Recorded {
//!     type Token = ();
//!     async fn token(&self) -> Result<(), Box<Failure>> {
//!         Ok(())
//!     }
//!     fn can_renew_token(&self) -> bool {
//!         false
//!     }
//!     fn redact(&self, text: String) -> String {
//!         text
//!     }
//!     async fn send(&self, _: &Request, (): ()) -> Option<Response> {
//!         let (reason, headers) = (String::new(), Default::default());
//!         Some(Response { status: 200, reason, headers, body: Ok(self.0.into()) })
//!     }
//! }
//!
//! /// A clock on which no time passes.
//! struct StoppedClock;
//!
//! impl Clock for StoppedClock {
//!     fn now(&self) -> Timestamp {
//!         Timestamp::from_unix_ms(0)
//!     }
//!     fn uptime_ms(&self) -> u64 {
//!         0
//!     }
//!     async fn sleep(&self, _: u32) {}
//!     fn random(&self) -> f64 {
//!         0.0
//!     }
//!     fn fill_random(&self, _: &mut [u8]) {}
//!     fn is_offline(&self) -> bool {
//!         false
//!     }
//!     fn is_hidden(&self) -> bool {
//!         false
//!     }
//! }
//!
//! # futures_executor::block_on(async {
//! let answer = r#"{"status":"finished","devicesStatus":[{"serialNumber":"1234567890","status":"finished_with_errors",
//!     "errorCode":"808","errorDescription":"ZtdDeviceAssignedToOtherTenant"}]}"#;
//! let client = Client::new(Recorded(answer), StoppedClock);
//! let (customer, upload) = ("47021739-3426-40bf-9601-61b4b6d7c793", "0127ed8e-ff72-4983-a3d8-e8d8bd378932");
//!
//! let details = client.get_batch_upload_status(customer, upload, &RequestOptions::default()).await?;
//! assert!(details.status.is_final());
//! // Check each device: a batch can be finished although devices in it failed.
//! let failed: Vec<_> =
//!     details.devices_status.iter().filter(|device| device.status == UploadStatus::FinishedWithErrors).collect();
//! assert_eq!(failed[0].error_description.as_deref(), Some("ZtdDeviceAssignedToOtherTenant"));
//!
//! let failure = client.get_batch_upload_status("contoso", upload, &RequestOptions::default()).await.unwrap_err();
//! assert_eq!(failure.message, "customerId must be a GUID, such as 47021739-3426-40bf-9601-61b4b6d7c793.");
//! # Ok::<(), Box<Failure>>(())
//! # }).unwrap();
//! ```
//!
//! Options have the names of JavaScript in messages and hints, which the npm package shows too: `timeoutMs` is `timeout_ms` here. A client is
//! not `Send`: a browser has one thread.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `browser` | `FetchTransport` and `BrowserClock` |
//! | `npm` | what the npm package of the same name needs: the exports to JavaScript, an allocator, TypeScript declarations. Not for apps |

pub use details::{BatchUploadDetails, DeviceUploadDetails, ResourceAttributes, Timestamp, UploadStatus};

pub use self::call::client::Client;
pub use self::call::platform::{Clock, Transport};
pub use self::call::wait::{Wait, WaitReason};
pub use self::failure::{Failure, FailureCode};
pub use self::request::options::{RequestOptions, WatchOptions};
pub use self::request::token::{is_bearer_token, redact_tokens};
pub use self::request::{Credentials, Request};
pub use self::response::headers::Headers;
pub use self::response::{BodyError, Response};
#[cfg(feature = "browser")]
pub use self::wasm::{BrowserClock, FetchTransport};

mod call;
mod failure;
mod request;
mod response;
#[cfg(feature = "browser")]
mod wasm;
