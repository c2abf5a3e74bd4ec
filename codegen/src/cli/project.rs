//! What to generate: the configuration file and the flags, which add to it or override it.

use std::env;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use xsd_codegen::{Builder, Emit, Rule, config};

use super::print::Failure;

/// One `KEY=VALUE`.
type Pair = (String, String);

/// The configuration file, and a flag for each of its keys. Lists and tables are extended by flags, single values
/// replaced. Paths in flags start at the working directory, those in the file at its folder.
#[derive(Debug, Default, Args)]
pub(super) struct Project {
    /// The configuration file [default: codegen.toml, here or above].
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration file.
    #[arg(long)]
    no_config: bool,
    /// An XSD or WSDL document; may be repeated, like all that follow unless they set one value.
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "What")]
    schema: Vec<PathBuf>,
    /// Generate for these WSDL operations (`Get*`, or `Port/Get*` for those of one port type).
    #[arg(long, value_name = "PATTERN", help_heading = "What")]
    operation: Vec<String>,
    /// Generate for these elements and types (`t:*Type`).
    #[arg(long, value_name = "PATTERN", help_heading = "What")]
    root: Vec<String>,

    /// Name of the generated file, without `.rs`.
    #[arg(long, value_name = "NAME", help_heading = "Where")]
    file: Option<String>,
    /// The folder of the generated file.
    #[arg(long, value_name = "DIR", help_heading = "Where")]
    out: Option<PathBuf>,

    /// Path of the runtime crate in generated code.
    #[arg(long, value_name = "PATH", help_heading = "How")]
    runtime: Option<String>,
    /// Which direction to emit.
    #[arg(long, value_parser = emit_parser(), help_heading = "How")]
    emit: Option<Emit>,
    /// Whether schema documentation becomes rustdoc.
    #[arg(long, value_name = "BOOL", help_heading = "How")]
    documentation: Option<bool>,
    /// Bind a prefix, for these flags and for the writer.
    #[arg(long, value_name = "PREFIX=URI", value_parser = first_equals, help_heading = "How")]
    prefix: Vec<Pair>,
    /// Put a namespace into a module.
    #[arg(long, value_name = "PREFIX=MODULE", value_parser = first_equals, help_heading = "How")]
    module: Vec<Pair>,
    /// Give a component, member or value a Rust name (`t:BodyTypeType=HTML=Html`).
    #[arg(long, value_name = "COMPONENT=NAME", value_parser = last_equals, help_heading = "How")]
    rename: Vec<Pair>,
    /// Use an existing Rust type for a component.
    #[arg(long, value_name = "COMPONENT=PATH", value_parser = first_equals, help_heading = "How")]
    extern_type: Vec<Pair>,
    /// Use the types that another crate's configuration generates.
    #[arg(long, value_name = "PATH=FILE", value_parser = first_equals, help_heading = "How")]
    extern_crate: Vec<Pair>,
    /// Derive one more trait.
    #[arg(long, value_name = "PATTERN=DERIVE", value_parser = first_equals, help_heading = "How")]
    derive: Vec<Pair>,
    /// Put an attribute on a component's item or on a member (`t:A=#[non_exhaustive]`).
    #[arg(long, value_name = "PATTERN=ATTRIBUTE", value_parser = equals_before_attribute, help_heading = "How")]
    attribute: Vec<Pair>,
    /// Whether items implement the traits of serde.
    #[arg(long, value_name = "BOOL", help_heading = "How")]
    serde: Option<bool>,
    /// Keep a component or a member as raw XML.
    #[arg(long, value_name = "PATTERN", help_heading = "How")]
    opaque: Vec<String>,
    /// Let elements of these types name a derived type by `xsi:type`.
    #[arg(long, value_name = "PATTERN", help_heading = "How")]
    polymorphic: Vec<String>,
    /// Let the texts of these types be borrowed from the document.
    #[arg(long, value_name = "PATTERN", help_heading = "How")]
    borrowed: Vec<String>,
    /// Make an enum of this name over all global elements.
    #[arg(long, value_name = "NAME", help_heading = "How")]
    document: Option<String>,
    /// Let enumerations keep values that the schema does not list.
    #[arg(long, value_name = "PATTERN", help_heading = "How")]
    open_enum: Vec<String>,

    /// Another namespace name to take for that of a prefix.
    #[arg(long, value_name = "PREFIX=URI", value_parser = first_equals, help_heading = "Lenient reading")]
    lenient_namespace: Vec<Pair>,
    /// Another element name to take for a member.
    #[arg(long, value_name = "MEMBER=NAME", value_parser = first_equals, help_heading = "Lenient reading")]
    lenient_element: Vec<Pair>,
    /// A required member that may be missing.
    #[arg(long, value_name = "MEMBER", help_heading = "Lenient reading")]
    lenient_optional: Vec<String>,
    /// Members that are passed over where their text is no value of their type.
    #[arg(long, value_name = "PATTERN", help_heading = "Lenient reading")]
    lenient_value: Vec<String>,

    /// Where the document of a location or namespace is (`http://example.org/*=schemas/*`).
    #[arg(long, value_name = "LOCATION=FILE", value_parser = last_equals, help_heading = "Documents")]
    location: Vec<Pair>,
    /// An OASIS XML catalogue.
    #[arg(long, value_name = "FILE", help_heading = "Documents")]
    catalog: Vec<PathBuf>,
    /// A folder in which documents are looked for by their file name.
    #[arg(long, value_name = "DIR", help_heading = "Documents")]
    search: Vec<PathBuf>,
    /// Whether documents with an address may be fetched.
    #[arg(long, value_name = "BOOL", help_heading = "Documents")]
    network: Option<bool>,
    /// Take a broken rule as error, as warning or not at all (`ambiguous-content=warning`).
    #[arg(long, value_name = "CODE=HOW", value_parser = rule, help_heading = "Documents")]
    rule: Vec<(String, Rule)>,
}

impl Project {
    /// Reads the configuration file and applies the flags.
    pub(super) fn open(self) -> Result<Builder, Failure> {
        let here = env::current_dir()
            .map_err(|error| Failure::Text(format!("error: there is no working directory: {error}")))?;
        let config = match &self.config {
            Some(path) => Some(path.clone()),
            None if self.no_config => None,
            None => config::find(&here),
        };
        let builder = match &config {
            Some(path) => Builder::from_config(path)?,
            None => Builder::new(),
        };
        let folder = config.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        Ok(self.apply(builder, &here, folder))
    }

    /// Sets what the flags say. `folder` is where the builder's relative paths start, as seen from `here`.
    fn apply(self, mut builder: Builder, here: &Path, folder: &Path) -> Builder {
        fn each<T>(builder: Builder, list: Vec<T>, set: impl Fn(Builder, &T) -> Builder) -> Builder {
            list.iter().fold(builder, set)
        }
        builder = each(builder, self.schema, |it, path| it.schema(from_folder(path, here, folder)));
        builder = each(builder, self.operation, |it, pattern| it.operation(pattern));
        builder = each(builder, self.root, |it, pattern| it.root(pattern));
        builder = each(builder, self.prefix, |it, (prefix, uri)| it.prefix(prefix, uri));
        builder = each(builder, self.module, |it, (prefix, module)| it.module(prefix, module));
        builder = each(builder, self.rename, |it, (component, name)| it.rename(component, name));
        builder = each(builder, self.extern_type, |it, (component, path)| it.extern_type(component, path));
        builder = each(builder, self.extern_crate, |it, (path, config)| {
            it.extern_crate(path, from_folder(Path::new(config), here, folder))
        });
        builder = each(builder, self.attribute, |it, (pattern, attribute)| it.attribute(pattern, attribute));
        builder = each(builder, self.serde.into_iter().collect(), |it, wanted| it.serde(*wanted));
        builder = each(builder, self.opaque, |it, pattern| it.opaque(pattern));
        builder = each(builder, self.polymorphic, |it, pattern| it.polymorphic(pattern));
        builder = each(builder, self.borrowed, |it, pattern| it.borrowed(pattern));
        builder = each(builder, self.document.into_iter().collect(), |it, name| it.document(name));
        builder = each(builder, self.location, |it, (location, file)| {
            it.location(location, from_folder(Path::new(file), here, folder))
        });
        builder = each(builder, self.catalog, |it, path| it.catalog(from_folder(path, here, folder)));
        builder = each(builder, self.search, |it, path| it.search(from_folder(path, here, folder)));
        builder = each(builder, self.network.into_iter().collect(), |it, wanted| it.network(*wanted));
        builder = each(builder, self.rule, |it, (code, how)| it.rule(code, *how));
        builder = each(builder, self.derive, |it, (pattern, derive)| it.derive(pattern, derive));
        builder = each(builder, self.open_enum, |it, pattern| it.open_enum(pattern));
        builder = each(builder, self.lenient_namespace, |it, (prefix, uri)| it.lenient_namespace(prefix, uri));
        builder = each(builder, self.lenient_element, |it, (member, name)| it.lenient_element(member, name));
        builder = each(builder, self.lenient_optional, |it, member| it.lenient_optional(member));
        builder = each(builder, self.lenient_value, |it, pattern| it.lenient_value(pattern));
        builder = each(builder, self.file.into_iter().collect(), |it, name| it.file(name));
        builder = each(builder, self.out.into_iter().collect(), |it, path| it.out_dir(path));
        builder = each(builder, self.runtime.into_iter().collect(), |it, path| it.runtime_path(path));
        builder = each(builder, self.emit.into_iter().collect(), |it, emit| it.emit(*emit));
        each(builder, self.documentation.into_iter().collect(), |it, wanted| it.documentation(*wanted))
    }
}

/// A path that starts `here`, as seen from the folder of the configuration file. An address stays what it is.
fn from_folder(path: &Path, here: &Path, folder: &Path) -> PathBuf {
    let is_address = path.to_string_lossy().contains("://");
    if is_address || path.is_absolute() || folder.as_os_str().is_empty() {
        return path.to_owned();
    }
    let n_up = folder.components().filter(|it| it.as_os_str() == "..").count();
    if n_up != folder.components().count() {
        return here.join(path);
    }
    let n_kept = here.components().count().saturating_sub(n_up);
    here.components().skip(n_kept).collect::<PathBuf>().join(path)
}

fn emit_parser() -> impl TypedValueParser<Value = Emit> {
    PossibleValuesParser::new(["both", "reader", "writer"]).map(|it| match it.as_str() {
        "reader" => Emit::Reader,
        "writer" => Emit::Writer,
        _ => Emit::Both,
    })
}

fn rule(text: &str) -> Result<(String, Rule), String> {
    let (code, how) = first_equals(text)?;
    let how = match how.as_str() {
        "error" => Rule::Error,
        "warning" => Rule::Warning,
        "allow" => Rule::Allow,
        _ => return Err("a rule is taken as `error`, `warning` or `allow`".to_owned()),
    };
    Ok((code, how))
}

/// For values that may contain `=`.
fn first_equals(text: &str) -> Result<Pair, String> {
    pair(text.split_once('='))
}

/// For keys that may contain `=`.
fn last_equals(text: &str) -> Result<Pair, String> {
    pair(text.rsplit_once('='))
}

/// For keys and values that may both contain `=`, where the value is an attribute.
fn equals_before_attribute(text: &str) -> Result<Pair, String> {
    match text.split_once("=#") {
        Some((key, attribute)) => pair(Some((key, &format!("#{attribute}")))),
        None => first_equals(text),
    }
}

fn pair(split: Option<(&str, &str)>) -> Result<Pair, String> {
    match split {
        Some((key, value)) if !key.is_empty() && !value.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("two parts with `=` between them are expected".to_owned()),
    }
}

#[cfg(test)]
mod tests;
