//! Where a round stands.

use super::check::Unmet;
use super::facts::Facts;
use super::requirement::Requirement;
use super::stage::Stage;
use crate::projection::Row;
use crate::record::{CellValue, Column, Date, Decision};

/// One stage of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub stage: Stage,
    /// The day on which staff closed it. While one device closed it and another opened it again,
    /// apart from each other, it is open until somebody settles that.
    pub closed: Option<Date>,
    /// Devices wrote different things here while apart.
    pub is_conflicted: bool,
    /// What it asks for on the round's track.
    pub asked: Vec<Requirement>,
    /// What it lacks, waived or not.
    pub unmet: Vec<Unmet>,
    /// Reasons for going on without something; they stay visible when it comes after all.
    pub waivers: Vec<Waiver>,
}

/// Why a consultation went on without a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Which.
    pub requirement: Requirement,
    /// The reason, which is published.
    pub reason: String,
}

/// Where a round stands, and how it came to that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The seven stages.
    pub steps: Vec<Step>,
    /// The stage that is under way; `None` when all are done.
    pub stage: Option<Stage>,
    /// What it came to ends it here: 再次协商 goes on in another round.
    pub ends_here: bool,
    /// The day on which it was filed, once everything is done.
    pub filed: Option<Date>,
}

impl Step {
    /// What has to be seen to before the stage counts as closed.
    pub fn blocking(&self) -> impl Iterator<Item = &Unmet> {
        self.unmet.iter().filter(|unmet| {
            let is_waived = self
                .waivers
                .iter()
                .any(|waiver| waiver.requirement == unmet.requirement);
            !(is_waived && unmet.lacks.is_waivable())
        })
    }

    /// Whether it can be closed.
    pub fn is_ready(&self) -> bool {
        self.blocking().next().is_none()
    }

    /// Whether it counts as closed.
    pub fn is_done(&self) -> bool {
        self.closed.is_some() && self.is_ready()
    }
}

impl Standing {
    /// Reads where the round stands.
    pub fn of(facts: &Facts<'_>) -> Self {
        let steps: Vec<Step> = Stage::ALL.iter().map(|stage| step(facts, *stage)).collect();
        let stage = steps.iter().find(|step| !step.is_done());
        let stage = stage.map(|step| step.stage);
        let is_talked_over = stage.is_none_or(|stage| stage > Stage::Sitting);
        Self {
            stage,
            ends_here: is_talked_over && facts.decision() == Some(Decision::AnotherRound),
            filed: facts.round.date(Column::Filed).filter(|_| stage.is_none()),
            steps,
        }
    }

    /// One stage.
    pub fn step(&self, stage: Stage) -> Option<&Step> {
        self.steps.iter().find(|step| step.stage == stage)
    }
}

fn step(facts: &Facts<'_>, stage: Stage) -> Step {
    let cell = facts.round.cell(stage.closed());
    let values = cell.map(|cell| cell.alternatives()).unwrap_or_default();
    let is_open = values
        .iter()
        .any(|alternative| alternative.value == CellValue::Date(None));
    Step {
        stage,
        closed: facts.round.date(stage.closed()).filter(|_| !is_open),
        is_conflicted: values.len() > 1,
        asked: facts.asked(stage).collect(),
        unmet: facts.unmet(stage),
        waivers: waivers(facts.round, stage),
    }
}

/// A reason that one device took back while another changed it is none until somebody settles that.
fn waivers(round: &Row, stage: Stage) -> Vec<Waiver> {
    let asked = Requirement::ALL.iter().copied();
    asked
        .filter(|asked| asked.stage() == stage)
        .filter_map(|requirement| {
            let cell = round.cell(Column::Waived(requirement))?;
            let mut values = cell.alternatives().into_iter();
            let is_given = values.all(|alternative| !alternative.value.is_empty());
            let reason = round.text(Column::Waived(requirement)).to_owned();
            is_given.then_some(Waiver {
                requirement,
                reason,
            })
        })
        .collect()
}
