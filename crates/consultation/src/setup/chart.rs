//! 协商流程图 of the community: the seven stages with who sees to each, on the three tracks with the
//! community's own days, as a sheet for the wall.
//!
//! It is Chinese whatever the interface's language: it is read on a wall. What the community's rules do not
//! say stands with 「默认」 behind it, so that nobody takes a starting value for something that was adopted.

mod drawing;
mod foot;
mod steps;

use super::body;
use crate::paper::Issuer;
use crate::projection::Sheets;
use crate::record::Date;

pub use drawing::{ChartBox, ChartSize, ChartText, Drawing, TextStyle};

/// What stands on the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallChart {
    /// `柳荫社区协商流程图`
    pub title: String,
    /// The seven stages, then 归档.
    pub steps: Vec<ChartStep>,
    /// Who answers and where, by which rules, which version, printed when.
    pub foot: Vec<String>,
}

/// One box of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartStep {
    /// `1 受理筛选`
    pub name: String,
    /// Who does what.
    pub who: &'static str,
    /// On the tracks 一般, 简易 and 紧急; a line feed where a line is best broken.
    pub tracks: [String; 3],
    /// Ways out of it.
    pub ways: &'static [&'static str],
    /// The item of the policy.
    pub basis: &'static str,
}

/// The chart of a community as its board says it on a day.
pub fn wall_chart(community: Issuer<'_>, board: &Sheets, today: Date) -> WallChart {
    WallChart {
        title: format!("{}协商流程图", community.name),
        steps: steps::steps(board, today),
        foot: foot::foot(community, board, today),
    }
}
