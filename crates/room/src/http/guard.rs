use crate::wire::NAME;
use crate::wire::serve::Way;
use axum::extract::Request;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderValue, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; connect-src 'self'; img-src 'self' data: blob:; style-src 'self'; frame-ancestors 'none'; \
     base-uri 'none'; form-action 'none'",
);

/// A page of another site, or a name that was made to point here, gets nothing.
pub async fn check(request: Request, next: Next) -> Response {
    let ours = request.extensions().get::<Way>().is_some_and(|way| is_ours(&request, way));
    if !ours {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn is_ours(request: &Request, way: &Way) -> bool {
    // HTTP/2 names the host in the address itself.
    let host = match request.uri().authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.headers().get(HOST).and_then(|host| host.to_str().ok()),
    };
    ours(host, request.headers(), way)
}

fn ours(host: Option<&str>, headers: &HeaderMap, way: &Way) -> bool {
    let port = way.at.port();
    let mut names = vec![way.at.to_string(), format!("localhost:{port}")];
    if way.tls {
        names.push(format!("{NAME}:{port}"));
    }
    let scheme = if way.tls { "https" } else { "http" };
    let host_ours = host.is_some_and(|host| names.iter().any(|name| name == host));
    let origin_ours = headers.get(ORIGIN).is_none_or(|origin| {
        origin.to_str().is_ok_and(|origin| names.iter().any(|name| origin == format!("{scheme}://{name}")))
    });
    host_ours && origin_ours
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::serve::{Guests, Patience};

    fn asked(host: &str, origin: Option<&str>, tls: bool) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(origin) = origin {
            headers.insert(ORIGIN, HeaderValue::from_str(origin).unwrap());
        }
        let (guest, _) = Guests::new(1, 1).take_in();
        let at = "192.168.1.5:8112".parse().unwrap();
        let way = Way { at, tls, key: None, guest, patience: Patience::default() };
        ours(Some(host), &headers, &way)
    }

    #[test]
    fn only_our_own_pages_are_served() {
        assert!(asked("192.168.1.5:8112", None, false));
        assert!(asked("localhost:8112", Some("http://localhost:8112"), false));
        assert!(asked("192.168.1.5:8112", Some("https://192.168.1.5:8112"), true));
        assert!(asked("room.kentongan.internal:8112", None, true));
        assert!(!asked("room.kentongan.internal:8112", None, false));
        assert!(!asked("evil.example:8112", None, true));
        assert!(!asked("192.168.1.5:8112", Some("http://evil.example"), false));
        assert!(!asked("192.168.1.5:8112", Some("http://192.168.1.5:8112"), true));
        assert!(!asked("192.168.1.5:8112", Some("null"), true));
    }
}
