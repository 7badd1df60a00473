use std::fmt;

/// Letters and digits that are not taken for one another, read or said: a prime number of them, so that one that is
/// wrong, or two that changed places, never fit the last.
const LETTERS: &[u8; 23] = b"34679ACDEFGHJKMNPQRTWXY";
/// Letters of a code, the one that checks the others included.
pub const CODE_LENGTH: usize = 9;

/// What a caller asks about a ticket by, without saying who they are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Code([u8; CODE_LENGTH]);

impl Code {
    /// From bytes that nobody can guess.
    pub fn of(secret: [u8; 8]) -> Code {
        let mut rest = u64::from_be_bytes(secret);
        let mut digits = [0; CODE_LENGTH];
        for digit in digits.iter_mut().take(CODE_LENGTH - 1) {
            *digit = (rest % 23) as u8;
            rest /= 23;
        }
        digits[CODE_LENGTH - 1] = checks(&digits);
        Code(digits)
    }

    /// As somebody typed what was said: in any case, with or without what stands between. `None` where it cannot be one.
    pub fn parse(typed: &str) -> Option<Code> {
        let letters = typed.bytes().filter(|byte| !matches!(byte, b' ' | b'-' | b'.'));
        let digit = |byte: u8| LETTERS.iter().position(|letter| *letter == byte.to_ascii_uppercase());
        let digits: Vec<u8> = letters.map(|byte| digit(byte).map(|at| at as u8)).collect::<Option<_>>()?;
        let digits: [u8; CODE_LENGTH] = digits.try_into().ok()?;
        (checks(&digits) == digits[CODE_LENGTH - 1]).then_some(Code(digits))
    }
}

/// The last digit that fits the others: each weighs otherwise.
fn checks(digits: &[u8; CODE_LENGTH]) -> u8 {
    let weighed = digits.iter().take(CODE_LENGTH - 1).zip(2_u32..).map(|(digit, by)| u32::from(*digit) * by);
    (weighed.sum::<u32>() % 23) as u8
}

impl fmt::Display for Code {
    /// In three groups, as it is said.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, digit) in self.0.iter().enumerate() {
            if at > 0 && at % 3 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(LETTERS[usize::from(*digit)]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_heard_in_any_shape() {
        let code = Code::of([7; 8]);
        let shown = code.to_string();
        assert_eq!((shown.len(), shown.matches('-').count()), (11, 2));
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), shown.replace('-', " ")] {
            assert_eq!(Code::parse(&typed), Some(code), "{typed}");
        }
        for typed in ["", "2-17", "kebakaran", "0812-0000-0890", &shown[..10], &format!("{shown}A")] {
            assert_eq!(Code::parse(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_letter_or_two_that_changed_places_are_no_code(
            secret: [u8; 8], at in 0..CODE_LENGTH, by in 1..23_u8, other in 0..CODE_LENGTH
        ) {
            let code = Code::of(secret);
            prop_assert_eq!(Code::parse(&code.to_string()), Some(code));
            let mut wrong = code;
            wrong.0[at] = (wrong.0[at] + by) % 23;
            prop_assert_eq!(Code::parse(&wrong.to_string()), None);
            let mut turned = code;
            turned.0.swap(at, other);
            prop_assert_eq!(Code::parse(&turned.to_string()).is_some(), turned == code);
        }
    }
}
