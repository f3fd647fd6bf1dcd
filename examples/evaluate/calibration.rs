//! Links with a confidence, and whether they are right, to a reliability table.

use crate::gold::{Gold, UnitMap, ratio};
use resdiff::align::{Alignment, LinkKind};

/// Lower bounds of the classes of confidence, in thousandths.
const CLASSES: [u16; 6] = [0, 600, 800, 900, 950, 990];

/// Counts links by class of confidence: (links, right ones, sum of confidences).
#[derive(Debug, Default)]
pub struct Reliability {
    linked: [(usize, usize, usize); CLASSES.len()],
    alone: [(usize, usize, usize); CLASSES.len()],
}

impl Reliability {
    /// Adds the links of a pair between paragraphs that changed, and the paragraphs left alone. Doubtful ones do not
    /// count.
    pub fn add(&mut self, gold: &Gold, alignment: &Alignment, map: &UnitMap) {
        for link in &alignment.links {
            let class = CLASSES.iter().rposition(|&least| link.confidence.0 >= least).unwrap_or_default();
            let confidence = usize::from(link.confidence.0);
            if matches!(link.kind, LinkKind::Inserted | LinkKind::Deleted) {
                let right = gold.is_alone(&link.members.earlier, &link.members.later);
                if let Some(right) = right {
                    count(&mut self.alone[class], right, confidence);
                }
                continue;
            }
            for pairing in map.pairings(&link.members.earlier, &link.members.later) {
                if let Some(right) = gold.judge(pairing).filter(|_| gold.differ(pairing)) {
                    count(&mut self.linked[class], right, confidence);
                }
            }
        }
    }

    /// Prints both tables.
    pub fn print(&self) {
        println!("confidence        changed links, right   stated     left alone, rightly   stated");
        for (class, least) in CLASSES.iter().enumerate().rev() {
            let cell = |(links, right, sum): (usize, usize, usize)| match links {
                0 => format!("{:>22}{:>9}", "-", "-"),
                _ => format!(
                    "{right:>5} of {links:<5} {:6.1} %{:>7.1} %",
                    100.0 * ratio(right, links),
                    ratio(sum, links) / 10.0
                ),
            };
            let above = CLASSES.get(class + 1).map_or("1.000".to_string(), |next| format!("0.{:03}", next - 1));
            println!("0.{least:03} to {above}   {}   {}", cell(self.linked[class]), cell(self.alone[class]));
        }
    }
}

fn count(slot: &mut (usize, usize, usize), right: bool, confidence: usize) {
    slot.0 += 1;
    slot.1 += usize::from(right);
    slot.2 += confidence;
}
