//! Shares of ownership: fractions of integers, which no rounding makes more than the whole.

use ledger::PersonId;

/// Who owns how much of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The owner.
    pub owner: PersonId,
    /// Their part of the whole as numerator and denominator; `None` where it is not written (共同共有).
    pub part: Option<Part>,
}

/// A fraction of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// At least 1.
    pub numerator: u32,
    /// At least the numerator.
    pub denominator: u32,
}

ledger::in_map!(Share { 0: owner, 1: part });
impl Part {
    /// So much of the whole, if it is some and not more than all of it.
    pub fn new(numerator: u32, denominator: u32) -> Option<Self> {
        (numerator >= 1 && numerator <= denominator).then_some(Self {
            numerator,
            denominator,
        })
    }

    /// The sum of parts as numerator and denominator; `None` when the numbers grow out of hand.
    pub fn sum(parts: impl Iterator<Item = Self>) -> Option<(u128, u128)> {
        parts
            .map(|part| (u128::from(part.numerator), u128::from(part.denominator)))
            .try_fold((0, 1), |(sum, whole), (part, of)| {
                let sum =
                    u128::checked_mul(sum, of)?.checked_add(u128::checked_mul(part, whole)?)?;
                let whole = u128::checked_mul(whole, of)?;
                let divisor = greatest_common_divisor(sum, whole);
                Some((sum / divisor, whole / divisor))
            })
    }
}

impl<C> minicbor::Encode<C> for Part {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder
            .array(2)?
            .u32(self.numerator)?
            .u32(self.denominator)?
            .ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Part {
    fn decode(
        decoder: &mut minicbor::Decoder<'b>,
        _: &mut C,
    ) -> Result<Self, minicbor::decode::Error> {
        let is_pair = decoder.array()? == Some(2);
        let part = Self::new(decoder.u32()?, decoder.u32()?);
        part.filter(|_| is_pair)
            .ok_or_else(|| minicbor::decode::Error::message("no share of a whole"))
    }
}

/// `1/2`, or nothing where it is not written.
pub(crate) fn fraction_words(part: Option<Part>) -> String {
    part.map_or_else(String::new, |part| {
        format!("{}/{}", part.numerator, part.denominator)
    })
}

/// At least 1.
fn greatest_common_divisor(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}
