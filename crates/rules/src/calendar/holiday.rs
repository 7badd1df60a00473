//! The national holidays whose date is the same every year (Keppres 8/2024 on public holidays). Those that follow
//! the moon, and *cuti bersama*, are decreed year by year: the room enters them as exceptions.

use super::Yearly;

const FIXED: [(u8, u8, &str); 5] = [
    (1, 1, "Tahun Baru"),
    (5, 1, "Hari Buruh"),
    (6, 1, "Hari Lahir Pancasila"),
    (8, 17, "Hari Kemerdekaan"),
    (12, 25, "Hari Natal"),
];

pub(super) fn fixed() -> Vec<Yearly> {
    FIXED
        .iter()
        .map(|(month, day, name)| Yearly { month: *month, day: *day, name: (*name).to_owned() })
        .collect()
}
