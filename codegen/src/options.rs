//! What can be configured: the content of `codegen.toml`, which the builder's methods also set.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The options of one generation. Names of components are written with a prefix that the schema documents use (or that
/// `[prefixes]` declares, or a configuration under `[extern_crates]`), as in `t:ItemIdType`; members as
/// `t:PersonaType/RelevanceScore` and `t:ItemIdType/@Id`. In patterns `*` stands for any run of characters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Entry documents, XSD or WSDL, relative to the configuration file; includes and imports are followed.
    pub schemas: Vec<String>,
    /// WSDL operations to generate, by name or pattern; their messages, headers and faults are roots. `Device/Get*` means
    /// those of one port type.
    pub operations: Vec<String>,
    /// Further root components: patterns for global elements and types; `element(t:*)` and `type(t:*)` for one kind alone.
    /// Without operations and roots, everything is generated.
    pub roots: Vec<String>,
    /// Name of the generated file, without `.rs`.
    pub file: String,
    /// Where the `codegen` command writes, relative to the configuration file. Build scripts write to `OUT_DIR`.
    pub directory: String,
    /// Path of the runtime crate in generated code.
    pub runtime: String,
    /// Which direction to emit.
    pub emit: Emit,
    /// Whether schema documentation becomes rustdoc.
    pub documentation: bool,
    /// Prefixes, for this file and for the writer, in place of those of the schema documents.
    pub prefixes: BTreeMap<String, String>,
    /// A module for each prefix or namespace name, or for those that a pattern matches (`"*" = "*"`: each `*` of the
    /// module stands for what the one of the key matches); namespaces that none speaks of stay at the top of the file.
    pub modules: BTreeMap<String, String>,
    /// Rust names for components (`t:EmailAddressType`), members (`t:PersonaType/ImAddress`, `t:ItemIdType/@Id`), the
    /// choices of a type (`t:ExtendedPropertyType/choice`) and its groups (with `/group`), enumeration values
    /// (`t:BodyTypeType=HTML`). In place of one of these a pattern: `"t:*Type" = "*Record"`, `"*/*ID" = "*Identifier"`;
    /// each `*` of the name stands for what the one of the last part of the key matches, and gives way where the name is
    /// taken. What speaks of one thing goes before patterns, of patterns the one with more letters. `t:A/*` and `t:A/@*`
    /// without `*` in the name are the wildcards.
    pub names: BTreeMap<String, String>,
    /// Types that exist elsewhere: the component, or a pattern for several, and the path of the Rust type that serves it.
    /// In the path `*` stands for the name that this generation would give.
    pub extern_types: BTreeMap<String, String>,
    /// Configurations of other crates, by the path of their generated module as this crate writes it: the types that
    /// they generate are used, not generated again.
    pub extern_crates: BTreeMap<String, String>,
    /// Extra derives by pattern of components, anonymous ones as `codegen list` shows them.
    pub derives: BTreeMap<String, Vec<String>>,
    /// Attributes by pattern of components and members: `"t:PersonaType/DisplayName" = ["#[doc(hidden)]"]`; also of
    /// enumeration values. The item of an anonymous type or of a choice is written `t:PersonaType/choice/type()`, since
    /// without the end that would be the field.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Whether items implement `serde::Serialize` and `serde::Deserialize`. The crate of the generated code needs serde
    /// with the feature `derive`, and the runtime with the feature `serde`.
    pub serde: bool,
    /// Patterns of components (`t:AttachmentType`) and of child elements (`t:PersonaType/Attributions`, `*/Extension`) that
    /// are kept as raw XML; what they alone need is not generated.
    pub opaque: Vec<String>,
    /// Patterns of types whose elements may name a derived type by `xsi:type`. Complex types that are abstract, or have
    /// derived types that nothing but `xsi:type` can bring into a document, are such types anyway. Built-in simple types
    /// are meant by patterns that begin with their prefix alone: `xs:decimal`, `xs:*`.
    pub polymorphic: Vec<String>,
    /// Patterns of complex types (`t:PersonaType`) whose texts are `Cow<'a, str>`, borrowed from the document where it has
    /// them as they are: attributes and elements that would be `String`. What holds such a type has the lifetime too;
    /// `from_str_borrowed` reads it, and `into_owned` frees it from the document.
    pub borrowed: Vec<String>,
    /// The name of an enum over all global elements, for documents whose root is not known in advance.
    pub document: Option<String>,
    /// How enumerations are emitted.
    pub enums: Enums,
    /// What a lenient reader also takes.
    pub lenient: Lenient,
    /// Where documents are: by `schemaLocation` or `location`, as it is written or as what it comes to, or by namespace
    /// name, the file, relative to the configuration file; `*` at the end of both stands for whatever follows.
    pub locations: BTreeMap<String, String>,
    /// OASIS XML catalogues, relative to the configuration file.
    pub catalogs: Vec<String>,
    /// Folders, relative to the configuration file, in which documents are looked for by their file name, where there is
    /// none at their location.
    pub search: Vec<String>,
    /// Whether documents with an address that no file answers may be fetched; needs the feature `network`, and makes what
    /// is generated depend on the servers.
    pub network: bool,
    /// How rules that a schema breaks are taken, by the code that messages show in brackets.
    pub rules: BTreeMap<String, Rule>,
}

/// How a broken rule is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// As an error: nothing is generated.
    Error,
    /// As a warning: what can be generated is.
    Warning,
    /// Not at all.
    Allow,
}

/// Which direction to emit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emit {
    /// Reading and writing.
    #[default]
    Both,
    /// Reading alone.
    Reader,
    /// Writing alone.
    Writer,
}

/// `[enums]`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Enums {
    /// Patterns of the simple types whose enumerations get a variant for values that the schema does not list, and of the
    /// complex types whose elements may have a type that it does not know.
    pub open: Vec<String>,
}

/// `[lenient]`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lenient {
    /// Other namespace names: the prefix of a namespace, and what is taken for it.
    pub namespaces: BTreeMap<String, Vec<String>>,
    /// Other element names: a member (`t:ArrayOfEmailAddressesType/Address`), and the local names taken for it.
    pub elements: BTreeMap<String, Vec<String>>,
    /// Required members that may be missing all the same; they become `Option`, and strict reading still asks for them.
    pub optional: Vec<String>,
    /// Patterns of members with a simple type that may be missing (`t:PersonaType/RelevanceScore`, `t:ItemIdType/@Id`): a
    /// text that is no value of the type is passed over as if the member were not there.
    pub values: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            schemas: Vec::new(),
            operations: Vec::new(),
            roots: Vec::new(),
            file: "schema".to_owned(),
            directory: "src".to_owned(),
            runtime: "::xsd_runtime".to_owned(),
            emit: Emit::Both,
            documentation: true,
            prefixes: BTreeMap::new(),
            modules: BTreeMap::new(),
            names: BTreeMap::new(),
            extern_types: BTreeMap::new(),
            extern_crates: BTreeMap::new(),
            derives: BTreeMap::new(),
            attributes: BTreeMap::new(),
            serde: false,
            opaque: Vec::new(),
            polymorphic: Vec::new(),
            borrowed: Vec::new(),
            document: None,
            enums: Enums::default(),
            lenient: Lenient::default(),
            locations: BTreeMap::new(),
            catalogs: Vec::new(),
            search: Vec::new(),
            network: false,
            rules: BTreeMap::new(),
        }
    }
}
