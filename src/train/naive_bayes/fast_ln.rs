//! The natural logarithm without branches, so that the compiler vectorises loops over it.
//!
//! Calls into a mathematical library would take a tenth of the time of training. Each step rounds
//! once as IEEE 754 defines it, so the result is the same on every processor.

/// ln 2 in two parts. The high one ends in zeros, so that its product with an exponent is exact.
const LN_2: (f64, f64) = (0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10);

/// The natural logarithm of a positive normal number. The relative error is under 10⁻¹¹, which is
/// enough for weights that end up in 16 bits.
///
/// With `value = 2^k · m`, m between √½ and √2, and `s = (m − 1) / (m + 1)`:
/// `ln value = k ln 2 + 2 (s + s³/3 + s⁵/5 + …)`. `s` is at most 0.172, so what is left out after
/// eight terms is less than 10⁻¹² of the sum.
#[inline(always)]
pub(crate) fn ln(value: f64) -> f64 {
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
    for odd in (3..=15).rev().step_by(2) {
        series = z * (series + 1.0 / f64::from(odd));
    }
    k * LN_2.0 + (2.0 * s + (2.0 * s * series + k * LN_2.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(value: f64) {
        let (found, expected) = (ln(value), libm::log(value));
        assert!(
            (found - expected).abs() <= 1e-11 * expected.abs(),
            "ln {value} is {expected}, not {found}"
        );
    }

    proptest! {
        #[test]
        fn logarithms_are_those_of_the_library(
            value in f64::MIN_POSITIVE..f64::MAX,
            share in f64::MIN_POSITIVE..1.0,
            near_one in 0.999..1.001,
            bits in 1u64 << 52..0x7FF << 52,
        ) {
            [value, share, near_one, f64::from_bits(bits)].into_iter().for_each(check);
        }
    }

    #[test]
    fn the_bounds_of_steps_and_of_range_are_right() {
        let bounds = [0.5f64.sqrt(), 2f64.sqrt(), 1.0, 2.0, 0.5];
        for bound in bounds {
            [bound.next_down(), bound, bound.next_up()]
                .into_iter()
                .for_each(check);
        }
        [f64::MIN_POSITIVE, f64::MAX].into_iter().for_each(check);
    }
}
