//! A sort whose machine code is small.
//!
//! That of the standard library is fast for millions of elements and takes up to 30 KB for each
//! type and order. Everybody who builds strait would compile it for lists that have hardly ever
//! more than ten elements.

/// Sorts by an order, "is less than"; what is equal stays in its order.
pub(crate) fn by<T>(list: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    for end in 1..list.len() {
        let (sorted, rest) = list.split_at(end);
        let Some(next) = rest.first() else { break };
        let place = sorted.partition_point(|element| !is_less(next, element));
        list[place..=end].rotate_right(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_stays_in_its_order() {
        let mut list = [(3, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (3, 'e'), (0, 'f')];
        by(&mut list, |(a, _), (b, _)| a < b);
        assert_eq!(list, [(0, 'f'), (1, 'b'), (1, 'd'), (2, 'c'), (3, 'a'), (3, 'e')]);
        by(&mut list[..0], |(a, _), (b, _)| a < b);
    }
}
