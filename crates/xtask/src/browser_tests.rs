//! The tests of the app that need a real browser but no relay: storage, keys, locks between tabs.

use anyhow::Result;

use crate::{shell, workspace::Workspace};

/// In seconds, for all tests of one program together, on a slow machine.
const PATIENCE: &str = "300";

/// Builds the app's tests for wasm32 and runs them in headless Chromium, started as `app/webdriver.json` says.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
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
            .env("CHROMEDRIVER", "chromedriver")
            .current_dir(workspace.root()),
    )
}
