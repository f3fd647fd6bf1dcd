//! A file, a second one and a seed to a damaged file.

/// A small generator of its own (SplitMix64), so that a seed gives the same inputs for ever.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut n = self.0;
        n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        n ^ (n >> 31)
    }

    /// Gives a number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    pub fn text<'t>(&mut self, from: &'t [String]) -> &'t str {
        self.pick::<String>(from)
    }

    /// Gives a range of at most `most` places in `0..length`.
    fn range(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(most + 1)).min(length)
    }
}

/// What is put into lines: what a reader of resolutions might stumble over.
const ODDITIES: &[&str] = &[
    "99999999999999999999999999999999999999. ",
    "4294967296. ",
    "18446744073709551616/18446744073709551616",
    "A/RES/99999999999/88888888888",
    "(zzzzzzzzzz) ",
    "(mmmmmmmmmmmmdcccclxxxxviiii) ",
    "5 bis. ",
    "0. ",
    "-1. ",
    "(a) (i) a. (1) (A) I. ",
    "\u{202e}right to left\u{202c}",
    "\u{feff}",
    "e\u{301}\u{301}\u{301}\u{301}",
    "\u{200b}\u{ad}",
    "٣. ",
    "１２. ",
    "ﬁﬂ",
    "İıſß",
    "Dž",
    "👩‍👩‍👧‍👦",
    "\u{1b}[31m",
    "\u{85}\u{2028}\u{2029}",
    "\u{a0}\u{2003}",
    "“‘«„\"'?",
    "?word?",
    "[1]",
    "¹²³",
    "<b>&amp;</b>",
    "</script>",
    "]]>",
    "=1+1",
    "The General Assembly,",
    "The Security Council,",
    "Recalling",
    "Annex",
    "1. ",
    "(a) ",
    "*",
    "__________",
    "\x0c",
    "\t",
    "{\"paragraphs\": []}",
    "thirty-ninth-hundred session",
    "31 February 99999",
    "$999,999,999,999,999,999,999.99",
    "resolution 52/189 of",
    "paragraph 4294967297 above",
    "paragraphs 1 to 99999999 above",
];

/// Changes a text line by line, `times` times.
pub fn lines(text: &str, other: &str, times: usize, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let others: Vec<&str> = other.split('\n').collect();
    for _ in 0..times {
        let at = random.below(lines.len());
        match random.below(14) {
            0 => drop(lines.remove(at)),
            1 => {
                let line = lines[at].clone();
                lines.insert(at, line);
            }
            2 => {
                let with = random.below(lines.len());
                lines.swap(at, with);
            }
            3 => lines.insert(random.below(lines.len()), (*random.pick(&others)).to_owned()),
            4 => {
                let taken = random.range(others.len(), 12);
                lines.splice(at..at, others[taken].iter().map(|&line| line.to_owned()));
            }
            5 => lines.truncate(at + 1),
            6 => drop(lines.drain(random.range(lines.len(), 8))),
            7 => {
                let block: Vec<String> = lines[random.range(lines.len(), 10)].to_vec();
                lines.splice(at..at, block);
            }
            8 => {
                // Lists in lists, deeper than any text has them.
                let deep = (0..30).map(|n| format!("{}({}) deep", "    ".repeat(n), ["a", "i", "1", "A", "b"][n % 5]));
                let deep: Vec<String> = deep.collect();
                lines.splice(at..at, deep);
            }
            9 => {
                let line = lines[at].to_uppercase();
                lines[at] = line;
            }
            10 => {
                // Words exchanged.
                let mut words: Vec<&str> = lines[at].split(' ').collect();
                let (one, two) = (random.below(words.len()), random.below(words.len()));
                words.swap(one, two);
                lines[at] = words.join(" ");
            }
            _ => {
                let oddity = *random.pick(ODDITIES);
                let line = &mut lines[at];
                let mut place = random.below(line.len() + 1);
                while !line.is_char_boundary(place) {
                    place -= 1;
                }
                let place = if random.below(3) == 0 { 0 } else { place };
                line.insert_str(place, oddity);
            }
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
    }
    lines.join("\n")
}

/// Changes bytes, `times` times.
pub fn bytes(bytes: &[u8], other: &[u8], times: usize, random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..times {
        let at = random.below(bytes.len());
        match random.below(9) {
            _ if bytes.is_empty() => bytes.push(b'x'),
            0 | 1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at] = *random.pick(&[0, 0x0A, 0x0D, 0x20, 0x7F, 0x80, 0xFF, b'<', b'(', b'9']),
            3 => drop(bytes.drain(random.range(bytes.len(), 40))),
            4 => {
                let inserted: Vec<u8> = (0..=random.below(12)).map(|_| random.below(256) as u8).collect();
                bytes.splice(at..at, inserted);
            }
            5 => {
                let block = bytes[random.range(bytes.len(), 400)].to_vec();
                bytes.splice(at..at, block);
            }
            6 => {
                let taken = random.range(other.len(), 400);
                bytes.splice(at..at, other[taken].iter().copied());
            }
            7 if random.below(8) == 0 => {
                let from = random.below(other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            8 if random.below(8) == 0 => bytes.truncate(at),
            _ => {
                let with = random.below(bytes.len());
                bytes.swap(at, with);
            }
        }
    }
    bytes
}
