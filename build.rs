//! Generates the IM types into `OUT_DIR`, as any crate that uses the generator would.

fn main() -> Result<(), xsd_codegen::Error> {
    xsd_codegen::Builder::from_config("codegen.toml")?.build()
}
