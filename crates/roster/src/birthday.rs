//! The day of birth as cards carry it: one number, `19900506`.

use consultation::record::Date;
use minicbor::decode::{Decode, Decoder, Error};
use minicbor::encode::{self, Encode, Encoder, Write};

/// A day of birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birthday(pub Date);

impl<C> Encode<C> for Birthday {
    fn encode<W: Write>(
        &self,
        encoder: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let date = self.0;
        let number =
            u32::from(date.year()) * 10_000 + u32::from(date.month()) * 100 + u32::from(date.day());
        encoder.u32(number)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Birthday {
    fn decode(decoder: &mut Decoder<'b>, _: &mut C) -> Result<Self, Error> {
        let number = decoder.u32()?;
        let part = |divisor: u32, modulus: u32| u8::try_from(number / divisor % modulus).ok();
        let date = u16::try_from(number / 10_000)
            .ok()
            .and_then(|year| Date::new(year, part(100, 100)?, part(1, 100)?));
        date.map(Self)
            .ok_or_else(|| Error::message("no day of the calendar"))
    }
}
