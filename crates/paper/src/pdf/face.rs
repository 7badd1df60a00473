//! The two faces of the paper and how wide their letters are. Atkinson Hyperlegible Next, as on the screens, cut down to
//! Latin and with figures of one width (SIL OFL 1.1, `fonts/OFL.txt`).

use crate::Unmade;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

static REGULAR: &[u8] = include_bytes!("../../fonts/AtkinsonHyperlegibleNext-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/AtkinsonHyperlegibleNext-Bold.ttf");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

struct Face {
    font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    /// In the place of a letter that it has not.
    unknown: skrifa::GlyphId,
}

impl Faces {
    pub fn load() -> Result<Faces, Unmade> {
        Ok(Faces { regular: Face::load(REGULAR)?, bold: Face::load(BOLD)? })
    }

    fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    pub fn font(&self, weight: Weight) -> Font {
        self.of(weight).font.clone()
    }

    /// In points.
    pub fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        let face = self.of(weight);
        text.chars().map(|letter| face.advance(face.glyph(letter))).sum::<f32>() * size
    }

    pub fn glyphs(&self, text: &str, weight: Weight) -> Vec<KrillaGlyph> {
        let face = self.of(weight);
        text.char_indices()
            .map(|(at, letter)| {
                let glyph = face.glyph(letter);
                let range = at..at + letter.len_utf8();
                let id = GlyphId::new(glyph.to_u32());
                KrillaGlyph::new(id, face.advance(glyph), 0.0, 0.0, 0.0, range, None)
            })
            .collect()
    }
}

impl Face {
    fn load(bytes: &'static [u8]) -> Result<Face, Unmade> {
        let read = FontRef::new(bytes).map_err(|why| Unmade(why.to_string()))?;
        let font = Font::new(bytes.into(), 0).ok_or_else(|| Unmade("font".to_owned()))?;
        let letters = read.charmap();
        let unknown = letters.map('?').unwrap_or_default();
        let widths = read.glyph_metrics(Size::new(1.0), LocationRef::default());
        Ok(Face { font, letters, widths, unknown })
    }

    fn glyph(&self, letter: char) -> skrifa::GlyphId {
        self.letters.map(letter).unwrap_or(self.unknown)
    }

    /// As a part of the size.
    fn advance(&self, glyph: skrifa::GlyphId) -> f32 {
        self.widths.advance_width(glyph).unwrap_or_default()
    }
}
