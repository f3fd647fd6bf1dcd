//! Weighted edges to the matching of the greatest total weight.
//!
//! Successive shortest paths with potentials (Kuhn 1955, Munkres 1957; Dijkstra's search as in Edmonds and Karp 1972) on
//! the sparse graph: each paragraph may also stay alone at weight 0, so that no edge is forced.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Holds one possible link and what it is worth; edges of weight 0 or less are never used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub earlier: usize,
    pub later: usize,
    pub weight: i64,
}

/// Finds a matching of maximal total weight: for each earlier paragraph its later one, if any. Among equally good ones
/// the choice depends on the order of the edges alone.
pub(super) fn assign(earlier: usize, later: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    let mut first = vec![0usize; earlier + 2];
    let useful = || edges.iter().filter(|edge| edge.weight > 0);
    useful().for_each(|edge| first[edge.earlier + 2] += 1);
    for i in 2..first.len() {
        first[i] += first[i - 1];
    }
    let mut sorted = vec![(0usize, 0i64); first[earlier + 1]];
    let highest = useful().map(|edge| edge.weight).max().unwrap_or(0);
    for edge in useful() {
        // A cost of at least 0; staying alone costs as much as an edge of weight 0.
        sorted[first[edge.earlier + 1]] = (edge.later, highest - edge.weight);
        first[edge.earlier + 1] += 1;
    }
    let edges_of = |e: usize| &sorted[first[e]..first[e + 1]];

    let mut partner_of_later: Vec<Option<usize>> = vec![None; later];
    let mut partner: Vec<Option<usize>> = vec![None; earlier];
    let mut price_earlier = vec![0i64; earlier];
    let mut price_later = vec![0i64; later];
    let mut distance = vec![i64::MAX; later];
    let mut reached_from = vec![usize::MAX; later];
    let mut touched: Vec<usize> = Vec::new();
    let mut settled: Vec<usize> = Vec::new();
    let mut is_settled = vec![false; later];

    for root in 0..earlier {
        let mut heap: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        // Cheapest way to end by leaving an earlier paragraph alone: (distance, paragraph).
        let mut alone = (i64::MAX, root);
        let mut row = Some((root, 0i64));
        let end = loop {
            if let Some((e, base)) = row.take() {
                let cost_alone = base + highest - price_earlier[e];
                if cost_alone < alone.0 {
                    alone = (cost_alone, e);
                }
                for &(l, cost) in edges_of(e) {
                    let reduced = base + cost - price_earlier[e] - price_later[l];
                    if !is_settled[l] && reduced < distance[l] {
                        if distance[l] == i64::MAX {
                            touched.push(l);
                        }
                        distance[l] = reduced;
                        reached_from[l] = e;
                        heap.push(Reverse((reduced, l)));
                    }
                }
            }
            match heap.pop() {
                Some(Reverse((d, l))) if d <= alone.0 => {
                    if is_settled[l] || d > distance[l] {
                        continue;
                    }
                    is_settled[l] = true;
                    settled.push(l);
                    match partner_of_later[l] {
                        None => break Some((l, d)),
                        Some(e) => row = Some((e, d)),
                    }
                }
                _ => break None,
            }
        };
        let total = end.map_or(alone.0, |(_, d)| d);
        // Potentials keep all reduced costs at 0 or more.
        price_earlier[root] += total;
        for &l in &settled {
            if Some(l) == end.map(|(l, _)| l) {
                continue;
            }
            let slack = total - distance[l];
            price_later[l] -= slack;
            if let Some(e) = partner_of_later[l] {
                price_earlier[e] += slack;
            }
        }
        // Walk back along the path, exchanging partners.
        let mut later_end = match end {
            Some((l, _)) => Some(l),
            None => partner[alone.1].take(),
        };
        if end.is_none() && alone.1 == root {
            later_end = None;
        }
        if end.is_none()
            && let Some(l) = later_end
        {
            partner_of_later[l] = None;
        }
        while let Some(l) = later_end {
            let e = reached_from[l];
            partner_of_later[l] = Some(e);
            later_end = partner[e].replace(l);
            if e == root {
                break;
            }
        }
        for &l in &touched {
            distance[l] = i64::MAX;
            is_settled[l] = false;
        }
        touched.clear();
        settled.clear();
    }
    partner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best_by_force(earlier: usize, later: usize, edges: &[Edge]) -> i64 {
        fn go(e: usize, earlier: usize, used: &mut Vec<bool>, edges: &[Edge]) -> i64 {
            if e == earlier {
                return 0;
            }
            let mut best = go(e + 1, earlier, used, edges);
            for edge in edges.iter().filter(|edge| edge.earlier == e) {
                if !used[edge.later] && edge.weight > 0 {
                    used[edge.later] = true;
                    best = best.max(edge.weight + go(e + 1, earlier, used, edges));
                    used[edge.later] = false;
                }
            }
            best
        }
        go(0, earlier, &mut vec![false; later], edges)
    }

    #[test]
    fn is_as_good_as_trying_everything() {
        let mut seed = 7u64;
        let mut random = |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        for _ in 0..2000 {
            let (earlier, later) = (1 + random(6) as usize, 1 + random(6) as usize);
            let mut edges = Vec::new();
            for e in 0..earlier {
                for l in 0..later {
                    if random(3) > 0 {
                        edges.push(Edge { earlier: e, later: l, weight: random(20) as i64 - 3 });
                    }
                }
            }
            let partner = assign(earlier, later, &edges);
            let mut used = vec![false; later];
            let mut total = 0;
            for (e, l) in partner.iter().enumerate() {
                if let Some(l) = *l {
                    assert!(!std::mem::replace(&mut used[l], true), "used twice");
                    total += edges.iter().find(|x| x.earlier == e && x.later == l).expect("an edge").weight;
                }
            }
            assert_eq!(total, best_by_force(earlier, later, &edges), "{edges:?} {partner:?}");
        }
    }
}
