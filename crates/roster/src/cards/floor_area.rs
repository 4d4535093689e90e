//! Areas of units by the register of titles: integers, so that sums are exact.

use consultation::{hundredths, voting::Area};

/// An area in 0.01 m², at most a square kilometre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FloorArea(u32);

impl FloorArea {
    /// So many hundredths of a square metre, if no more than a square kilometre, which is what voting takes.
    pub fn hundredths(number: u64) -> Option<Self> {
        (number <= 100_000_000)
            .then(|| u32::try_from(number).ok().map(Self))
            .flatten()
    }

    /// The number of hundredths of a square metre.
    pub fn get(self) -> u32 {
        self.0
    }

    /// As voting takes it.
    pub fn area(self) -> Area {
        Area::hundredths(u64::from(self.0))
    }

    /// `89.50`
    pub fn words(self) -> String {
        hundredths(u64::from(self.0))
    }
}

impl<C> minicbor::Encode<C> for FloorArea {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder.u32(self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for FloorArea {
    fn decode(
        decoder: &mut minicbor::Decoder<'b>,
        _: &mut C,
    ) -> Result<Self, minicbor::decode::Error> {
        let area = Self::hundredths(u64::from(decoder.u32()?));
        area.ok_or_else(|| minicbor::decode::Error::message("no floor is as large"))
    }
}
