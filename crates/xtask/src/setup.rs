//! `cargo xtask setup`: provides the tools that are missing, one by one, and says what failed and how to do it by hand.
//!
//! Written for a bare Debian machine with a Rust toolchain; on other systems it installs what comes through Cargo and
//! names the rest.

mod apt;
mod cargo_tool;
mod rust_source;
mod rustup;
mod tool;
mod wasm_target;

use std::time::Instant;

use anyhow::{Result, bail};

pub(crate) use tool::Tool;

use crate::workspace::Workspace;

/// What building and serving the app needs.
pub(crate) const TO_BUILD: &[Tool] = &[
    Tool::RustSource,
    Tool::Wasm32,
    Tool::WasmBindgen,
    Tool::Trunk,
];

/// What the tests need on top of that: real browsers that can show Chinese, and the runner.
pub(crate) const TO_TEST: &[Tool] = &[
    Tool::RustSource,
    Tool::Wasm32,
    Tool::WasmBindgen,
    Tool::Trunk,
    Tool::Nextest,
    Tool::Chromium,
    Tool::Chromedriver,
    Tool::ChineseFonts,
    Tool::Node,
    Tool::Npm,
];

#[derive(clap::Args)]
pub(crate) struct Setup {
    /// Provide only these
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Tool>,
}

impl Setup {
    pub(crate) fn run(&self, workspace: &Workspace) -> Result<()> {
        let tools = match self.only.as_slice() {
            [] => Tool::ALL,
            only => only,
        };
        for tool in tools {
            if tool.is_ready(workspace)? {
                println!("  there    {}", tool.title(workspace)?);
            }
        }
        provide(workspace, tools)
    }
}

/// Installs those of `tools` that are missing. One that fails does not keep the others from being tried.
pub(crate) fn provide(workspace: &Workspace, tools: &[Tool]) -> Result<()> {
    let mut missing = Vec::new();
    for tool in tools {
        if !tool.is_ready(workspace)? {
            missing.push(*tool);
        }
    }
    let mut failures = Vec::new();
    for (position, tool) in missing.iter().enumerate() {
        let title = tool.title(workspace)?;
        println!(
            "  missing  {title}: installing ({} of {}; {})",
            position + 1,
            missing.len(),
            tool.usual_time()
        );
        let begun = Instant::now();
        match install(workspace, *tool) {
            Ok(()) => println!("  done     {title} ({} s)", begun.elapsed().as_secs()),
            Err(error) => {
                println!("  FAILED   {title}: {error:#}");
                println!("           by hand: {}", tool.by_hand(workspace)?);
                failures.push(title);
            }
        }
    }
    if !failures.is_empty() {
        bail!("could not provide: {}", failures.join(", "));
    }
    Ok(())
}

fn install(workspace: &Workspace, tool: Tool) -> Result<()> {
    tool.install(workspace)?;
    if !tool.is_ready(workspace)? {
        bail!("it was installed, but does not answer");
    }
    Ok(())
}
