//! Shares of a whole: ⅔ or more, more than ½.

/// A fraction as a rule states it; [`super::VotingRule::new`] checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction {
    /// Above the line.
    pub numerator: u32,
    /// Below the line.
    pub denominator: u32,
}

/// Whether the number itself is enough (民法典 1259).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// 以上: the number itself is enough.
    AtLeast,
    /// 超过、过半数: it is not.
    MoreThan,
}

/// How much of a whole is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    /// Whether the number itself is enough.
    pub bound: Bound,
    /// Of the whole.
    pub fraction: Fraction,
}

/// What is wrong with a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum FractionProblem {
    /// Nothing can be divided by zero.
    #[error("the denominator is 0")]
    ZeroDenominator,
    /// A share of nothing is no condition.
    #[error("the fraction is 0")]
    Zero,
    /// More than all can never be reached.
    #[error("the fraction {numerator}/{denominator} is more than the whole")]
    MoreThanWhole {
        /// Above the line.
        numerator: u32,
        /// Below the line.
        denominator: u32,
    },
    /// Nobody can be more than all.
    #[error("more than all can never be reached")]
    MoreThanAll,
}

impl Fraction {
    /// ½
    pub const HALF: Self = Self::new(1, 2);
    /// ⅔
    pub const TWO_THIRDS: Self = Self::new(2, 3);
    /// ¾
    pub const THREE_QUARTERS: Self = Self::new(3, 4);
    /// All.
    pub const WHOLE: Self = Self::new(1, 1);

    /// A fraction, not checked yet.
    pub const fn new(numerator: u32, denominator: u32) -> Self {
        Self {
            numerator,
            denominator,
        }
    }
}

impl Share {
    /// So much or more.
    pub const fn at_least(fraction: Fraction) -> Self {
        let bound = Bound::AtLeast;
        Self { bound, fraction }
    }

    /// More than so much.
    pub const fn more_than(fraction: Fraction) -> Self {
        let bound = Bound::MoreThan;
        Self { bound, fraction }
    }

    /// What is wrong with it, if anything.
    ///
    /// # Errors
    ///
    /// When no vote could ever meet it, or every vote would.
    pub fn check(self) -> Result<(), FractionProblem> {
        let Fraction {
            numerator,
            denominator,
        } = self.fraction;
        if denominator == 0 {
            Err(FractionProblem::ZeroDenominator)
        } else if numerator == 0 {
            Err(FractionProblem::Zero)
        } else if numerator > denominator {
            Err(FractionProblem::MoreThanWhole {
                numerator,
                denominator,
            })
        } else if numerator == denominator && self.bound == Bound::MoreThan {
            Err(FractionProblem::MoreThanAll)
        } else {
            Ok(())
        }
    }

    /// Whether it asks for everybody (民法典 279).
    pub fn is_everybody(self) -> bool {
        self.fraction.numerator == self.fraction.denominator
    }

    /// Whether a part is enough of a whole. Of nothing, nothing is enough.
    pub(crate) fn is_met(self, part: u64, whole: u64) -> bool {
        let part = u128::from(part) * u128::from(self.fraction.denominator);
        let whole_part = self.product(whole);
        whole > 0
            && match self.bound {
                Bound::AtLeast => part >= whole_part,
                Bound::MoreThan => part > whole_part,
            }
    }

    /// The least part of a whole that is enough; at least 1.
    pub(super) fn needed(self, whole: u64) -> u64 {
        let denominator = u128::from(self.fraction.denominator);
        let product = self.product(whole);
        let floor = product.checked_div(denominator).unwrap_or(0);
        let rest = product.checked_rem(denominator).unwrap_or(0);
        let needed = match self.bound {
            Bound::AtLeast if rest == 0 => floor,
            _ => floor + 1,
        };
        u64::try_from(needed).unwrap_or(u64::MAX).max(1)
    }

    /// The whole times the numerator; a 64-bit number times a 32-bit one has room.
    pub(super) fn product(self, whole: u64) -> u128 {
        u128::from(whole) * u128::from(self.fraction.numerator)
    }
}
