//! Numbers of list items to letters and Roman numerals.

/// Prints a letter: a to z, then aa, bb, as Word and resolutions do.
pub(super) fn letters(count: u32) -> String {
    let Some(index) = count.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    String::from(letter).repeat((index / 26 + 1).min(30) as usize)
}

/// Prints a Roman number; figures past what anybody writes in that way.
pub(super) fn roman(count: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..10_000).contains(&count) {
        return count.to_string();
    }
    let mut rest = count;
    let mut out = String::new();
    for (value, sign) in STEPS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_as_printed() {
        assert_eq!([1, 26, 27, 54].map(letters), ["a", "z", "aa", "bbb"]);
        assert_eq!([4, 9, 14, 1999].map(roman), ["iv", "ix", "xiv", "mcmxcix"]);
        assert_eq!((letters(0), roman(0)), ("0".to_owned(), "0".to_owned()));
    }
}
