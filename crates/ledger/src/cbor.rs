//! How structs and enums stand in CBOR: maps with small integer keys, arrays, numbers.
//!
//! The bytes are those of minicbor's derive macros, which these macros replace because of their
//! size in the app: the derive writes a loop of its own for every type, together more than a tenth
//! of this crate's code. Here one loop notes where each value begins ([`Values`]) and a type picks
//! out its own. Unknown keys and elements are passed over, a missing value is an error unless its
//! type has an empty value, and of two values under one key the last counts.

use minicbor::decode::{Decode, Decoder, Error};
use minicbor::encode::{self, Encode, Encoder, Write};

/// Keys above are unknown to every type of protocol 1.
const KEYS: usize = 17;
const ABSENT: usize = usize::MAX;

/// Where the values of a map or an array begin.
pub struct Values<'b> {
    bytes: &'b [u8],
    places: [usize; KEYS],
}

impl<'b> Values<'b> {
    /// Reads over a map and leaves the decoder behind it.
    ///
    /// # Errors
    /// When it is no map, is cut short, or has a key that is no integer.
    pub fn of_map(decoder: &mut Decoder<'b>) -> Result<Self, Error> {
        let length = decoder.map()?;
        Self::read(decoder, length, true)
    }

    /// Reads over an array and leaves the decoder behind it.
    ///
    /// # Errors
    /// When it is no array or is cut short.
    pub fn of_array(decoder: &mut Decoder<'b>) -> Result<Self, Error> {
        let length = decoder.array()?;
        Self::read(decoder, length, false)
    }

    /// Reads `[number, [part, …]]`, the form of an enum whose variants carry something.
    pub(crate) fn of_variant(decoder: &mut Decoder<'b>) -> Result<(i64, Self), Error> {
        Ok((variant(decoder)?, Self::of_array(decoder)?))
    }

    fn read(decoder: &mut Decoder<'b>, length: Option<u64>, has_keys: bool) -> Result<Self, Error> {
        let mut places = [ABSENT; KEYS];
        let mut count = 0;
        while length.is_none_or(|length| count < length) {
            if length.is_none() && decoder.datatype()? == minicbor::data::Type::Break {
                decoder.skip()?;
                break;
            }
            let key = if has_keys {
                u64::try_from(decoder.i64()?).unwrap_or(u64::MAX)
            } else {
                count
            };
            let place = usize::try_from(key)
                .ok()
                .and_then(|key| places.get_mut(key));
            if let Some(place) = place {
                *place = decoder.position();
            }
            decoder.skip()?;
            count += 1;
        }
        Ok(Self {
            bytes: decoder.input(),
            places,
        })
    }

    /// The value under a key.
    ///
    /// # Errors
    /// When it is missing and its type has no empty value, or is not of its type.
    pub fn get<T: Decode<'b, ()>>(&self, key: usize) -> Result<T, Error> {
        let place = self.places.get(key).copied().unwrap_or(ABSENT);
        if place == ABSENT {
            let key = i64::try_from(key).unwrap_or(i64::MAX);
            return T::nil().ok_or_else(|| Error::missing_value(key));
        }
        let mut decoder = Decoder::new(self.bytes);
        decoder.set_position(place);
        T::decode(&mut decoder, &mut ())
    }
}

/// Writes a key and its value, or nothing where the value is empty.
#[doc(hidden)]
pub fn write_value<T: Encode<()>, W: Write>(
    encoder: &mut Encoder<W>,
    key: u8,
    value: &T,
) -> Result<(), encode::Error<W::Error>> {
    if value.is_nil() {
        return Ok(());
    }
    encoder.u8(key)?;
    value.encode(encoder, &mut ())
}

/// Reads the number of a variant alone; the parts follow, for [`Values::of_array`]. For a reader to
/// whom an unknown number says that the parts are none of its business.
///
/// # Errors
/// When the bytes have another form.
pub(crate) fn variant(decoder: &mut Decoder<'_>) -> Result<i64, Error> {
    if decoder.array()? != Some(2) {
        return Err(Error::message("a variant is an array of two"));
    }
    decoder.i64()
}

/// Begins `[number, [part, …]]`; the parts follow.
pub(crate) fn begin_variant<W: Write>(
    encoder: &mut Encoder<W>,
    number: u16,
    parts: u64,
) -> Result<(), encode::Error<W::Error>> {
    encoder.array(2)?.u16(number)?.array(parts)?;
    Ok(())
}

/// A struct as a map: `in_map!(Head { 0: relay, 1: room })`.
#[macro_export]
macro_rules! in_map {
    ($name:ident { $($key:literal: $field:ident),+ $(,)? }) => {
        impl<'b> minicbor::Decode<'b, ()> for $name {
            fn decode(
                decoder: &mut minicbor::Decoder<'b>,
                _: &mut (),
            ) -> Result<Self, minicbor::decode::Error> {
                let values = $crate::cbor::Values::of_map(decoder)?;
                Ok(Self { $($field: values.get($key)?),+ })
            }
        }

        impl minicbor::Encode<()> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                encoder: &mut minicbor::Encoder<W>,
                _: &mut (),
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                let count = 0 $(+ u64::from(!minicbor::Encode::<()>::is_nil(&self.$field)))+;
                encoder.map(count)?;
                $($crate::cbor::write_value(encoder, $key, &self.$field)?;)+
                Ok(())
            }
        }
    };
}

/// A struct as an array, none of whose values may be empty: `in_array!(Step { 0: seq, 1: digest } 2)`.
#[macro_export]
macro_rules! in_array {
    ($name:ident { $($key:literal: $field:ident),+ $(,)? } $count:literal) => {
        impl<'b> minicbor::Decode<'b, ()> for $name {
            fn decode(
                decoder: &mut minicbor::Decoder<'b>,
                _: &mut (),
            ) -> Result<Self, minicbor::decode::Error> {
                let values = $crate::cbor::Values::of_array(decoder)?;
                Ok(Self { $($field: values.get($key)?),+ })
            }
        }

        impl minicbor::Encode<()> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                encoder: &mut minicbor::Encoder<W>,
                context: &mut (),
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                encoder.array($count)?;
                $(self.$field.encode(encoder, context)?;)+
                Ok(())
            }
        }
    };
}

/// An enum without contents as its number: `as_number!(Why { 0: NewEpoch, 1: NoAccess })`.
#[macro_export]
macro_rules! as_number {
    ($name:ident { $($number:literal: $variant:ident),+ $(,)? }) => {
        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                decoder: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                match decoder.i64()? {
                    $($number => Ok(Self::$variant),)+
                    unknown => Err(minicbor::decode::Error::unknown_variant(unknown)),
                }
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                encoder: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                let number: u8 = match self {
                    $(Self::$variant => $number,)+
                };
                encoder.u8(number)?;
                Ok(())
            }
        }
    };
}
