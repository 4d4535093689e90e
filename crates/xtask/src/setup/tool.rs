//! The tools, how each is recognised and where it comes from.

use std::path::Path;

use anyhow::Result;

use super::{apt, cargo_tool::CargoTool, rust_source, wasm_target};
use crate::{shell, workspace::Workspace};

/// Trunk's last version that builds with this workspace's Rust; 0.22 needs a newer one.
const TRUNK: &str = "0.21.14";
/// cargo-nextest's newest version whose lock file is complete.
const NEXTEST: &str = "0.9.143";
const DENY: &str = "0.20.2";

/// Something that this workspace needs on the machine.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Tool {
    RustSource,
    Wasm32,
    WasmBindgen,
    Trunk,
    Nextest,
    Chromium,
    Chromedriver,
    #[value(name = "fonts")]
    ChineseFonts,
    Node,
    Npm,
    Deny,
}

impl Tool {
    pub(crate) const ALL: &'static [Self] = &[
        Self::RustSource,
        Self::Wasm32,
        Self::WasmBindgen,
        Self::Trunk,
        Self::Chromium,
        Self::Chromedriver,
        Self::ChineseFonts,
        Self::Node,
        Self::Npm,
        Self::Nextest,
        Self::Deny,
    ];

    pub(super) fn title(self, workspace: &Workspace) -> Result<String> {
        Ok(match self.origin(workspace)? {
            Origin::Source => "the source of Rust's standard library".to_owned(),
            Origin::Rust => format!("Rust's {} target", wasm_target::TARGET),
            Origin::Cargo(tool) => format!("{} {}", tool.package, tool.version),
            Origin::Debian(package) => package.to_owned(),
        })
    }

    pub(super) fn is_ready(self, workspace: &Workspace) -> Result<bool> {
        Ok(match self.origin(workspace)? {
            Origin::Source => rust_source::is_ready(),
            Origin::Rust => wasm_target::is_ready(),
            Origin::Cargo(tool) => tool.is_ready(),
            Origin::Debian(_) => match self {
                Self::ChineseFonts => has_chinese_fonts(),
                Self::Chromium => answers("chromium"),
                Self::Chromedriver => answers("chromedriver"),
                Self::Npm => answers("npm"),
                _ => answers("node"),
            },
        })
    }

    pub(super) fn install(self, workspace: &Workspace) -> Result<()> {
        match self.origin(workspace)? {
            Origin::Source => rust_source::install(workspace),
            Origin::Rust => wasm_target::install(workspace),
            Origin::Cargo(tool) => tool.install(workspace),
            Origin::Debian(package) => apt::install(workspace, package),
        }
    }

    pub(super) fn by_hand(self, workspace: &Workspace) -> Result<String> {
        Ok(match self.origin(workspace)? {
            Origin::Source => rust_source::BY_HAND.to_owned(),
            Origin::Rust => wasm_target::BY_HAND.to_owned(),
            Origin::Cargo(tool) => tool.by_hand(),
            Origin::Debian(package) => apt::by_hand(package),
        })
    }

    pub(super) fn usual_time(self) -> &'static str {
        match self {
            Self::RustSource => "seconds",
            Self::Wasm32 => "seconds; two minutes where rustup cannot fetch it",
            Self::WasmBindgen | Self::Trunk | Self::Nextest | Self::Deny => {
                "built from source, some minutes"
            }
            _ => "under a minute",
        }
    }

    fn origin(self, workspace: &Workspace) -> Result<Origin> {
        Ok(match self {
            Self::RustSource => Origin::Source,
            Self::Wasm32 => Origin::Rust,
            // Its lock file names a version that the registry no longer has, so it is resolved afresh. The version must
            // be exactly that of the library, or the two do not understand each other.
            Self::WasmBindgen => Origin::Cargo(CargoTool {
                package: "wasm-bindgen-cli",
                program: "wasm-bindgen",
                version: workspace.locked_version("wasm-bindgen")?,
                is_locked: false,
                features: &[],
            }),
            Self::Trunk => Origin::Cargo(CargoTool {
                package: "trunk",
                program: "trunk",
                version: TRUNK.to_owned(),
                is_locked: true,
                features: &[],
            }),
            Self::Nextest => Origin::Cargo(CargoTool {
                package: "cargo-nextest",
                program: "cargo-nextest",
                version: NEXTEST.to_owned(),
                is_locked: true,
                features: &[],
            }),
            Self::Deny => Origin::Cargo(CargoTool {
                package: "cargo-deny",
                program: "cargo-deny",
                version: DENY.to_owned(),
                is_locked: true,
                features: &[],
            }),
            Self::Chromium => Origin::Debian("chromium"),
            Self::Chromedriver => Origin::Debian("chromium-driver"),
            Self::ChineseFonts => Origin::Debian("fonts-noto-cjk"),
            Self::Node => Origin::Debian("nodejs"),
            Self::Npm => Origin::Debian("npm"),
        })
    }
}

/// Where a tool comes from.
enum Origin {
    Source,
    Rust,
    Cargo(CargoTool),
    Debian(&'static str),
}

fn answers(program: &str) -> bool {
    shell::succeeds(shell::program(program).arg("--version"))
}

fn has_chinese_fonts() -> bool {
    let listed = shell::peek(shell::program("fc-list").arg(":lang=zh-cn"));
    listed.is_some_and(|fonts| !fonts.trim().is_empty())
        || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
}
