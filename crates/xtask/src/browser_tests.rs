//! The tests of the app that need a real browser but no relay: storage, keys, locks between tabs.

use anyhow::{Context, Result};

use crate::{shell, workspace::Workspace};

/// In seconds, for all tests of one program together, on a slow machine.
const PATIENCE: &str = "300";

/// Builds the app's tests for wasm32 and runs them in headless Chromium.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let settings = workspace.logs().join("webdriver.json");
    std::fs::create_dir_all(workspace.logs())?;
    std::fs::write(&settings, capabilities().to_string())
        .with_context(|| format!("writing {}", settings.display()))?;
    shell::run(
        shell::program("cargo")
            .args(["test", "--package", "zhongshang-app", "--locked"])
            .args(["--target", "wasm32-unknown-unknown"])
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            )
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_TIMEOUT", PATIENCE)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            .env("CHROMEDRIVER", "chromedriver")
            .current_dir(workspace.root()),
    )
}

/// As the journeys start it: without its sandbox, which containers refuse to root.
fn capabilities() -> serde_json::Value {
    serde_json::json!({
        "goog:chromeOptions": {
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        },
    })
}
