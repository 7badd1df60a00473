//! PDF of A4 pages: the fonts are inside, and it is tagged, so that it can be read aloud (PDF/UA-1).

mod face;
mod layout;
mod lines;
mod table;

use crate::Unmade;
use crate::plain::wall;
use chrono::{Datelike, Timelike};
use face::{Faces, Weight};
use kentongan_rules::paper::{Imprint, Paper};
use kentongan_rules::setup::Language;
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};
use layout::{BOTTOM, HEIGHT, LEFT, Layout, Mark, Meaning, Node, RIGHT, Stop, WIDTH, lay_out};
use std::collections::BTreeMap;
use std::num::NonZeroU16;

/// # Errors
/// The pages break a rule of PDF/UA-1, which is a fault of ours.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, Unmade> {
    let faces = Faces::load()?;
    let Layout { pages, tree, stops, .. } = lay_out(paper, &faces);
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|why| Unmade(format!("{why:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..Default::default() });
    let mut said = BTreeMap::new();
    let count = pages.len();
    for (n, marks) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Unmade("page".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, mark, &faces, &mut said);
        }
        foot(&mut surface, &faces, &paper.imprint, n + 1, count);
        surface.finish();
        page.finish();
    }
    let mut tags = TagTree::new().with_lang(Some(language(&paper.imprint).to_owned()));
    for node in &tree {
        if let Some(node) = meant(node, &mut said) {
            tags.push(node);
        }
    }
    document.set_tag_tree(tags);
    document.set_outline(outline(&stops));
    document.set_metadata(metadata(paper));
    document.finish().map_err(|why| Unmade(format!("{why:?}")))
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, faces: &Faces, said: &mut BTreeMap<usize, Identifier>) {
    match mark {
        Mark::Text { x, y, size, weight, text, no } => {
            let tag = match no {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let identifier = surface.start_tagged(tag);
            write(surface, faces, text, (*x, *y), (*size, *weight));
            surface.end_tagged();
            if let Some(no) = no {
                said.insert(*no, identifier);
            }
        }
        Mark::Rule { from, to, width } => {
            let mut line = PathBuilder::new();
            line.move_to(from.0, from.1);
            line.line_to(to.0, to.1);
            stroke(surface, line, *width);
        }
        Mark::Square { x, y, side } => {
            let mut square = PathBuilder::new();
            if let Some(rect) = Rect::from_xywh(*x, *y, *side, *side) {
                square.push_rect(rect);
            }
            stroke(surface, square, 0.8);
        }
    }
}

fn write(
    surface: &mut Surface<'_>,
    faces: &Faces,
    text: &str,
    at: (f32, f32),
    (size, weight): (f32, Weight),
) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: luma::Color::black().into(), ..Default::default() }));
    let glyphs = faces.glyphs(text, weight);
    surface.draw_glyphs(Point::from_xy(at.0, at.1), &glyphs, faces.font(weight), text, size, false);
}

fn stroke(surface: &mut Surface<'_>, path: PathBuilder, width: f32) {
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: luma::Color::black().into(), width, ..Default::default() }));
    surface.draw_path(&path);
    surface.end_tagged();
}

/// Whose it is and when it was made, and which page of how many.
fn foot(surface: &mut Surface<'_>, faces: &Faces, imprint: &Imprint, page: usize, pages: usize) {
    const SIZE: f32 = 8.0;
    let mut line = PathBuilder::new();
    line.move_to(LEFT, HEIGHT - BOTTOM + 18.0);
    line.line_to(WIDTH - RIGHT, HEIGHT - BOTTOM + 18.0);
    stroke(surface, line, 0.4);
    let y = HEIGHT - BOTTOM + 30.0;
    let number = imprint.page.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string());
    let right = WIDTH - RIGHT - faces.width(&number, Weight::Regular, SIZE);
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let whose = format!("{} · {}", imprint.room, imprint.made);
    let most = right - LEFT - 12.0;
    let width = |text: &str| faces.width(text, Weight::Regular, SIZE);
    for (n, said) in lines::lines(&whose, most, &width).iter().take(2).enumerate() {
        write(surface, faces, said, (LEFT, y + n as f32 * 10.0), (SIZE, Weight::Regular));
    }
    write(surface, faces, &number, (right, y), (SIZE, Weight::Regular));
    surface.end_tagged();
}

/// What a part of the tree means to whoever reads it aloud; `None` of nothing.
fn meant(node: &Node, said: &mut BTreeMap<usize, Identifier>) -> Option<krilla::tagging::Node> {
    let (meaning, children) = match node {
        Node::Text(no) => return said.remove(no).map(Into::into),
        Node::Group(meaning, children) => (meaning, children),
    };
    let children = children.iter().filter_map(|child| meant(child, said)).collect();
    Some(match meaning {
        Meaning::Heading(level, title) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            TagGroup::with_children(Tag::Hn(level, Some(title.clone())), children).into()
        }
        Meaning::Paragraph => TagGroup::with_children(Tag::P, children).into(),
        Meaning::Table => TagGroup::with_children(Tag::Table, children).into(),
        Meaning::Row => TagGroup::with_children(Tag::TR, children).into(),
        Meaning::HeadCell => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), children).into(),
        Meaning::Cell => TagGroup::with_children(Tag::TD, children).into(),
    })
}

fn outline(stops: &[Stop]) -> Outline {
    let mut outline = Outline::new();
    for Stop { title, page, y } in stops {
        outline.push_child(OutlineNode::new(
            title.clone(),
            XyzDestination::new(*page, Point::from_xy(LEFT, *y)),
        ));
    }
    outline
}

fn language(imprint: &Imprint) -> &'static str {
    match imprint.language {
        Language::Id => "id-ID",
        Language::En => "en-GB",
    }
}

fn metadata(paper: &Paper) -> Metadata {
    let imprint = &paper.imprint;
    let metadata = Metadata::new()
        .title(paper.title.clone())
        .language(language(imprint).to_owned())
        .authors(vec![imprint.room.clone()])
        .description(imprint.made.clone());
    let Some(made) = wall(imprint.at, imprint) else { return metadata };
    let (Ok(year), Ok(month), Ok(day)) =
        (u16::try_from(made.year()), u8::try_from(made.month()), u8::try_from(made.day()))
    else {
        return metadata;
    };
    let (Ok(hour), Ok(minute), Ok(zone)) = (
        u8::try_from(made.hour()),
        u8::try_from(made.minute()),
        i8::try_from(imprint.utc_offset_minutes / 60),
    ) else {
        return metadata;
    };
    let date = DateTime::new(year).month(month).day(day).hour(hour).minute(minute).utc_offset_hour(zone);
    metadata.creation_date(date)
}
