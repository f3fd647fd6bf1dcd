//! Characters of symbol fonts, given by their code in the font, to Unicode.

/// Gives the character for a code of a font: codes U+F000 to U+F0FF stand for the font's own 0 to 255.
pub(in crate::source) fn character(font: &str, code: u32) -> Option<char> {
    let own = match code {
        0xF000..=0xF0FF => code - 0xF000,
        0..=0xFF => code,
        _ => return char::from_u32(code),
    };
    let byte = u8::try_from(own).ok()?;
    let font = font.to_ascii_lowercase();
    if font.starts_with("wingdings") || font.starts_with("webdings") {
        return Some(wingdings(byte));
    }
    if font == "symbol" {
        return symbol(byte);
    }
    char::from_u32(own).filter(|c| !c.is_control())
}

/// Wingdings: what stands in texts are bullets, boxes and arrows; the rest is shown as a bullet.
fn wingdings(byte: u8) -> char {
    match byte {
        0x20 => ' ',
        0x6F | 0x70 | 0x71 | 0x72 | 0xA8 => '□',
        0x6E | 0xA7 => '▪',
        0xDF => '←',
        0xE0 | 0xF0 | 0xE8 => '→',
        0xFC => '✓',
        0xFB => '✗',
        0xFE => '☑',
        0xFD => '☒',
        _ => '•',
    }
}

/// The Symbol font (Unicode's mapping table `SYMBOL.TXT`), where it differs from ASCII.
fn symbol(byte: u8) -> Option<char> {
    const LETTERS: &str = "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
    const UPPER: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";
    match byte {
        0x22 => Some('∀'),
        0x24 => Some('∃'),
        0x27 => Some('∍'),
        0x2A => Some('∗'),
        0x2D => Some('−'),
        0x20..=0x3F => Some(char::from(byte)),
        0x40..=0x7E => LETTERS.chars().nth(usize::from(byte - 0x40)),
        0xA0..=0xE5 => UPPER.chars().nth(usize::from(byte - 0xA0)),
        0xF1 => Some('〉'),
        0xF2 => Some('∫'),
        _ => None,
    }
}
