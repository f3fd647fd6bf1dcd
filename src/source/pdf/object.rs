//! Bytes of a PDF to its objects: numbers, names, strings, arrays, dictionaries, references. Never fails: what is not
//! an object gives none.

use std::ops::Range;

/// Deepest nesting of arrays and dictionaries that is followed. Real files stay below ten.
const DEEPEST: usize = 64;

/// Holds one object of a PDF (ISO 32000-1, 7.3).
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    /// `null`, and whatever is missing.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// An integer or a real.
    Number(f64),
    /// A string, literal or hexadecimal.
    String(Vec<u8>),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// A stream: its dictionary, and where its packed bytes stand in the file.
    Stream(Dictionary, Range<usize>),
    /// A reference to another object, by number and generation.
    Reference(u32, u16),
}

impl Object {
    /// Gives a number as it is.
    pub(super) fn number(&self) -> Option<f64> {
        if let Object::Number(number) = self { Some(*number) } else { None }
    }

    /// Gives a number that is a count or an offset.
    pub(super) fn count(&self) -> Option<usize> {
        let number = self.number()?;
        // The bound keeps sums of a few counts far from overflow.
        if (0.0..=1e15).contains(&number) { Some(number as usize) } else { None }
    }

    /// Gives a name.
    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Object::Name(name) = self { Some(name) } else { None }
    }

    /// Gives a string.
    pub(super) fn string(&self) -> Option<&[u8]> {
        if let Object::String(string) = self { Some(string) } else { None }
    }

    /// Gives the members of an array.
    pub(super) fn array(&self) -> Option<&[Object]> {
        if let Object::Array(array) = self { Some(array) } else { None }
    }

    /// Gives a dictionary, that of a stream included.
    pub(super) fn dictionary(&self) -> Option<&Dictionary> {
        match self {
            Object::Dictionary(dictionary) | Object::Stream(dictionary, _) => Some(dictionary),
            _ => None,
        }
    }
}

/// Holds the entries of a dictionary in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dictionary(pub(super) Vec<(Vec<u8>, Object)>);

impl Dictionary {
    /// Gives what stands under a key, a reference unfollowed; `Null` where nothing does.
    pub(super) fn get(&self, key: &str) -> &Object {
        self.0.iter().find(|(name, _)| name == key.as_bytes()).map_or(&Object::Null, |(_, value)| value)
    }

    /// Tells whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(name, _)| name == key.as_bytes())
    }

    /// Tells whether a key holds this name.
    pub(super) fn is(&self, key: &str, name: &str) -> bool {
        self.get(key).name() == Some(name.as_bytes())
    }
}

/// Names what a lexer finds next.
#[derive(Debug, PartialEq)]
pub(super) enum Token {
    /// A whole object.
    Object(Object),
    /// A bare word: an operator of a content stream, `obj`, `stream`.
    Word(Range<usize>),
}

/// Reads objects and words one after the other.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where it reads on.
    pub(super) at: usize,
}

impl<'a> Lexer<'a> {
    /// Starts at an offset.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()) }
    }

    /// Gives the next object or word; none at the end. References are not put together.
    pub(super) fn token(&mut self) -> Option<Token> {
        self.token_at(0)
    }

    /// Gives the next object, references put together; none at the end or at a word.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.object_at(0)
    }

    /// Skips a word, if it comes next.
    pub(super) fn skip_word(&mut self, word: &str) -> bool {
        let start = self.at;
        if let Some(Token::Word(range)) = self.token()
            && &self.bytes[range] == word.as_bytes()
        {
            return true;
        }
        self.at = start;
        false
    }

    /// Skips white space and comments.
    pub(super) fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if is_space(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self.bytes.get(self.at).is_some_and(|&b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else {
                break;
            }
        }
    }

    fn object_at(&mut self, depth: usize) -> Option<Object> {
        let start = self.at;
        match self.token_at(depth)? {
            Token::Object(Object::Number(number)) if number >= 0.0 && number.fract() == 0.0 => {
                let after = self.at;
                if let Some(generation) = self.small_integer()
                    && self.skip_word("R")
                {
                    let reference = number <= f64::from(u32::MAX);
                    return Some(if reference { Object::Reference(number as u32, generation) } else { Object::Null });
                }
                self.at = after;
                Some(Object::Number(number))
            }
            Token::Object(object) => Some(object),
            Token::Word(_) => {
                self.at = start;
                None
            }
        }
    }

    /// Reads the generation of a reference: looking for it as a whole object would make long arrays of numbers slow.
    fn small_integer(&mut self) -> Option<u16> {
        self.skip_space();
        let digits = self.bytes[self.at..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let text = std::str::from_utf8(&self.bytes[self.at..self.at + digits]).ok()?;
        self.at += digits;
        text.parse().ok()
    }

    fn token_at(&mut self, depth: usize) -> Option<Token> {
        self.skip_space();
        let first = *self.bytes.get(self.at)?;
        let object = match first {
            b'/' => {
                self.at += 1;
                Object::Name(self.name())
            }
            b'(' => Object::String(self.literal()),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.dictionary(depth + 1)?
            }
            b'<' => Object::String(self.hexadecimal()),
            b'[' => {
                self.at += 1;
                self.array(depth + 1)?
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => Object::Number(self.number()),
            b']' | b'{' | b'}' | b')' | b'>' => {
                let start = self.at;
                self.at += if self.bytes[start..].starts_with(b">>") { 2 } else { 1 };
                return Some(Token::Word(start..self.at));
            }
            _ => {
                let start = self.at;
                while self.bytes.get(self.at).is_some_and(|&b| is_regular(b)) {
                    self.at += 1;
                }
                match &self.bytes[start..self.at] {
                    b"true" => Object::Boolean(true),
                    b"false" => Object::Boolean(false),
                    b"null" => Object::Null,
                    _ => return Some(Token::Word(start..self.at)),
                }
            }
        };
        Some(Token::Object(object))
    }

    /// Goes to the end, so that nothing more is read of what is nested too deep.
    fn give_up(&mut self) -> Option<Object> {
        self.at = self.bytes.len();
        None
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        let mut members = Vec::new();
        if depth > DEEPEST {
            return self.give_up();
        }
        loop {
            if let Some(object) = self.object_at(depth) {
                members.push(object);
                continue;
            }
            match self.token_at(depth)? {
                Token::Word(range) if &self.bytes[range.clone()] == b"]" => return Some(Object::Array(members)),
                // A word in an array is an error of the file; the rest of it may still be good.
                Token::Word(range) if self.bytes[range.start] != b'>' => {}
                _ => return None,
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        let mut entries = Vec::new();
        if depth > DEEPEST {
            return self.give_up();
        }
        loop {
            match self.token_at(depth)? {
                Token::Object(Object::Name(key)) => {
                    let value = self.object_at(depth)?;
                    entries.push((key, value));
                }
                Token::Word(range) if &self.bytes[range.clone()] == b">>" => {
                    return Some(Object::Dictionary(Dictionary(entries)));
                }
                _ => return None,
            }
        }
    }

    fn name(&mut self) -> Vec<u8> {
        let mut name = Vec::new();
        while let Some(&byte) = self.bytes.get(self.at).filter(|&&b| is_regular(b)) {
            let digits = self.bytes.get(self.at + 1..self.at + 3);
            match digits.and_then(|d| Some(hex(d[0])? << 4 | hex(d[1])?)) {
                Some(escaped) if byte == b'#' => {
                    name.push(escaped);
                    self.at += 3;
                }
                _ => {
                    name.push(byte);
                    self.at += 1;
                }
            }
        }
        name
    }

    fn number(&mut self) -> f64 {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|&b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.')) {
            self.at += 1;
        }
        // Digits are summed up by hand: there are hundreds of thousands of them in a file, nearly all short.
        let (mut value, mut scale, mut fraction, mut negative) = (0.0f64, 1.0f64, false, false);
        for (index, &byte) in self.bytes[start..self.at].iter().enumerate() {
            match byte {
                b'0'..=b'9' if fraction => {
                    scale *= 0.1;
                    value += f64::from(byte - b'0') * scale;
                }
                b'0'..=b'9' => value = value * 10.0 + f64::from(byte - b'0'),
                b'.' => fraction = true,
                b'-' if index == 0 => negative = true,
                // "12-5" is how one program writes a number; others read 12.
                b'-' if index > 0 => break,
                _ => {}
            }
        }
        if !value.is_finite() {
            return 0.0;
        }
        if negative { -value } else { value }
    }

    fn literal(&mut self) -> Vec<u8> {
        let mut string = Vec::new();
        let mut open = 0usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    if open > 1 {
                        string.push(byte);
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    string.push(byte);
                }
                b'\\' => self.escape(&mut string),
                _ => string.push(byte),
            }
        }
        string
    }

    fn escape(&mut self, string: &mut Vec<u8>) {
        let Some(&byte) = self.bytes.get(self.at) else { return };
        self.at += 1;
        match byte {
            b'n' => string.push(b'\n'),
            b'r' => string.push(b'\r'),
            b't' => string.push(b'\t'),
            b'b' => string.push(8),
            b'f' => string.push(12),
            b'\n' => {}
            b'\r' => {
                if self.bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.bytes.get(self.at) {
                        Some(&digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                string.push((value & 0xff) as u8);
            }
            other => string.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut string = Vec::new();
        let mut half = None;
        self.at += 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match half.take() {
                None => half = Some(digit),
                Some(high) => string.push(high << 4 | digit),
            }
        }
        string.extend(half.map(|high| high << 4));
        string
    }
}

/// Tells whether a byte is white space (ISO 32000-1, table 1).
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 12)
}

/// Tells whether a byte may be part of a name or word.
fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Object, Token};

    fn read(text: &str) -> Option<Object> {
        Lexer::new(text.as_bytes(), 0).object()
    }

    #[test]
    fn objects_are_read_as_the_standard_says() {
        for (text, expected) in [
            ("-12.5", Object::Number(-12.5)),
            (" % a comment\n.25", Object::Number(0.25)),
            ("true", Object::Boolean(true)),
            ("/A#20b", Object::Name(b"A b".to_vec())),
            ("(a(b)\\)\\053\\\n\\r)", Object::String(b"a(b))+\r".to_vec())),
            ("<48 656C6>", Object::String(b"Hel`".to_vec())),
            ("12 0 R", Object::Reference(12, 0)),
            ("[1 2 0 R 3]", Object::Array(vec![Object::Number(1.0), Object::Reference(2, 0), Object::Number(3.0)])),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
        let dictionary = read("<</Kids [3 0 R] /Count 1 /Inner <</A null>>>>").expect("a dictionary");
        let dictionary = dictionary.dictionary().expect("a dictionary");
        assert_eq!(dictionary.get("Count").count(), Some(1));
        assert!(dictionary.has("Inner") && !dictionary.has("Outer"));
    }

    #[test]
    fn broken_objects_give_none() {
        for text in ["", "<</A", "[1 2", "<</A 1", ">>", "endobj", "[1 >> 2]", "<<1 2>>"] {
            assert_eq!(read(text), None, "{text}");
        }
        for (open, close) in [("[", "]"), ("<</A ", ">>"), ("[<</A ", ">>]")] {
            assert_eq!(read(&(open.repeat(100_000) + &close.repeat(100_000))), None, "{open}");
        }
    }

    #[test]
    fn operators_are_words() {
        let text = b"BT /F1 12 Tf (x)' T*";
        let mut lexer = Lexer::new(text, 0);
        let mut words = Vec::new();
        while let Some(token) = lexer.token() {
            if let Token::Word(range) = token {
                words.push(std::str::from_utf8(&text[range]).expect("ASCII"));
            }
        }
        assert_eq!(words, ["BT", "Tf", "'", "T*"]);
    }
}
