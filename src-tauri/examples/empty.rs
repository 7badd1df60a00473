//! The floor that the application's start is measured against (`tests/app/start.mjs`): a Tauri window with one word.

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &[u8] = b"<!doctype html><title>empty</title><body>empty</body>";

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let mut answer = Response::new(PAGE.to_vec());
            answer.headers_mut().insert("content-type", tauri::http::HeaderValue::from_static("text/html"));
            answer
        })
        .setup(|app| {
            let page = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
            WebviewWindowBuilder::new(app, "empty", page).inner_size(1366.0, 768.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
