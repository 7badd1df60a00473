/// Only what is named here can be called by a page, and only from the windows whose capability allows it.
const COMMANDS: &[&str] = &[
    "execute",
    "query",
    "changes",
    "present",
    "claim",
    "give_photo",
    "photo",
    "lock_screen",
    "unlock_screen",
    "sign_in",
    "sign_out",
    "recover",
    "keep_draft",
    "drafts",
    "training",
    "confirm_clock",
    "place",
    "door",
    "set_door",
    "let_in",
    "nearby",
    "join",
    "leave_room",
    "shell",
    "open_wall",
    "toggle_fullscreen",
    "test_notification",
    "test_sound",
    "speaker",
    "choose_speaker",
    "calling",
    "silence",
    "mute",
    "set_autostart",
    "quit",
    "update",
    "choose_update",
    "install_update",
    "start_again",
    "painted",
];

fn main() {
    // The pages are inside the program: a new build of them is a new program.
    println!("cargo:rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}
