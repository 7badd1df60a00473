//! Pictures made without a library, for photos that are given: stored as they are, with whatever words beside them.

const SIDE: u32 = 16;

/// A square of one shade with stripes, and these words in the place where a telephone writes about itself.
pub fn of(shade: u8, words: &str) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..SIDE {
        rows.push(0);
        for x in 0..SIDE {
            rows.extend([shade.wrapping_mul(16), (x * 16) as u8, (y * 16) as u8]);
        }
    }
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(header(SIDE, SIDE));
    if !words.is_empty() {
        file.extend(chunk(b"tEXt", format!("Comment\0Exif {words}").as_bytes()));
    }
    file.extend(chunk(b"IDAT", &stored(&rows)));
    file.extend(chunk(b"IEND", b""));
    file
}

/// Says that it is so large, and has next to no bytes.
pub fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(header(width, height));
    file.extend(chunk(b"IDAT", &stored(&[0; 64])));
    file.extend(chunk(b"IEND", b""));
    file
}

/// Eight bits of red, green and blue.
fn header(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&sides[..], &[8, 2, 0, 0, 0]].concat())
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [&kind[..], body].concat();
    let length = (body.len() as u32).to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A zlib stream of one block that is not packed; at most 65,535 bytes.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len() as u16;
    let mut packed = vec![0x78, 0x01, 1];
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(bytes);
    packed.extend(adler(bytes).to_be_bytes());
    packed
}

fn adler(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    high << 16 | low
}

fn crc(bytes: &[u8]) -> u32 {
    let bit = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), bit))
}
