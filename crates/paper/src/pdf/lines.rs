//! Breaking text into lines.

/// `text` in lines no wider than `most`, by `width`; at spaces, and within a word only where it is wider than a line.
/// What is no letter is a space; a break that was typed stays.
pub(super) fn lines(text: &str, most: f32, width: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    for typed in text.lines() {
        let clean: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut line = String::new();
        for word in clean.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if width(&longer) <= most {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = cut(word, most, width, &mut lines);
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Puts whole lines of a long word into `lines`; what is left of it begins the next one.
fn cut(word: &str, most: f32, width: &dyn Fn(&str) -> f32, lines: &mut Vec<String>) -> String {
    let mut rest = String::new();
    for letter in word.chars() {
        rest.push(letter);
        if width(&rest) > most && rest.chars().count() > 1 {
            rest.pop();
            lines.push(std::mem::take(&mut rest));
            rest.push(letter);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_ten(text: &str) -> Vec<String> {
        lines(text, 10.0, &|text| text.chars().count() as f32)
    }

    #[test]
    fn lines_break_at_spaces_and_a_long_word_is_cut() {
        assert_eq!(of_ten("satu dua tiga"), ["satu dua", "tiga"]);
        assert_eq!(of_ten("a bcdefghijklmnop q"), ["a", "bcdefghijk", "lmnop q"]);
        assert_eq!(of_ten("satu\ndua"), ["satu", "dua"]);
        assert_eq!(of_ten(""), [""]);
        assert_eq!(of_ten("a\tb\u{7}c"), ["a b c"]);
    }
}
