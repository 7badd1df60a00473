//! `cargo xtask run`: from a fresh machine to the desk.

use crate::machine;
use crate::packages::{BUILD, DESKTOP};
use crate::steps::{Steps, cargo, child};
use anyhow::Result;
use std::path::PathBuf;

pub fn run(folder: Option<PathBuf>) -> Result<()> {
    let window = machine::display();
    if !window {
        println!("There is no display here: the same desk is served to a browser on this machine instead.");
    }
    let wanted: &[_] = if window { &[BUILD, DESKTOP] } else { &[BUILD] };
    let package = if window { "kentongan" } else { "kentongan-room" };

    let mut steps = Steps::of(5);
    steps.step("What this machine needs", || machine::prepare(wanted, false))?;
    steps.step("Node", machine::node)?;
    steps.step("Packages of the screens", machine::ui_packages)?;
    steps.step("Build the screens", machine::ui_build)?;
    steps.step("Build the application", || child(&mut cargo(&["build", "--package", package])))?;
    steps.finish();

    let mut command = cargo(&["run", "--quiet", "--package", package, "--bin", package, "--"]);
    if !window {
        command.args(["serve", "--ui", "ui/dist"]);
    }
    if let Some(folder) = folder {
        command.arg("--data").arg(folder);
    }
    println!("\nStarting. {}", if window { "Close it from its tray." } else { "Ctrl+C ends it." });
    child(&mut command)
}
