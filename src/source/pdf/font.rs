//! A font's dictionary to what its codes stand for, how wide they are, and whether it is bold or italic.

use super::cmap::{self, CharacterMap};
use super::encoding;
use super::file::{Broken, File};
use super::object::{Dictionary, Object};
use std::collections::BTreeMap;

/// Holds one font.
#[derive(Debug)]
pub(super) struct Font {
    /// Set in bold.
    pub(super) bold: bool,
    /// Set in italics.
    pub(super) italic: bool,
    /// Bar codes are letters to a program and none to a reader.
    pub(super) bar_code: bool,
    /// How much of the size a unit of width is; a thousandth but in fonts of drawings.
    unit: f64,
    composite: bool,
    /// Lengths and glyphs of composite codes.
    codes: CharacterMap,
    /// What codes stand for, in the order in which they are asked.
    text: BTreeMap<u32, String>,
    /// Codes are UTF-16 themselves.
    utf16: bool,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
}

/// Holds one code of a string that is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'f> {
    /// What it stands for; empty where nothing says so.
    pub(super) text: &'f str,
    /// What it stands for where `text` is empty: a character of UTF-16.
    pub(super) unit: Option<char>,
    /// Its width as a part of the font size.
    pub(super) width: f64,
    /// The one-byte code 32, to which word spacing is added.
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(file: &File<'_>, dictionary: &Dictionary) -> Result<Self, Broken> {
        let subtype = file.entry(dictionary, "Subtype")?;
        let composite = subtype.name() == Some(b"Type0");
        let descendants = file.entry(dictionary, "DescendantFonts")?;
        let descendant = match descendants.array() {
            Some([first, ..]) if composite => file.resolve(first)?.dictionary().cloned(),
            _ => None,
        };
        let inner = descendant.as_ref().unwrap_or(dictionary);
        let descriptor = file.entry(inner, "FontDescriptor")?;
        let descriptor = descriptor.dictionary().cloned().unwrap_or_default();
        let name = [dictionary, inner]
            .iter()
            .find_map(|d| d.get("BaseFont").name())
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .unwrap_or_default();
        let lower = name.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let flags = file.entry(&descriptor, "Flags")?.count().unwrap_or(0);
        let slant = file.entry(&descriptor, "ItalicAngle")?.number().unwrap_or(0.0);
        let mut font = Font {
            bold: says(&["bold", "black", "heavy"]) || flags & 1 << 18 != 0,
            italic: says(&["italic", "oblique"]) || slant != 0.0 || flags & 1 << 6 != 0,
            bar_code: says(&["barcode", "bar code", "3 of 9", "3of9", "code39", "code128"]),
            unit: 0.001,
            composite,
            codes: CharacterMap::default(),
            text: BTreeMap::new(),
            utf16: false,
            widths: BTreeMap::new(),
            default_width: 0.0,
        };
        if composite {
            font.read_composite(file, dictionary, inner)?;
        } else {
            font.read_simple(file, dictionary, &descriptor, &name, subtype.name().unwrap_or_default())?;
        }
        // What the file says a code stands for wins over what its encoding says.
        if let Object::Stream(..) = &*file.entry(dictionary, "ToUnicode")? {
            let map = cmap::read(&file.stream(dictionary.get("ToUnicode"))?);
            font.text.extend(map.text.into_iter().filter(|(_, text)| !text.starts_with(['\0', '\u{FFFD}'])));
        }
        Ok(font)
    }

    fn read_composite(&mut self, file: &File<'_>, outer: &Dictionary, inner: &Dictionary) -> Result<(), Broken> {
        match &*file.entry(outer, "Encoding")? {
            Object::Name(name) => {
                let name = String::from_utf8_lossy(name);
                self.utf16 = name.contains("UCS2") || name.contains("UTF16");
            }
            Object::Stream(..) => self.codes = cmap::read(&file.stream(outer.get("Encoding"))?),
            _ => {}
        }
        self.default_width = file.entry(inner, "DW")?.number().unwrap_or(1000.0);
        let widths = file.entry(inner, "W")?;
        let mut widths = widths.array().unwrap_or_default();
        while let [first, rest @ ..] = widths {
            let (Some(first), [second, after @ ..]) = (file.resolve(first)?.count(), rest) else { break };
            let second = file.resolve(second)?;
            if let Some(list) = second.array() {
                for (index, width) in list.iter().enumerate() {
                    self.set_width(first.saturating_add(index), file.resolve(width)?.number());
                }
                widths = after;
            } else {
                let (Some(last), [width, after @ ..]) = (second.count(), after) else { break };
                let width = file.resolve(width)?.number();
                for code in first..=last.min(first.saturating_add(0xFFFF)) {
                    self.set_width(code, width);
                }
                file.budget.spend(last.saturating_sub(first).min(0xFFFF))?;
                widths = after;
            }
        }
        Ok(())
    }

    fn set_width(&mut self, code: usize, width: Option<f64>) {
        if let (Ok(code), Some(width)) = (u32::try_from(code), width) {
            self.widths.insert(code, width);
        }
    }

    fn read_simple(
        &mut self,
        file: &File<'_>,
        dictionary: &Dictionary,
        descriptor: &Dictionary,
        name: &str,
        subtype: &[u8],
    ) -> Result<(), Broken> {
        let encoding = file.entry(dictionary, "Encoding")?;
        let named = match &*encoding {
            Object::Name(name) => Some(name.clone()),
            Object::Dictionary(encoding) => file.entry(encoding, "BaseEncoding")?.name().map(<[u8]>::to_vec),
            _ => None,
        };
        let fallback: &[u8] = if subtype == b"TrueType" { b"WinAnsiEncoding" } else { b"StandardEncoding" };
        for code in 0..=255u8 {
            if let Some(text) = encoding::character(named.as_deref().unwrap_or(fallback), code) {
                self.text.insert(u32::from(code), text.to_string());
            }
        }
        if let Object::Dictionary(encoding) = &*encoding {
            let mut code = 0u32;
            for member in file.entry(encoding, "Differences")?.array().unwrap_or_default() {
                match &*file.resolve(member)? {
                    Object::Number(number) => code = number.clamp(0.0, 255.0) as u32,
                    Object::Name(name) => {
                        match encoding::glyph(&String::from_utf8_lossy(name)) {
                            Some(text) => self.text.insert(code, text),
                            None => self.text.remove(&code),
                        };
                        code += 1;
                    }
                    _ => {}
                }
            }
        }
        self.default_width = file.entry(descriptor, "MissingWidth")?.number().unwrap_or(0.0);
        if subtype == b"Type3" {
            let matrix = file.entry(dictionary, "FontMatrix")?;
            let unit = matrix.array().and_then(|m| m.first()).and_then(Object::number);
            self.unit = unit.filter(|unit| *unit != 0.0).unwrap_or(0.001).abs();
        }
        let first = file.entry(dictionary, "FirstChar")?.count().unwrap_or(0);
        match file.entry(dictionary, "Widths")?.array() {
            Some(widths) => {
                for (index, width) in widths.iter().enumerate().take(256) {
                    self.set_width(first.saturating_add(index), file.resolve(width)?.number());
                }
            }
            // The fourteen standard fonts come without widths.
            None => {
                self.default_width = 500.0;
                for (code, text) in &self.text {
                    if let Some(width) = text.chars().next().and_then(|c| encoding::standard_width(name, c)) {
                        self.widths.insert(*code, width);
                    }
                }
            }
        }
        Ok(())
    }

    /// Cuts a string into its codes.
    pub(super) fn shown<'f>(&'f self, string: &'f [u8]) -> impl Iterator<Item = Shown<'f>> + 'f {
        let mut rest = string;
        std::iter::from_fn(move || {
            let length = self.length(rest).min(rest.len());
            let (bytes, after) = rest.split_at_checked(length).filter(|(bytes, _)| !bytes.is_empty())?;
            rest = after;
            let code = bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
            let glyph = self.glyph(code);
            let width = self.widths.get(&glyph).copied().unwrap_or(self.default_width) * self.unit;
            let text = self.text.get(&code).map_or("", String::as_str);
            let unit = if self.utf16 && text.is_empty() { char::from_u32(code) } else { None };
            Some(Shown { text, unit, width, is_space: length == 1 && code == 32 })
        })
    }

    /// Counts the bytes of the next code.
    fn length(&self, bytes: &[u8]) -> usize {
        if !self.composite {
            return 1;
        }
        let mut code = 0;
        for (index, &byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(byte);
            let fits = |&(length, low, high): &(usize, u32, u32)| length == index + 1 && (low..=high).contains(&code);
            if self.codes.lengths.iter().any(fits) {
                return index + 1;
            }
        }
        2
    }

    fn glyph(&self, code: u32) -> u32 {
        let range = self.codes.glyphs.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
        range.map_or(code, |(first, _, glyph)| glyph.saturating_add(code - first))
    }
}
