//! A window and nothing else: the floor that the application's start is measured against.
#![allow(clippy::print_stderr)] // a measure says what went wrong where it is run

fn main() {
    let ran = tauri::Builder::default()
        .setup(|app| {
            let page = tauri::WebviewUrl::External("about:blank".parse()?);
            tauri::WebviewWindowBuilder::new(app, "main", page)
                .title("Empty")
                .inner_size(1366.0, 768.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!());
    if let Err(error) = ran {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
