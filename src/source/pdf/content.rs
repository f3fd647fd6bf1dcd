//! A page's content stream to its glyphs: what each stands for, where it stands and how it is set.

use super::file::{Broken, File, Page};
use super::font::Font;
use super::object::{Dictionary, Lexer, Object, Token, is_space};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Deepest nesting of forms that is drawn.
const DEEPEST_FORM: usize = 8;
/// What a glyph costs of the budget, in bytes.
const GLYPH_COST: usize = 16;
/// What reading a font and drawing a form cost besides: a file may ask for each again and again.
const FONT_COST: usize = 16 << 10;
const FORM_COST: usize = 4 << 10;
/// A filled box lower than this, in points, is a rule.
const THICKEST_RULE: f32 = 2.0;

/// Holds one glyph. Places are in points from the upper left corner of the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// What it stands for; U+FFFD where the font does not say.
    pub(super) c: char,
    /// Its left side.
    pub(super) x: f32,
    /// Its base line; a superscript's own.
    pub(super) y: f32,
    /// How far the next glyph would stand to the right.
    pub(super) width: f32,
    /// Height of the font.
    pub(super) size: f32,
    /// Set in bold.
    pub(super) bold: bool,
    /// Set in italics.
    pub(super) italic: bool,
    /// Set in a font of bar codes.
    pub(super) bar_code: bool,
    /// The file itself says that it belongs to a running head or foot.
    pub(super) furniture: bool,
    /// Runs from left to right.
    pub(super) upright: bool,
}

/// Holds a horizontal rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Left end.
    pub(super) x: f32,
    /// Right end.
    pub(super) end: f32,
    /// Height on the page.
    pub(super) y: f32,
}

/// Holds what stands on one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Drawn {
    /// Height of the page in points.
    pub(super) height: f32,
    /// The glyphs in the order of the stream.
    pub(super) glyphs: Vec<Glyph>,
    /// The rules in the order of the stream.
    pub(super) rules: Vec<Rule>,
}

/// Maps points: x' = ax + cy + e, y' = bx + dy + f.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Applies `first`, then `second`.
fn then(first: &Matrix, second: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *first;
    let [g, h, i, j, k, l] = *second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// Fonts by number of their object; those of earlier pages are not read again.
pub(super) type Fonts = BTreeMap<u32, Rc<Font>>;

/// Draws a page.
pub(super) fn draw(file: &File<'_>, page: &Page, fonts: &mut Fonts) -> Result<Drawn, Broken> {
    let [left, bottom, right, top] = page.sides.unwrap_or([0.0, 0.0, 612.0, 792.0]);
    let (left, right, bottom, top) = (left.min(right), left.max(right), bottom.min(top), bottom.max(top));
    let base = match page.turn {
        0 => [1.0, 0.0, 0.0, -1.0, -left, top],
        1 => [0.0, 1.0, 1.0, 0.0, -bottom, -left],
        2 => [-1.0, 0.0, 0.0, 1.0, right, -bottom],
        _ => [0.0, -1.0, -1.0, 0.0, top, right],
    };
    let height = if matches!(page.turn, 0 | 2) { top - bottom } else { right - left };
    let mut painter = Painter {
        file,
        fonts,
        drawn: Drawn { height: height as f32, ..Drawn::default() },
        path: Vec::new(),
        marked: Vec::new(),
    };
    let mut content = Vec::new();
    let contents = file.entry(&page.dictionary, "Contents")?;
    match &*contents {
        Object::Array(streams) => {
            for stream in streams {
                content.extend(file.stream(stream)?);
                content.push(b'\n');
            }
        }
        Object::Null => {}
        _ => content = file.stream(page.dictionary.get("Contents"))?,
    }
    painter.run(&content, &page.resources, State::new(base), 0)?;
    Ok(painter.drawn)
}

/// Holds the graphics state, as far as text needs it.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    between_glyphs: f64,
    between_words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl State {
    fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            between_glyphs: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// Holds one open section of marked content.
struct Marked {
    furniture: bool,
    /// What the glyphs from here on stand for, whatever they look like.
    instead: Option<(usize, String)>,
}

struct Painter<'p, 'f> {
    file: &'p File<'f>,
    fonts: &'p mut Fonts,
    drawn: Drawn,
    path: Vec<Rule>,
    marked: Vec<Marked>,
}

impl Painter<'_, '_> {
    fn run(&mut self, content: &[u8], resources: &Dictionary, mut state: State, depth: usize) -> Result<(), Broken> {
        self.file.budget.spend(content.len())?;
        let mut saved: Vec<State> = Vec::new();
        let (mut line, mut text) = (IDENTITY, IDENTITY);
        let mut operands: Vec<Object> = Vec::new();
        let mut point = (0.0, 0.0);
        let mut lexer = Lexer::new(content, 0);
        while let Some(token) = lexer.token() {
            let word = match token {
                Token::Object(object) => {
                    // No operator takes more than six; arrays count as one.
                    if operands.len() < 64 {
                        operands.push(object);
                    }
                    continue;
                }
                Token::Word(range) => &content[range],
            };
            let number = |index: usize| operands.get(index).and_then(Object::number).unwrap_or(0.0);
            let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            match word {
                b"q" if saved.len() < 4096 => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.matrix = then(&matrix(), &state.matrix),
                b"BT" => (line, text) = (IDENTITY, IDENTITY),
                b"Tm" => (line, text) = (matrix(), matrix()),
                b"Td" | b"TD" => {
                    if word == b"TD" {
                        state.leading = -number(1);
                    }
                    line = then(&[1.0, 0.0, 0.0, 1.0, number(0), number(1)], &line);
                    text = line;
                }
                b"T*" | b"'" | b"\"" => {
                    line = then(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], &line);
                    text = line;
                    if word == b"\"" {
                        (state.between_words, state.between_glyphs) = (number(0), number(1));
                    }
                    if let Some(string) = operands.last().and_then(Object::string) {
                        self.show(string, &state, &mut text)?;
                    }
                }
                b"Tj" => {
                    if let Some(string) = operands.first().and_then(Object::string) {
                        self.show(string, &state, &mut text)?;
                    }
                }
                b"TJ" => {
                    for member in operands.first().and_then(Object::array).unwrap_or_default() {
                        match member {
                            Object::String(string) => self.show(string, &state, &mut text)?,
                            Object::Number(back) => {
                                let by = -back / 1000.0 * state.size * state.stretch;
                                text = then(&[1.0, 0.0, 0.0, 1.0, by, 0.0], &text);
                            }
                            _ => {}
                        }
                    }
                }
                b"Tc" => state.between_glyphs = number(0),
                b"Tw" => state.between_words = number(0),
                b"Tz" => state.stretch = number(0) / 100.0,
                b"TL" => state.leading = number(0),
                b"Ts" => state.rise = number(0),
                b"Tf" => {
                    state.size = number(1);
                    state.font = match operands.first().and_then(Object::name) {
                        Some(name) => self.font(resources, name)?,
                        None => None,
                    };
                }
                b"BMC" | b"BDC" => self.begin_marked(&operands, resources)?,
                b"EMC" => self.end_marked(),
                b"Do" => {
                    if let Some(name) = operands.first().and_then(Object::name) {
                        self.form(resources, name, &state, depth)?;
                    }
                }
                b"BI" => skip_picture(content, &mut lexer),
                b"m" => point = (number(0), number(1)),
                b"l" => {
                    self.add_rule(&state.matrix, point, (number(0), number(1)), 0.0);
                    point = (number(0), number(1));
                }
                b"re" => {
                    let (x, y, width, height) = (number(0), number(1), number(2), number(3));
                    self.add_rule(&state.matrix, (x, y), (x + width, y), height);
                }
                b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                    self.drawn.rules.append(&mut self.path);
                }
                b"n" => self.path.clear(),
                _ => {}
            }
            operands.clear();
        }
        Ok(())
    }

    /// Remembers a horizontal line or low box of the path that is being drawn.
    fn add_rule(&mut self, matrix: &Matrix, from: (f64, f64), to: (f64, f64), height: f64) {
        let place =
            |(x, y): (f64, f64)| (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]);
        let ((x, y), (end, end_y)) = (place(from), place(to));
        let tall = (height * matrix[3]).abs().max((height * matrix[2]).abs());
        if (y - end_y).abs() < 0.5
            && tall < f64::from(THICKEST_RULE)
            && (end - x).abs() > 20.0
            && self.path.len() < 4096
        {
            self.path.push(Rule { x: x.min(end) as f32, end: x.max(end) as f32, y: y as f32 });
        }
    }

    fn show(&mut self, string: &[u8], state: &State, text: &mut Matrix) -> Result<(), Broken> {
        let Some(font) = state.font.clone() else { return Ok(()) };
        let furniture = self.marked.iter().any(|marked| marked.furniture);
        self.file.budget.spend(string.len().saturating_mul(GLYPH_COST))?;
        for shown in font.shown(string) {
            let scale = [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise];
            let place = then(&then(&scale, text), &state.matrix);
            let width = shown.width * place[0].hypot(place[1]);
            let size = place[2].hypot(place[3]);
            let glyph = Glyph {
                c: ' ',
                x: place[4] as f32,
                y: place[5] as f32,
                width: width as f32,
                size: size as f32,
                bold: font.bold,
                // Some programs slant an upright font.
                italic: font.italic || (place[2] * place[0] > 0.1 * size * place[0].abs() && place[1].abs() < 0.01),
                bar_code: font.bar_code,
                furniture,
                upright: place[0] > 0.0 && place[1].abs() < 0.1 * place[0],
            };
            match shown.unit {
                Some(c) => self.add(glyph, c.encode_utf8(&mut [0; 4])),
                None if shown.text.is_empty() => self.add(glyph, "\u{FFFD}"),
                None => self.add(glyph, shown.text),
            }
            let spacing = state.between_glyphs + if shown.is_space { state.between_words } else { 0.0 };
            let by = (shown.width * state.size + spacing) * state.stretch;
            *text = then(&[1.0, 0.0, 0.0, 1.0, by, 0.0], text);
        }
        Ok(())
    }

    /// Adds a glyph that stands for one or more characters, which share its width.
    fn add(&mut self, glyph: Glyph, text: &str) {
        let finite = [glyph.x, glyph.y, glyph.width, glyph.size].iter().all(|value| value.is_finite());
        if !finite || glyph.size < 0.1 {
            return;
        }
        let text = ligature(text).unwrap_or(text);
        let count = text.chars().count().max(1) as f32;
        for (index, c) in text.chars().enumerate() {
            let width = glyph.width / count;
            self.drawn.glyphs.push(Glyph { c, x: glyph.x + width * index as f32, width, ..glyph });
        }
    }

    fn font(&mut self, resources: &Dictionary, name: &[u8]) -> Result<Option<Rc<Font>>, Broken> {
        let fonts = self.file.entry(resources, "Font")?;
        let Some(entry) = fonts.dictionary().map(|fonts| fonts.get(&String::from_utf8_lossy(name)).clone()) else {
            return Ok(None);
        };
        if let Object::Reference(number, _) = entry
            && let Some(font) = self.fonts.get(&number)
        {
            return Ok(Some(Rc::clone(font)));
        }
        let object = self.file.resolve(&entry)?;
        let Some(dictionary) = object.dictionary() else { return Ok(None) };
        self.file.budget.spend(FONT_COST)?;
        let font = Rc::new(Font::read(self.file, dictionary)?);
        if let Object::Reference(number, _) = entry {
            self.fonts.insert(number, Rc::clone(&font));
        }
        Ok(Some(font))
    }

    fn form(&mut self, resources: &Dictionary, name: &[u8], state: &State, depth: usize) -> Result<(), Broken> {
        let forms = self.file.entry(resources, "XObject")?;
        let Some(entry) = forms.dictionary().map(|forms| forms.get(&String::from_utf8_lossy(name)).clone()) else {
            return Ok(());
        };
        self.file.budget.spend(FORM_COST)?;
        let object = self.file.resolve(&entry)?;
        let Some(dictionary) = object.dictionary().filter(|d| d.is("Subtype", "Form") && depth < DEEPEST_FORM) else {
            return Ok(());
        };
        let inner = self.file.entry(dictionary, "Resources")?;
        let inner = inner.dictionary().unwrap_or(resources);
        let mut state = state.clone();
        let matrix = self.file.entry(dictionary, "Matrix")?;
        if let Some([a, b, c, d, e, f]) = matrix.array() {
            let matrix = [a, b, c, d, e, f].map(|object| object.number().unwrap_or(0.0));
            state.matrix = then(&matrix, &state.matrix);
        }
        let content = self.file.stream(&entry)?;
        let open = self.marked.len();
        self.run(&content, inner, state, depth + 1)?;
        while self.marked.len() > open {
            self.end_marked();
        }
        Ok(())
    }

    fn begin_marked(&mut self, operands: &[Object], resources: &Dictionary) -> Result<(), Broken> {
        let tag = operands.first().and_then(Object::name).unwrap_or_default();
        let mut properties = operands.get(1).cloned().unwrap_or(Object::Null);
        if let (Object::Name(name), b"Artifact" | b"Span") = (&properties, tag) {
            let named = self.file.entry(resources, "Properties")?;
            let found = named.dictionary().map(|named| named.get(&String::from_utf8_lossy(name)).clone());
            properties = self.file.resolve(&found.unwrap_or(Object::Null))?.clone();
        }
        let properties = properties.dictionary();
        let furniture = tag == b"Artifact" && properties.is_some_and(|p| p.is("Type", "Pagination"));
        let instead = properties.and_then(|p| p.get("ActualText").string()).map(text_string);
        if self.marked.len() < 4096 {
            self.marked.push(Marked { furniture, instead: instead.map(|text| (self.drawn.glyphs.len(), text)) });
        }
        Ok(())
    }

    /// Closes a section; where the file says what its glyphs stand for, that is taken. Long ones are left: the places
    /// of their glyphs tell more than a text without places.
    fn end_marked(&mut self) {
        let Some(Marked { instead: Some((start, text)), .. }) = self.marked.pop() else { return };
        let glyphs = &self.drawn.glyphs[start.min(self.drawn.glyphs.len())..];
        let (Some(&first), Some(last)) = (glyphs.first(), glyphs.last()) else { return };
        if glyphs.len() > 8 || text.is_empty() || first.y != last.y {
            return;
        }
        let width = last.x + last.width - first.x;
        self.drawn.glyphs.truncate(start);
        self.add(Glyph { width, ..first }, &text);
    }
}

/// Reads a text string: UTF-16 with a mark, or bytes.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Takes the letters of a ligature apart.
fn ligature(text: &str) -> Option<&'static str> {
    match text {
        "\u{FB00}" => Some("ff"),
        "\u{FB01}" => Some("fi"),
        "\u{FB02}" => Some("fl"),
        "\u{FB03}" => Some("ffi"),
        "\u{FB04}" => Some("ffl"),
        "\u{FB05}" | "\u{FB06}" => Some("st"),
        _ => None,
    }
}

/// Skips the bytes of a picture in the stream, up to `EI` between white space.
fn skip_picture(content: &[u8], lexer: &mut Lexer<'_>) {
    let rest = &content[lexer.at..];
    let data = rest.windows(2).position(|w| w == b"ID").map_or(0, |at| at + 2);
    let end = (data..rest.len().saturating_sub(2)).find(|&at| {
        is_space(rest[at]) && &rest[at + 1..at + 3] == b"EI" && rest.get(at + 3).is_none_or(|&b| is_space(b))
    });
    lexer.at += end.map_or(rest.len(), |at| at + 3);
}
