use std::os::unix::fs::PermissionsExt;
use std::path::Path;

pub fn close_to_others(folder: &Path) -> std::io::Result<()> {
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}
