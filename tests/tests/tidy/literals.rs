//! The string literals of Rust, TypeScript and Svelte, and the words between Svelte's tags.

use crate::tree::Source;

/// A text that a program holds, and the line it starts on (from 1).
#[derive(Debug, PartialEq)]
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// The literals of one file, comments and tests left out.
pub fn literals(source: &Source) -> Vec<Literal> {
    match source.kind() {
        "rs" => scan(source.without_tests(), 1, Language::Rust),
        "ts" | "mjs" | "js" => scan(&source.text, 1, Language::Script),
        "svelte" => svelte(&source.text).0,
        _ => Vec::new(),
    }
}

/// The text that a Svelte file shows as it stands: between tags, and in attributes that people read.
pub fn shown(source: &Source) -> Vec<Literal> {
    if source.kind() == "svelte" { svelte(&source.text).1 } else { Vec::new() }
}

#[derive(Clone, Copy, PartialEq)]
enum Language {
    Rust,
    Script,
}

fn scan(text: &str, first: usize, language: Language) -> Vec<Literal> {
    let mut scanner =
        Scanner { text: text.as_bytes(), at: 0, line: first, language, before: b';', found: Vec::new() };
    while scanner.at < scanner.text.len() {
        scanner.next();
    }
    scanner.found
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
    language: Language,
    /// The last byte that was neither space nor comment: tells a division from a pattern.
    before: u8,
    found: Vec<Literal>,
}

impl Scanner<'_> {
    fn starts(&self, with: &str) -> bool {
        self.text[self.at..].starts_with(with.as_bytes())
    }

    fn step(&mut self) -> u8 {
        let byte = self.text[self.at];
        self.at += 1;
        if byte == b'\n' {
            self.line += 1;
        }
        byte
    }

    fn next(&mut self) {
        if self.starts("//") {
            while self.at < self.text.len() && self.text[self.at] != b'\n' {
                self.at += 1;
            }
        } else if self.starts("/*") {
            self.comment();
        } else if self.language == Language::Rust && self.raw() {
            self.before = b'"';
        } else {
            match self.text[self.at] {
                b'"' => self.quoted(b'"'),
                b'\'' if self.language == Language::Rust => self.character(),
                quote @ (b'\'' | b'`') if self.language == Language::Script => self.quoted(quote),
                b'/' if self.language == Language::Script && b"(,=:[!&|?{};+>".contains(&self.before) => {
                    self.pattern()
                }
                _ => {
                    let byte = self.step();
                    if !byte.is_ascii_whitespace() {
                        self.before = byte;
                    }
                }
            }
        }
    }

    fn comment(&mut self) {
        let mut depth = 0;
        while self.at < self.text.len() {
            if self.starts("/*") && (depth == 0 || self.language == Language::Rust) {
                depth += 1;
                self.at += 2;
            } else if self.starts("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.step();
            }
        }
    }

    /// `r"…"`, `r#"…"#`, with or without `b`; true where one was read.
    fn raw(&mut self) -> bool {
        let inside_a_name = self.before.is_ascii_alphanumeric() || self.before == b'_';
        let adjoining = self.at > 0 && !self.text[self.at - 1].is_ascii_whitespace();
        if self.text[self.at] != b'r' || (inside_a_name && adjoining && self.before != b'b') {
            return false;
        }
        let hashes = self.text[self.at + 1..].iter().take_while(|byte| **byte == b'#').count();
        if self.text.get(self.at + 1 + hashes) != Some(&b'"') {
            return false;
        }
        let line = self.line;
        self.at += hashes + 2;
        let end = format!("\"{}", "#".repeat(hashes));
        let start = self.at;
        while self.at < self.text.len() && !self.starts(&end) {
            self.step();
        }
        self.keep(line, start, self.at);
        self.at = (self.at + end.len()).min(self.text.len());
        true
    }

    fn quoted(&mut self, quote: u8) {
        let line = self.line;
        self.step();
        let start = self.at;
        while self.at < self.text.len() && self.text[self.at] != quote {
            if self.step() == b'\\' && self.at < self.text.len() {
                self.step();
            }
        }
        self.keep(line, start, self.at);
        self.at = (self.at + 1).min(self.text.len());
        self.before = quote;
    }

    /// A Rust character, or the start of a lifetime.
    fn character(&mut self) {
        let rest = &self.text[self.at + 1..];
        let length = match rest.first() {
            Some(b'\\') => rest.iter().skip(2).position(|byte| *byte == b'\'').map(|end| end + 2),
            _ => rest.iter().take(5).position(|byte| *byte == b'\'').filter(|end| *end > 0),
        };
        self.at += 1 + length.map_or(0, |length| length + 1);
        self.before = b'\'';
    }

    fn pattern(&mut self) {
        self.step();
        let mut class = false;
        while self.at < self.text.len() {
            match self.step() {
                b'\\' => self.at += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => break,
                b'\n' => break,
                _ => {}
            }
        }
        self.before = b'/';
    }

    fn keep(&mut self, line: usize, start: usize, end: usize) {
        let text = String::from_utf8_lossy(&self.text[start..end.min(self.text.len())]).into_owned();
        self.found.push(Literal { line, text });
    }
}

/// Attributes whose value is read by people.
const READ: &[&str] = &["title", "alt", "placeholder", "label", "aria-label", "aria-description"];

/// The literals of scripts and `{…}`, and the texts of the markup.
fn svelte(text: &str) -> (Vec<Literal>, Vec<Literal>) {
    let (mut held, mut shown) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let line = 1 + text[..at].matches('\n').count();
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |end| end + 3);
        } else if rest.starts_with("<script") || rest.starts_with("<style") {
            let close = if rest.starts_with("<script") { "</script>" } else { "</style>" };
            let end = rest.find(close).unwrap_or(rest.len());
            let open = rest.find('>').map_or(end, |open| open + 1);
            if close == "</script>" && open < end {
                let first = line + rest[..open].matches('\n').count();
                held.extend(scan(&rest[open..end], first, Language::Script));
            }
            at += (end + close.len()).min(rest.len());
        } else if rest.starts_with('<') {
            let end = tag(rest);
            attributes(&rest[..end], line, &mut held, &mut shown);
            at += end;
        } else if rest.starts_with('{') {
            let end = braces(rest);
            held.extend(scan(&rest[..end], line, Language::Script));
            at += end;
        } else {
            let end = rest.find(['<', '{']).unwrap_or(rest.len()).max(1);
            let first = line + rest[..rest.len() - rest.trim_start().len()].matches('\n').count();
            if !rest[..end].trim().is_empty() {
                shown.push(Literal { line: first, text: rest[..end].trim().to_owned() });
            }
            at += end;
        }
    }
    (held, shown)
}

/// The length of the tag that `text` starts with; a `>` inside `{…}` or quotes does not end it.
fn tag(text: &str) -> usize {
    let mut at = 1;
    let mut quote = None;
    while at < text.len() {
        let byte = text.as_bytes()[at];
        match (byte, quote) {
            (b'{', _) => at += braces(&text[at..]) - 1,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            (b'>', None) => return at + 1,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// The length of the `{…}` that `text` starts with.
fn braces(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at, mut quote) = (0_i32, 0, None);
    while at < bytes.len() {
        match (bytes[at], quote) {
            (b'\\', Some(_)) => at += 1,
            (byte, Some(open)) if byte == open => quote = None,
            (byte @ (b'"' | b'\'' | b'`'), None) => quote = Some(byte),
            (b'{', None) => depth += 1,
            (b'}', None) => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    text.len()
}

fn attributes(tag: &str, line: usize, held: &mut Vec<Literal>, shown: &mut Vec<Literal>) {
    let mut at = 0;
    while let Some(found) = tag[at..].find(['{', '"']) {
        let start = at + found;
        let line = line + tag[..start].matches('\n').count();
        if tag[start..].starts_with('{') {
            let end = start + braces(&tag[start..]);
            held.extend(scan(&tag[start..end], line, Language::Script));
            at = end;
            continue;
        }
        let mut end = start + 1;
        while end < tag.len() && tag.as_bytes()[end] != b'"' {
            end += if tag.as_bytes()[end] == b'{' { braces(&tag[end..]) } else { 1 };
        }
        let end = end.min(tag.len());
        let name = tag[..start].trim_end_matches('=').rsplit(char::is_whitespace).next().unwrap_or_default();
        let text = tag[start + 1..end].to_owned();
        if READ.contains(&name) {
            shown.push(Literal { line, text });
        } else if name != "class" {
            held.push(Literal { line, text });
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(path: &str, text: &str) -> Vec<String> {
        literals(&Source::new(path, text)).into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn rust() {
        let text = r###"// "no"
/* "no" /* "no" */ */
fn a<'a>(b: &'a str) -> char { f("one\"two", r#"three"four"#, b"five"); '"' }
const C: char = '\''; const D: &str = "six";
#[cfg(test)]
mod tests { const E: &str = "no"; }"###;
        assert_eq!(texts("a.rs", text), [r#"one\"two"#, "three\"four", "five", "six"]);
        assert_eq!(literals(&Source::new("a.rs", text)).last().unwrap().line, 4);
    }

    #[test]
    fn script() {
        let text = "const a = 'one'; // 'no'\nconst b = /[\"'/]/.test(`two ${c}`) ? x / y : \"three\";\n";
        assert_eq!(texts("a.ts", text), ["one", "two ${c}", "three"]);
    }

    #[test]
    fn markup() {
        let text = "<script lang=\"ts\">\n  const a = 'one';\n</script>\n<!-- 'no' -->\n<p class=\"two\" title=\"Tutup pintu\" \
                    onclick={() => f('three > x')}>\n  Simpan dan kirim {t('four')}</p>\n<style>\n p { content: 'no'; }\n</style>\n";
        let source = Source::new("A.svelte", text);
        assert_eq!(texts("A.svelte", text), ["one", "three > x", "four"]);
        let shown: Vec<_> = shown(&source).into_iter().map(|it| (it.line, it.text)).collect();
        assert_eq!(shown, [(5, "Tutup pintu".to_owned()), (6, "Simpan dan kirim".to_owned())]);
    }
}
