//! axe-core on the page as it is now: serious and critical findings fail the journey.
//!
//! The script is given to the page by WebDriver, which the page's content security policy does not
//! bind, once for each document.

use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use thirtyfour::WebDriver;

use crate::environment;
use crate::wait::eventually_within;

const SCRIPT: &str = "tests/axe/node_modules/axe-core/axe.min.js";

const RUN: &str = r#"
const done = arguments[arguments.length - 1];
const short = (result) => ({
  rule: result.id,
  impact: String(result.impact),
  help: result.help,
  places: result.nodes.map((node) => node.target.join(" ") + " — " + (node.failureSummary || "")),
});
axe.run(document, { resultTypes: ["violations"] }).then(
  (results) => done({ findings: results.violations.map(short), trouble: null }),
  (error) => done({ findings: [], trouble: String(error) }),
);
"#;

#[derive(Deserialize)]
struct Report {
    findings: Vec<Finding>,
    trouble: Option<String>,
}

#[derive(Deserialize)]
struct Finding {
    rule: String,
    impact: String,
    help: String,
    places: Vec<String>,
}

/// Checks the page in front.
///
/// # Errors
/// The list of serious and critical findings, in words.
pub(crate) async fn check(driver: &WebDriver) -> Result<()> {
    // A page that is being replaced loses the script between two calls: asked again.
    let report = eventually_within(Duration::from_secs(10), "axe-core to run", || async {
        let report = run(driver).await?;
        match report.trouble {
            None => Ok(Some(report)),
            Some(trouble) => bail!("axe-core: {trouble}"),
        }
    })
    .await?;
    let serious: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.is_serious())
        .collect();
    ensure!(serious.is_empty(), "accessibility:\n{}", in_words(&serious));
    Ok(())
}

async fn run(driver: &WebDriver) -> Result<Report> {
    let is_there = driver
        .execute("return typeof axe === 'object';", Vec::new())
        .await?;
    if !is_there.convert::<bool>()? {
        driver.execute(script()?, Vec::new()).await?;
    }
    let report = driver.execute_async(RUN, Vec::new()).await?;
    Ok(report.convert()?)
}

fn script() -> Result<&'static str> {
    static SOURCE: OnceLock<String> = OnceLock::new();
    if let Some(source) = SOURCE.get() {
        return Ok(source);
    }
    let path = environment::repository().join(SCRIPT);
    let source = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "{SCRIPT} is missing: run `npm ci --prefix tests/axe` or `cargo xtask test journeys`"
        )
    })?;
    // A plain `var` of the file would stay inside the function that WebDriver wraps around it.
    Ok(SOURCE.get_or_init(|| format!("{source}\nglobalThis.axe = axe;")))
}

impl Finding {
    fn is_serious(&self) -> bool {
        matches!(self.impact.as_str(), "serious" | "critical")
    }
}

fn in_words(findings: &[&Finding]) -> String {
    let paragraphs = findings.iter().map(|finding| {
        let places = finding.places.join("\n    ");
        format!(
            "  {} ({}): {}\n    {places}",
            finding.rule, finding.impact, finding.help
        )
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}
