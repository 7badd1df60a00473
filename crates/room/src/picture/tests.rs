//! Hostile files, each made here.

use super::*;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

/// Red above, blue below.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |_, y| if y < height / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) },
    )
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 90).encode_image(picture).unwrap();
    file
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .unwrap();
    file
}

fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    WebPEncoder::new_lossless(&mut file)
        .write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .unwrap();
    file
}

/// What a telephone writes: how it was held (6: turn right), its maker, and where that was.
fn exif() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut row = tag.to_le_bytes().to_vec();
        row.extend(kind.to_le_bytes());
        row.extend(count.to_le_bytes());
        row.extend(value.to_le_bytes());
        row
    };
    let after = 8 + 2 + 3 * 12 + 4;
    tiff.extend(3u16.to_le_bytes());
    tiff.extend(entry(0x010f, 2, 12, after));
    tiff.extend(entry(0x0112, 3, 1, 6));
    tiff.extend(entry(0x8825, 4, 1, after + 12));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(b"Qvorzalfon7\0");
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from(b'S')));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(b"-7.4532189,112.7178");
    tiff
}

/// With these words behind its first marker.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut words = b"Exif\0\0".to_vec();
    words.extend(exif());
    let mut file = jpeg[..2].to_vec();
    file.extend([0xff, 0xe1]);
    file.extend((words.len() as u16 + 2).to_be_bytes());
    file.extend(words);
    file.extend(&jpeg[2..]);
    file
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|at| at == words)
}

fn opened(jpeg: &[u8]) -> RgbImage {
    assert_eq!(image::guess_format(jpeg).unwrap(), ImageFormat::Jpeg);
    image::load_from_memory(jpeg).unwrap().into_rgb8()
}

#[test]
fn three_kinds_are_kept_as_one() {
    for file in [jpeg(&scene(60, 40)), png(&scene(60, 40)), webp(&scene(60, 40))] {
        let picture = opened(&kept(&file).unwrap());
        assert_eq!(picture.dimensions(), (60, 40));
        let (above, below) = (picture.get_pixel(30, 5), picture.get_pixel(30, 35));
        assert!(above[0] > 150 && below[2] > 150, "{above:?} {below:?}");
    }
}

#[test]
fn upright_and_without_a_word_about_where_and_by_what() {
    let file = with_exif(&jpeg(&scene(60, 40)));
    for words in [&b"Exif"[..], b"Qvorzalfon7", b"112.7178"] {
        assert!(has(&file, words), "the control");
    }
    let photo = kept(&file).unwrap();
    let picture = opened(&photo);
    assert_eq!(picture.dimensions(), (40, 60));
    // What was above is at the right.
    assert!(picture.get_pixel(35, 30)[0] > 150 && picture.get_pixel(5, 30)[2] > 150);
    for words in [&b"Exif"[..], b"EXIF", b"Qvorzalfon7", b"112.7178", b"II*", b"ICC_PROFILE", b"xmp"] {
        assert!(!has(&photo, words), "{}", String::from_utf8_lossy(words));
    }
}

#[test]
fn large_ones_are_made_small_and_small_ones_stay() {
    let picture = opened(&kept(&jpeg(&scene(3_200, 1_000))).unwrap());
    assert_eq!(picture.dimensions(), (1_600, 500));
    assert_eq!(opened(&kept(&png(&scene(1, 1))).unwrap()).dimensions(), (1, 1));
}

#[test]
fn nothing_behind_the_end_is_kept() {
    let mut file = jpeg(&scene(60, 40));
    file.extend(b"PK\x03\x04<html><script>Qvorzal()</script>");
    let photo = kept(&file).unwrap();
    assert!(!has(&photo, b"Qvorzal") && !has(&photo, b"<script") && !has(&photo, b"PK\x03\x04"));
    assert!(photo.ends_with(&[0xff, 0xd9]));
}

#[test]
fn what_is_no_whole_picture_is_refused() {
    let whole = [jpeg(&scene(300, 200)), png(&scene(300, 200)), webp(&scene(300, 200))];
    for file in &whole {
        for part in [1, 2, 3] {
            assert_eq!(kept(&file[..file.len() * part / 4]), Err(Refusal::NotAPhoto));
        }
    }
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let html = b"<!doctype html><img src=x onerror=alert(1)>";
    let scripted = b"\xff\xd8\xff/*<script>alert(1)</script>*/";
    for file in [&gif[..], svg, html, scripted, b"", b"\x89PNG\r\n\x1a\n", b"RIFF\x04\0\0\0WEBP"] {
        assert_eq!(kept(file), Err(Refusal::NotAPhoto), "{}", String::from_utf8_lossy(file));
    }
}

/// A PNG that says it is so large, of next to no bytes.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(&scene(2, 2));
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

#[test]
fn a_bomb_is_refused_by_what_it_says_before_anything_is_unpacked() {
    assert_eq!(kept(&claiming(2, 2)).map(|photo| opened(&photo).dimensions()), Ok((2, 2)), "the control");
    for (width, height) in [(30_000, 30_000), (16_000, 16_000), (50_000, 2), (2, 50_000)] {
        assert_eq!(kept(&claiming(width, height)), Err(Refusal::PhotoTooLarge), "{width} {height}");
    }
    // The same of a JPEG, whose sizes stand behind FF C0, length and depth.
    let mut bomb = jpeg(&scene(60, 40));
    let at = bomb.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap() + 5;
    bomb[at..at + 4].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    assert_eq!(kept(&bomb), Err(Refusal::PhotoTooLarge));
}

#[test]
fn more_bytes_than_are_taken_in_are_not_looked_at() {
    let mut file = jpeg(&scene(60, 40));
    file.resize(LARGEST_PHOTO + 1, 0);
    assert_eq!(kept(&file), Err(Refusal::PhotoTooLarge));
    file.truncate(LARGEST_PHOTO);
    assert!(kept(&file).is_ok());
}
