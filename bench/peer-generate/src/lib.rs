//! The peer's side of code generation: xsd-parser run as a library over the IM schemas and the bench's own.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use xsd_parser::config::{BoxFlags, GeneratorFlags, IdentType};
use xsd_parser::pipeline::renderer::NamespaceSerialization;
use xsd_parser::{Config, generate};

/// A configuration of xsd-parser whose output both reads and writes through its quick-xml support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// The library's defaults and nothing else.
    Default,
    /// Boxed members and deserializer states, content flattened: the fastest combination found for these schemas.
    Boxed,
    /// As boxed, with a module for each namespace, names as the schema has them, and `xs:any`: the combination found whose
    /// output compiles for the whole of EWS, where names differ by `Type` alone.
    Modules,
}

impl Preset {
    /// The presets for the project's own schemas, in the order of the tables.
    pub const ALL: [Self; 2] = [Self::Default, Self::Boxed];

    /// The name of the preset in commands, folders and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Boxed => "boxed",
            Self::Modules => "modules",
        }
    }

    fn config(self) -> Config {
        let config = Config::default();
        match self {
            Self::Default => config.with_quick_xml(),
            Self::Boxed => config
                .with_quick_xml_config(NamespaceSerialization::Global, None, true)
                .with_generator_flags(GeneratorFlags::FLATTEN_CONTENT)
                .with_box_flags(BoxFlags::all()),
            Self::Modules => Self::Boxed
                .config()
                .with_any_type_support()
                .with_type_postfix("")
                .with_element_postfix("Element")
                .with_generator_flags(GeneratorFlags::USE_NAMESPACE_MODULES | GeneratorFlags::BUILD_IN_ABSOLUTE_PATHS),
        }
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Preset {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        match Self::ALL.into_iter().chain([Self::Modules]).find(|preset| preset.name() == name) {
            Some(preset) => Ok(preset),
            None => bail!("no preset of the peer is called `{name}`"),
        }
    }
}

/// Generates Rust source from a schema file and everything it imports, as one long line.
pub fn generate_source(schema: &Path, preset: Preset) -> Result<String> {
    generate_from(schema, preset.config())
}

/// Generates Rust source for some elements of a schema and all that they need, as one long line.
///
/// An element is written with a prefix that the schema binds, as in `t:ItemId`.
pub fn generate_elements(schema: &Path, preset: Preset, elements: &[&str]) -> Result<String> {
    let elements = elements.iter().map(|&element| (IdentType::Element, element));
    generate_from(schema, preset.config().with_generate(elements))
}

fn generate_from(schema: &Path, config: Config) -> Result<String> {
    let config = config.with_schema(schema.to_path_buf());
    let tokens = generate(config).with_context(|| format!("xsd-parser fails on {}", schema.display()))?;
    Ok(tokens.to_string())
}

/// Formats generated source the way the project formats its own.
pub fn format_source(source: &str) -> Result<String> {
    let file = syn::parse_file(source).context("the peer's output does not parse")?;
    Ok(prettyplease::unparse(&file))
}

/// Writes the source of a peer crate into `OUT_DIR`: the whole of its build script.
///
/// The schemas are those of the project, or of the folder that the variable `BENCH_SCHEMAS` names, and the bench's own.
pub fn build_script(preset: Preset) -> Result<()> {
    println!("cargo::rerun-if-env-changed=BENCH_SCHEMAS");
    let schemas = match std::env::var_os("BENCH_SCHEMAS") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schemas"),
    };
    for name in ["messages.xsd", "types.xsd"] {
        println!("cargo::rerun-if-changed={}", schemas.join(name).display());
    }
    let scene = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schemas/scene.xsd");
    println!("cargo::rerun-if-changed={}", scene.display());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").context("OUT_DIR is not set")?);
    for (schema, file) in [(schemas.join("messages.xsd"), "types.rs"), (scene, "scene.rs")] {
        let source = generate_source(&schema, preset)?;
        std::fs::write(out.join(file), source).context("OUT_DIR cannot be written")?;
    }
    Ok(())
}
