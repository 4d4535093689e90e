//! The bare broadcaster as a process of its own, so that its processor time can be told apart.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    journeys::bench::broadcast_server().await
}
