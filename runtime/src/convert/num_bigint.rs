//! `num-bigint`: whole numbers of any size.

use num_bigint::{BigInt, BigUint, Sign};

use crate::ValueError;
use crate::datatypes::Integer;
use crate::{NegativeInteger, NonNegativeInteger, NonPositiveInteger, PositiveInteger};

impl From<&Integer> for BigInt {
    /// The same number.
    fn from(value: &Integer) -> Self {
        // The digits are digits, of which any number is a number.
        let magnitude = BigUint::parse_bytes(value.digits().as_bytes(), 10).unwrap_or_default();
        Self::from_biguint(if value.is_negative() { Sign::Minus } else { Sign::Plus }, magnitude)
    }
}

impl From<Integer> for BigInt {
    /// The same number.
    fn from(value: Integer) -> Self {
        (&value).into()
    }
}

impl From<&BigInt> for Integer {
    /// The same number.
    fn from(value: &BigInt) -> Self {
        Self::from_digits(value.sign() == Sign::Minus, &value.magnitude().to_string())
    }
}

impl From<BigInt> for Integer {
    /// The same number.
    fn from(value: BigInt) -> Self {
        (&value).into()
    }
}

impl TryFrom<Integer> for BigUint {
    type Error = ValueError;

    /// The same number.
    ///
    /// # Errors
    /// If it is less than zero.
    fn try_from(value: Integer) -> Result<Self, ValueError> {
        let number = BigInt::from(&value).to_biguint();
        number.ok_or_else(|| ValueError::lexical("num_bigint::BigUint", &value.to_string(), "less than zero"))
    }
}

impl From<BigUint> for Integer {
    /// The same number.
    fn from(value: BigUint) -> Self {
        Self::from_digits(false, &value.to_string())
    }
}

macro_rules! bounded {
    ($($ty:ident)*) => {$(
        impl From<$ty> for BigInt {
            /// The same number.
            fn from(value: $ty) -> Self {
                value.into_inner().into()
            }
        }

        impl TryFrom<BigInt> for $ty {
            type Error = ValueError;

            /// The same number.
            ///
            /// # Errors
            /// If it is outside the bound of the type.
            fn try_from(value: BigInt) -> Result<Self, ValueError> {
                Self::new(value.into())
            }
        }
    )*};
}

bounded!(NegativeInteger NonNegativeInteger NonPositiveInteger PositiveInteger);
