//! Generates this crate's source from the project's schemas.

fn main() -> anyhow::Result<()> {
    peer_generate::build_script(peer_generate::Preset::Boxed)
}
