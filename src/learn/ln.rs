//! Numbers go in, their natural logarithms come out, several at once.
//!
//! A call of a mathematical library for each would take a tenth of training. Here every number
//! takes the same path without branches, so that the compiler can put several into one register,
//! and wide registers are chosen at run time. Each step is one rounding of IEEE 754, which is the
//! same on every processor.

/// ln 2 in two parts. The high one ends in zeros, so that its product with an exponent is exact.
const LN_2: (f64, f64) = (0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10);

/// Replaces each number by its natural logarithm, to within two units of the last place.
pub(super) fn ln_all(values: &mut [f64]) {
    // Infinite, not a number, negative, zero, or with less than all digits.
    let odd = |value: &f64| !(f64::MIN_POSITIVE..f64::INFINITY).contains(value);
    if values.iter().any(odd) {
        return values
            .iter_mut()
            .for_each(|value| *value = libm::log(*value));
    }
    pulp::Arch::new().dispatch(Logarithms(values));
}

struct Logarithms<'a>(&'a mut [f64]);

impl pulp::WithSimd for Logarithms<'_> {
    type Output = ();

    // Always, since it is compiled for wide registers only as a part of its caller.
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _registers: S) {
        self.0.iter_mut().for_each(|value| *value = ln(*value));
    }
}

/// With `value = 2^k · m`, m between √½ and √2, and `s = (m − 1) / (m + 1)`:
/// `ln value = k ln 2 + 2 (s + s³/3 + s⁵/5 + …)`. `s` is at most 0.172, so that twelve terms are
/// exact to the last digit.
#[inline(always)]
fn ln(value: f64) -> f64 {
    /// The bits of √½, the lower half of them zero.
    const LEAST: u64 = 0x3FE6_A09E << 32;
    const EXPONENT: u64 = 0xFFF << 52;
    // A whole number under 2^52 in the last bits of 2^52 is 2^52 + that number.
    const SHIFT: f64 = (1u64 << 52) as f64;
    let above = value.to_bits().wrapping_sub(LEAST);
    let exponent = above.wrapping_add(1024 << 52) >> 52;
    let k = f64::from_bits(SHIFT.to_bits() | exponent) - (SHIFT + 1024.0);
    let m = f64::from_bits(value.to_bits().wrapping_sub(above & EXPONENT));
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let mut series = 0.0;
    for odd in (3..=23).rev().step_by(2) {
        series = z * (series + 1.0 / f64::from(odd));
    }
    k * LN_2.0 + (2.0 * s + (2.0 * s * series + k * LN_2.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(values: &[f64]) {
        let mut found = values.to_vec();
        ln_all(&mut found);
        for (&value, found) in values.iter().zip(found) {
            let expected = libm::log(value);
            let step = expected.abs().next_up() - expected.abs();
            assert!(
                (found - expected).abs() <= 2.0 * step || found.to_bits() == expected.to_bits(),
                "ln {value} is {expected}, not {found}"
            );
        }
    }

    proptest! {
        #[test]
        fn logarithms_are_those_of_the_library(
            values in prop::collection::vec(f64::MIN_POSITIVE..f64::MAX, 0..40),
            shares in prop::collection::vec(0.0..1.0, 0..40),
            near_one in prop::collection::vec(0.999..1.001, 0..40),
            bits in prop::collection::vec(1u64 << 52..0x7FF << 52, 0..40),
        ) {
            check(&values);
            check(&shares);
            check(&near_one);
            check(&bits.into_iter().map(f64::from_bits).collect::<Vec<_>>());
        }
    }

    #[test]
    fn odd_values_are_those_of_the_library() {
        let least = f64::from_bits(1);
        for value in [0.0, -0.0, -1.0, least, f64::INFINITY, f64::NAN] {
            check(&[2.0, value]);
        }
        let bounds = [0.5f64.sqrt(), 2f64.sqrt(), 1.0, f64::MIN_POSITIVE, f64::MAX];
        check(&bounds);
        check(&bounds.map(f64::next_up)[..4]);
        check(&bounds.map(f64::next_down)[..3]);
    }
}
