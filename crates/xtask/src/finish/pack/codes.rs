//! Codes of instructions under other numbers. Brotli tells what may come next by the range in which the last two bytes lie,
//! and ranges near 0 and 255 are the finest: so what is done most often has a range to itself, and what is alike shares one.

/// The first number of each row of codes, from the first code to the last. The others take what is left, in their order.
const ROWS: [(u8, u8, u8); 13] = [
    (0x00, 0x20, 0x20),
    (0x01, 0x22, 0x22),
    (0x10, 0x21, 0x21),
    (0x11, 0x36, 0x3e),
    (0x40, 0x45, 0x80),
    (0x80, 0x10, 0x11),
    (0x82, 0x0c, 0x0f),
    (0x86, 0x00, 0x00),
    (0xc0, 0x02, 0x05),
    (0xc4, 0x0b, 0x0b),
    (0xc5, 0x40, 0x40),
    (0xf0, 0x28, 0x35),
    (0xff, 0x41, 0x41),
];

/// The number under which each code is sent.
fn numbers() -> [u8; 256] {
    let mut numbers = [None; 256];
    let rows = ROWS.iter();
    let placed = rows.flat_map(|(number, first, last)| (*first..=*last).zip(*number..=u8::MAX));
    for (code, number) in placed {
        if let Some(place) = numbers.get_mut(usize::from(code)) {
            *place = Some(number);
        }
    }
    let taken: Vec<u8> = numbers.iter().flatten().copied().collect();
    let mut left = (0..=u8::MAX).filter(|number| !taken.contains(number));
    numbers.map(|number| number.or_else(|| left.next()).unwrap_or_default())
}

/// Puts each code's number in its place.
pub(super) fn renumber(codes: &mut [u8]) {
    let numbers = numbers();
    for code in codes {
        if let Some(number) = numbers.get(usize::from(*code)) {
            *code = *number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_number_of_its_own() {
        let mut numbers = numbers().to_vec();
        assert_eq!(numbers[..4], [0x86, 2, 0xc0, 0xc1]);
        assert_eq!(
            (numbers[0x20], numbers[0x41], numbers[0x35]),
            (0, 0xff, 0xfd)
        );
        numbers.sort_unstable();
        assert!((0..=u8::MAX).eq(numbers));
    }
}
