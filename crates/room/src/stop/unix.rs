use tokio::signal::unix::{SignalKind, signal};

/// Resolves at Ctrl+C, at the signal of a service manager, and when the terminal goes away.
pub async fn asked() {
    let (Ok(mut end), Ok(mut hang_up)) = (signal(SignalKind::terminate()), signal(SignalKind::hangup()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = end.recv() => {}
        _ = hang_up.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
