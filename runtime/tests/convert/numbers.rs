//! Numbers of `num-bigint` and `rust_decimal`.

use num_bigint::{BigInt, BigUint};
use xsd_runtime::datatypes::{Decimal, Integer};
use xsd_runtime::{NegativeInteger, NonNegativeInteger, NonPositiveInteger, PositiveInteger};

use crate::{both_ways, refusal, value};

#[test]
fn whole_numbers_of_any_size() {
    for text in ["0", "-1", "123456789012345678901234567890", "-123456789012345678901234567890"] {
        assert_eq!(both_ways::<Integer, BigInt>(text).to_string(), text);
    }
    assert_eq!(both_ways::<Integer, BigUint>("18446744073709551616"), BigUint::from(1_u128 << 64));
    assert!(refusal::<Integer, BigUint>("-1").ends_with("less than zero"));
}

#[test]
fn bounds_are_checked() {
    assert_eq!(both_ways::<PositiveInteger, BigInt>("1"), BigInt::from(1));
    assert_eq!(both_ways::<NegativeInteger, BigInt>("-1"), BigInt::from(-1));
    assert_eq!(both_ways::<NonPositiveInteger, BigInt>("0"), BigInt::ZERO);
    let error = NonNegativeInteger::try_from(BigInt::from(-1)).unwrap_err();
    assert_eq!(error.facet_name(), Some("minInclusive"));
}

#[test]
fn decimal_numbers() {
    let there = both_ways::<Decimal, rust_decimal::Decimal>("-12.345");
    assert_eq!(there, rust_decimal::Decimal::new(-12_345, 3));
    // Zeros at the end are no part of the value.
    assert_eq!(Decimal::from(rust_decimal::Decimal::new(1_500, 3)), value("1.5"));
    assert_eq!(Decimal::from(rust_decimal::Decimal::MIN).to_string(), "-79228162514264337593543950335");
    let many = "0.12345678901234567890123456789";
    assert_eq!(
        refusal::<Decimal, rust_decimal::Decimal>(many),
        format!("{many:?} is not a valid rust_decimal::Decimal: out of range")
    );
    assert!(refusal::<Decimal, rust_decimal::Decimal>("79228162514264337593543950336").ends_with("out of range"));
    assert_eq!(both_ways::<Integer, rust_decimal::Decimal>("7"), rust_decimal::Decimal::from(7));
    let error = Integer::try_from(rust_decimal::Decimal::new(15, 1)).unwrap_err();
    assert_eq!(error.to_string(), r#""1.5" is not a valid xs:integer: no whole number"#);
}
