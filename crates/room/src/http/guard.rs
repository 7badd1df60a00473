use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderValue, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'; \
     base-uri 'none'; form-action 'none'",
);

/// A page of another site, or a name that was made to point here, gets nothing.
pub async fn check(State(address): State<SocketAddr>, request: Request, next: Next) -> Response {
    if !(ours(request.headers(), &address)) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn ours(headers: &HeaderMap, address: &SocketAddr) -> bool {
    let names = [address.to_string(), format!("localhost:{}", address.port())];
    let host = headers.get(HOST).and_then(|h| h.to_str().ok());
    let host_ours = host.is_some_and(|host| names.iter().any(|name| name == host));
    let origin_ours = headers.get(ORIGIN).is_none_or(|origin| {
        origin.to_str().is_ok_and(|origin| names.iter().any(|name| origin == format!("http://{name}")))
    });
    host_ours && origin_ours
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_str(host).unwrap());
        if let Some(origin) = origin {
            headers.insert(ORIGIN, HeaderValue::from_str(origin).unwrap());
        }
        ours(&headers, &"127.0.0.1:8112".parse().unwrap())
    }

    #[test]
    fn only_our_own_pages_are_served() {
        assert!(asked("127.0.0.1:8112", None));
        assert!(asked("localhost:8112", Some("http://localhost:8112")));
        assert!(!asked("evil.example:8112", None));
        assert!(!asked("127.0.0.1:8112", Some("http://evil.example")));
        assert!(!asked("127.0.0.1:8112", Some("null")));
    }
}
