//! From a file that somebody gives to a photo that may be kept: it is really decoded, turned upright, made small, and
//! written anew, so that nothing of the file but its picture is left: no place, no camera, no bytes behind the end.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use kentongan_rules::photo::LARGEST_PHOTO;
use kentongan_rules::refusal::Refusal;
use std::io::Cursor;

/// Longest side of what is kept, in pixels: enough to read a number plate by.
pub const LONGEST_SIDE: u32 = 1_600;
/// Most pixels of what is given: those of the telephones of today, and 200 MB while it is decoded.
const MOST_PIXELS: u64 = 50_000_000;
/// Longest side of what is given.
const LONGEST_GIVEN: u32 = 16_384;
/// Bytes that decoding may take.
const MOST_MEMORY: u64 = 256 << 20;
/// Of a JPEG, in percent.
const QUALITY: u8 = 80;

/// The photo of a JPEG, PNG or WebP file, as a JPEG with no word about itself.
///
/// # Errors
/// `PhotoTooLarge`: more bytes or pixels than are taken in; `NotAPhoto`: whatever else is no whole picture of these
/// kinds.
pub fn kept(file: &[u8]) -> Result<Vec<u8>, Refusal> {
    if file.len() > LARGEST_PHOTO {
        return Err(Refusal::PhotoTooLarge);
    }
    let picture = decoded(file)?;
    let (width, height) = (picture.width(), picture.height());
    let small = match width.max(height) > LONGEST_SIDE {
        true => picture.thumbnail(LONGEST_SIDE, LONGEST_SIDE),
        false => picture,
    };
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&small.into_rgb8())
        .map_err(|_| Refusal::NotAPhoto)?;
    Ok(jpeg)
}

fn decoded(file: &[u8]) -> Result<DynamicImage, Refusal> {
    let no = |_| Refusal::NotAPhoto;
    // By its first bytes; what it is called says nothing.
    let format = image::guess_format(file).map_err(no)?;
    match format {
        ImageFormat::Jpeg if is_whole(file) => {}
        ImageFormat::Png | ImageFormat::WebP => {}
        _ => return Err(Refusal::NotAPhoto),
    }
    let mut decoder = ImageReader::with_format(Cursor::new(file), format).into_decoder().map_err(no)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let is_large = width.max(height) > LONGEST_GIVEN || pixels > MOST_PIXELS;
    if is_large || decoder.total_bytes() > MOST_MEMORY {
        return Err(Refusal::PhotoTooLarge);
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(LONGEST_GIVEN), Some(LONGEST_GIVEN));
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits).map_err(|_| Refusal::PhotoTooLarge)?;
    // A wrong word about how it was held is no reason to refuse the picture.
    let upright = decoder.orientation();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(no)?;
    if let Ok(upright) = upright {
        picture.apply_orientation(upright);
    }
    Ok(picture)
}

/// Does a JPEG reach its end? The decoder fills up in grey what never came; half a photo is no evidence.
fn is_whole(jpeg: &[u8]) -> bool {
    const START: u8 = 0xd8;
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut at = 2;
    loop {
        match jpeg.get(at..at + 2) {
            Some([0xff, 0xff]) => at += 1,
            Some([0xff, END]) => return true,
            Some([0xff, START]) | None => return false,
            Some([0xff, marker]) => {
                let Some([high, low]) = jpeg.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
                if *marker == SCAN {
                    at += scan(jpeg.get(at..).unwrap_or_default());
                }
            }
            Some(_) => return false,
        }
    }
}

/// Bytes of a scan, up to the next marker: a byte of 255 in it is followed by 0 or by the number of a restart.
fn scan(rest: &[u8]) -> usize {
    let marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
    rest.windows(2).position(marker).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests;
