//! Where everything stands: pages of marks, and what they mean in reading order.

use super::face::{Faces, Weight};
use super::lines::lines;
use kentongan_rules::paper::{Block, Imprint, Paper};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
/// Wider on the left, where it is punched.
pub(super) const LEFT: f32 = 62.0;
pub(super) const RIGHT: f32 = 40.0;
const TOP: f32 = 48.0;
pub(super) const BOTTOM: f32 = 64.0;
pub(super) const INNER: f32 = WIDTH - LEFT - RIGHT;

const BODY: f32 = 10.0;
const LEADING: f32 = 14.0;
/// Between lines that are written on by hand.
const HAND: f32 = 25.0;

pub(super) enum Mark {
    Text {
        x: f32,
        y: f32,
        size: f32,
        weight: Weight,
        text: String,
        /// Its number in reading order; absent where it says again what stands before.
        no: Option<usize>,
    },
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
    },
    /// A square to be ticked.
    Square {
        x: f32,
        y: f32,
        side: f32,
    },
}

#[derive(Clone)]
pub(super) enum Meaning {
    /// Of a level from 1, and what it says.
    Heading(u16, String),
    Paragraph,
    Table,
    Row,
    HeadCell,
    Cell,
}

pub(super) enum Node {
    Text(usize),
    Group(Meaning, Vec<Node>),
}

/// A heading and where it stands.
pub(super) struct Stop {
    pub title: String,
    pub page: usize,
    pub y: f32,
}

pub(super) struct Layout<'a> {
    pub faces: &'a Faces,
    pub imprint: &'a Imprint,
    pub pages: Vec<Vec<Mark>>,
    pub tree: Vec<Node>,
    pub stops: Vec<Stop>,
    /// The top of what is placed next.
    pub y: f32,
    texts: usize,
}

pub(super) fn lay_out<'a>(paper: &'a Paper, faces: &'a Faces) -> Layout<'a> {
    let mut layout = Layout {
        faces,
        imprint: &paper.imprint,
        pages: vec![Vec::new()],
        tree: Vec::new(),
        stops: Vec::new(),
        y: TOP,
        texts: 0,
    };
    match paper.blocks.first() {
        Some(Block::Letterhead(_)) => {
            layout.stops.push(Stop { title: paper.title.clone(), page: 0, y: layout.y });
        }
        _ => layout.title(paper),
    }
    for block in &paper.blocks {
        layout.block(block);
    }
    layout
}

impl Layout<'_> {
    fn title(&mut self, paper: &Paper) {
        self.stops.push(Stop { title: paper.title.clone(), page: 0, y: self.y });
        let title = self.flow(&paper.title, LEFT, INNER, (17.0, Weight::Bold), 21.0);
        self.tree.push(Node::Group(Meaning::Heading(1, paper.title.clone()), title));
        if !paper.subtitle.is_empty() {
            self.y += 2.0;
            let subtitle = self.flow(&paper.subtitle, LEFT, INNER, (BODY, Weight::Regular), LEADING);
            self.tree.push(Node::Group(Meaning::Paragraph, subtitle));
        }
        self.y += 6.0;
        self.rule(LEFT, LEFT + INNER, self.y, 1.2);
        self.y += 8.0;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::NewPage => self.new_page(),
            Block::Heading(text) => self.heading(text),
            Block::Paragraph(text) => {
                let nodes = self.flow(text, LEFT, INNER, (BODY, Weight::Regular), LEADING);
                self.tree.push(Node::Group(Meaning::Paragraph, nodes));
                self.y += 6.0;
            }
            Block::Lines(known) => self.known(known),
            Block::Table(sheet) => self.table(sheet),
            Block::Blank { label, lines } => self.blank(label, *lines),
            Block::Ticks { label, boxes } => self.ticks(label, boxes),
            Block::Grid { columns, rows } => self.grid(columns, *rows),
            Block::Letterhead(lines) => self.letterhead(lines),
            Block::Aside(lines) => self.aside(lines),
            Block::Signatures(who) => self.signatures(who),
        }
    }

    pub fn new_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    pub fn left_on_page(&self) -> f32 {
        HEIGHT - BOTTOM - self.y
    }

    /// What is `height` high stands on one page.
    pub fn keep(&mut self, height: f32) {
        if self.left_on_page() < height {
            self.new_page();
        }
    }

    pub fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    pub fn rule(&mut self, from: f32, to: f32, y: f32, width: f32) {
        self.mark(Mark::Rule { from: (from, y), to: (to, y), width });
    }

    pub fn upright(&mut self, x: f32, top: f32, bottom: f32) {
        self.mark(Mark::Rule { from: (x, top), to: (x, bottom), width: 0.4 });
    }

    /// One line of text whose top is at `top`, `size + 4` high.
    pub fn text(&mut self, text: &str, x: f32, top: f32, (size, weight): (f32, Weight)) -> Node {
        let no = self.texts;
        self.texts += 1;
        self.put(text, x, top, (size, weight), Some(no));
        Node::Text(no)
    }

    /// Says again, on another page, what was said.
    pub fn again(&mut self, text: &str, x: f32, top: f32, style: (f32, Weight)) {
        self.put(text, x, top, style, None);
    }

    fn put(&mut self, text: &str, x: f32, top: f32, (size, weight): (f32, Weight), no: Option<usize>) {
        let y = top + size * 0.95 + 1.0;
        self.mark(Mark::Text { x, y, size, weight, text: text.to_owned(), no });
    }

    pub fn wrap(&self, text: &str, most: f32, (size, weight): (f32, Weight)) -> Vec<String> {
        lines(text, most, &|text| self.faces.width(text, weight, size))
    }

    /// Text over as many lines and pages as it takes.
    fn flow(&mut self, text: &str, x: f32, most: f32, style: (f32, Weight), leading: f32) -> Vec<Node> {
        let mut nodes = Vec::new();
        let lines = self.wrap(text, most, style);
        let last = lines.len() - 1;
        for (n, mut line) in lines.into_iter().enumerate() {
            self.keep(leading);
            // Read aloud or copied, the words of two lines stay two.
            if n < last {
                line.push(' ');
            }
            nodes.push(self.text(&line, x, self.y, style));
            self.y += leading;
        }
        nodes
    }

    fn heading(&mut self, text: &str) {
        if self.y > TOP {
            self.y += 10.0;
        }
        self.keep(80.0);
        self.stops.push(Stop { title: text.to_owned(), page: self.pages.len() - 1, y: self.y });
        let nodes = self.flow(text, LEFT, INNER, (13.0, Weight::Bold), 17.0);
        self.tree.push(Node::Group(Meaning::Heading(2, text.to_owned()), nodes));
        self.y += 4.0;
    }

    fn known(&mut self, known: &[(String, String)]) {
        let bold = (BODY, Weight::Bold);
        let widths = known.iter().map(|(name, _)| self.faces.width(name, Weight::Bold, BODY));
        let first = widths.fold(0.0_f32, f32::max).min(INNER * 0.4) + 12.0;
        for (name, value) in known {
            self.keep(LEADING);
            let top = self.y;
            let mut nodes = Vec::new();
            for (n, line) in self.wrap(name, first - 12.0, bold).iter().enumerate() {
                nodes.push(self.text(&format!("{line} "), LEFT, top + n as f32 * LEADING, bold));
            }
            nodes.extend(self.flow(value, LEFT + first, INNER - first, (BODY, Weight::Regular), LEADING));
            self.tree.push(Node::Group(Meaning::Paragraph, nodes));
        }
        self.y += 6.0;
    }

    fn blank(&mut self, label: &str, lines: u8) {
        self.keep(HAND * f32::from(lines.max(1)));
        let style = (9.5, Weight::Bold);
        let node = self.text(label, LEFT, self.y + HAND - 17.0, style);
        self.tree.push(Node::Group(Meaning::Paragraph, vec![node]));
        let mut from = LEFT + self.faces.width(label, Weight::Bold, 9.5) + 8.0;
        for _ in 0..lines.max(1) {
            self.y += HAND;
            self.rule(from, LEFT + INNER, self.y - 2.0, 0.5);
            from = LEFT;
        }
        self.y += 2.0;
    }

    fn ticks(&mut self, label: &str, boxes: &[String]) {
        const ROW: f32 = 17.0;
        const SIDE: f32 = 9.5;
        self.keep(ROW * 2.0);
        self.y += 5.0;
        let mut nodes = vec![self.text(&format!("{label} "), LEFT, self.y, (9.5, Weight::Bold))];
        let indent = LEFT + self.faces.width(label, Weight::Bold, 9.5) + 12.0;
        let mut x = indent;
        for said in boxes {
            let width = SIDE + 5.0 + self.faces.width(said, Weight::Regular, 9.5);
            if x > indent && x + width > LEFT + INNER {
                x = indent;
                self.y += ROW;
                self.keep(ROW);
            }
            self.mark(Mark::Square { x, y: self.y + 2.0, side: SIDE });
            nodes.push(self.text(&format!("{said} "), x + SIDE + 5.0, self.y, (9.5, Weight::Regular)));
            x += width + 14.0;
        }
        self.tree.push(Node::Group(Meaning::Paragraph, nodes));
        self.y += ROW + 2.0;
    }

    fn letterhead(&mut self, lines: &[String]) {
        let mut nodes = Vec::new();
        for (n, line) in lines.iter().enumerate() {
            let (size, weight) = match n {
                0 => (13.0, Weight::Bold),
                1 => (16.0, Weight::Bold),
                _ => (9.5, Weight::Regular),
            };
            for part in self.wrap(line, INNER, (size, weight)) {
                let x = LEFT + (INNER - self.faces.width(&part, weight, size)).max(0.0) / 2.0;
                nodes.push(self.text(&format!("{part} "), x, self.y, (size, weight)));
                self.y += size + 4.0;
            }
        }
        self.tree.push(Node::Group(Meaning::Paragraph, nodes));
        self.y += 6.0;
        self.rule(LEFT, LEFT + INNER, self.y, 2.0);
        self.rule(LEFT, LEFT + INNER, self.y + 3.0, 0.6);
        self.y += 18.0;
    }

    fn aside(&mut self, lines: &[String]) {
        let (x, wide) = (LEFT + INNER * 0.56, INNER * 0.44);
        let wrapped: Vec<_> =
            lines.iter().flat_map(|line| self.wrap(line, wide, (BODY, Weight::Regular))).collect();
        self.keep(LEADING * wrapped.len() as f32);
        let mut nodes = Vec::new();
        for line in wrapped {
            if !line.is_empty() {
                nodes.push(self.text(&format!("{line} "), x, self.y, (BODY, Weight::Regular)));
            }
            self.y += LEADING;
        }
        self.tree.push(Node::Group(Meaning::Paragraph, nodes));
        self.y += 6.0;
    }

    fn signatures(&mut self, who: &[String]) {
        const HIGH: f32 = 86.0;
        self.keep(HIGH + 14.0);
        self.y += 14.0;
        let each = INNER / who.len().max(1) as f32;
        for (n, who) in who.iter().enumerate() {
            let x = LEFT + n as f32 * each;
            let node = self.text(who, x, self.y, (BODY, Weight::Regular));
            self.tree.push(Node::Group(Meaning::Paragraph, vec![node]));
            self.rule(x, x + (each - 24.0).min(190.0), self.y + HIGH - 8.0, 0.5);
        }
        self.y += HIGH;
    }
}
