//! A method for each option.

use std::path::{Path, PathBuf};

use super::Builder;
use crate::error::shown;
use crate::options::{Emit, Rule};

impl Builder {
    /// Adds an entry document, XSD or WSDL. What it includes and imports is found by itself.
    ///
    /// ```no_run
    /// xsd_codegen::Builder::new().schema("schemas/orders.xsd").build()?;
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn schema(mut self, path: impl AsRef<Path>) -> Builder {
        self.options.schemas.push(shown(path.as_ref()));
        self
    }

    /// Adds an entry document whose text is at hand, for tests and generated schemas. Other documents can refer to it by
    /// its name.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.generate()?;
    /// assert!(output.files[0].text.contains("pub struct Order {"));
    /// assert!(output.documents.is_empty());
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn schema_text(mut self, name: &str, text: &str) -> Builder {
        self.options.schemas.push(name.to_owned());
        self.document_text(name, text)
    }

    /// Keeps the text of a document for those that include or import it by this name. It is no entry document.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let all = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:orders">
    ///                <xs:include schemaLocation="orders.xsd"/>
    ///              </xs:schema>"#;
    /// let output = Builder::new().schema_text("all.xsd", all).document_text("orders.xsd", orders).generate()?;
    /// assert!(output.files[0].text.contains("pub struct Order {"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn document_text(mut self, name: &str, text: &str) -> Builder {
        self.memory = self.memory.with(name, text);
        self
    }

    /// Generates for the WSDL operations with this name or pattern: their messages, headers and faults, and what those
    /// need. `Device/Get*` means those of one port type.
    ///
    /// ```no_run
    /// xsd_codegen::Builder::new().schema("shop.wsdl").operation("Get*").build()?;
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn operation(mut self, pattern: &str) -> Builder {
        self.options.operations.push(pattern.to_owned());
        self
    }

    /// Generates for the global elements and types with this name or pattern, and what they need. Where neither roots nor
    /// operations are given, everything is generated. `element(…)` and `type(…)` around a pattern ask for one kind alone.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.root("o:Cancel").generate()?;
    /// assert!(!output.files[0].text.contains("Order"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.root("type(o:C*)").generate()?;
    /// assert!(!output.files[0].text.contains("rt::root!"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn root(mut self, pattern: &str) -> Builder {
        self.options.roots.push(pattern.to_owned());
        self
    }

    /// Names the generated file, without `.rs`; it is `schema` otherwise.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.file("orders").generate()?;
    /// assert_eq!(output.files[0].path.to_str(), Some("orders.rs"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn file(mut self, name: &str) -> Builder {
        name.clone_into(&mut self.options.file);
        self
    }

    /// Where [`build`](Builder::build) writes, in place of `OUT_DIR`.
    ///
    /// ```no_run
    /// xsd_codegen::Builder::new().schema("orders.xsd").out_dir("target/orders").build()?;
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Builder {
        self.out_dir = Some(path.into());
        self
    }

    /// The path of the runtime crate in generated code, for a crate that re-exports it; `::xsd_runtime` otherwise.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.runtime_path("::shop::runtime").generate()?;
    /// assert!(output.files[0].text.contains("use ::shop::runtime as rt;"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn runtime_path(mut self, path: &str) -> Builder {
        path.clone_into(&mut self.options.runtime);
        self
    }

    /// Which direction to emit; both otherwise.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// use xsd_codegen::Emit;
    ///
    /// let output = builder.clone().generate()?;
    /// let reader = builder.emit(Emit::Reader).generate()?;
    /// assert!(reader.files[0].text.len() < output.files[0].text.len());
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn emit(mut self, emit: Emit) -> Builder {
        self.options.emit = emit;
        self
    }

    /// Whether the documentation of the schemas becomes rustdoc; it does otherwise.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.clone().generate()?;
    /// assert!(output.files[0].text.contains("/// What somebody wants to have."));
    /// let terse = builder.documentation(false).generate()?;
    /// assert!(!terse.files[0].text.contains("What somebody wants"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn documentation(mut self, wanted: bool) -> Builder {
        self.options.documentation = wanted;
        self
    }

    /// Binds a prefix to a namespace, for the names in these options and for the writer, in place of what the documents
    /// bind.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.prefix("shop", "urn:example:orders").root("shop:Order").generate()?;
    /// assert!(output.files[0].text.contains("pub struct Order {"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn prefix(mut self, prefix: &str, uri: &str) -> Builder {
        self.options.prefixes.insert(prefix.to_owned(), uri.to_owned());
        self
    }

    /// Puts what comes from the namespace of a prefix into a module; without, it stands at the top of the file. In place
    /// of a prefix also a namespace name, or a pattern: `module("*", "*")` makes a module of each prefix.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.module("o", "orders").generate()?;
    /// assert!(output.files[0].text.contains("pub mod orders {"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn module(mut self, prefix: &str, module: &str) -> Builder {
        self.options.modules.insert(prefix.to_owned(), module.to_owned());
        self
    }

    /// Gives a component, a member (`o:OrderType/Size`, `o:OrderType/@number`), a choice (`o:OrderType/choice`) or an
    /// enumeration value (`o:SizeType=Small`) another Rust name. In place of one thing also a pattern, where each `*` of
    /// the name stands for what the one in the last part of the pattern matches; such a name gives way where it is taken.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.clone().rename("o:CancelType", "Withdrawal").generate()?;
    /// assert!(output.files[0].text.contains("pub struct Withdrawal {"));
    /// let output = builder.rename("o:*Type", "*Data").generate()?;
    /// assert!(output.files[0].text.contains("pub enum SizeData {"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn rename(mut self, component: &str, name: &str) -> Builder {
        self.options.names.insert(component.to_owned(), name.to_owned());
        self
    }

    /// Takes a Rust type that exists already for a component, instead of generating one. What that type alone needs is not
    /// generated either. In a path for several components `*` stands for the name that this generation would give.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.extern_type("o:SizeType", "crate::Size").generate()?;
    /// assert!(output.files[0].text.contains("Option<crate::Size>"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.extern_type("o:*Type", "crate::shop::*").generate()?;
    /// assert!(output.files[0].text.contains("pub struct Cancel(pub crate::shop::Cancel"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn extern_type(mut self, component: &str, path: &str) -> Builder {
        self.options.extern_types.insert(component.to_owned(), path.to_owned());
        self
    }

    /// Adds a derive to the types of the components that a pattern matches.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.derive("o:SizeType", "PartialOrd").generate()?;
    /// assert!(output.files[0].text.contains("Eq, Hash, PartialOrd)]"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn derive(mut self, pattern: &str, derive: &str) -> Builder {
        self.options.derives.entry(pattern.to_owned()).or_default().push(derive.to_owned());
        self
    }

    /// Gives the enumerations that a pattern matches a variant for values that the schema does not list, and the enums of
    /// complex types that `xsi:type` tells apart one for types that it does not know.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.open_enum("o:*").generate()?;
    /// assert!(output.files[0].text.contains("Other("));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn open_enum(mut self, pattern: &str) -> Builder {
        self.options.enums.open.push(pattern.to_owned());
        self
    }

    /// Lets a lenient reader take another namespace name for the one of a prefix.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.lenient_namespace("o", "urn:example:orders:draft").generate()?;
    /// assert!(output.files[0].text.contains("urn:example:orders:draft"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn lenient_namespace(mut self, prefix: &str, uri: &str) -> Builder {
        self.options.lenient.namespaces.entry(prefix.to_owned()).or_default().push(uri.to_owned());
        self
    }

    /// Lets a lenient reader take another element name for the one of a member.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.lenient_element("o:OrderType/Article", "Item").generate()?;
    /// assert!(output.files[0].text.contains("\"Item\""));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn lenient_element(mut self, member: &str, name: &str) -> Builder {
        self.options.lenient.elements.entry(member.to_owned()).or_default().push(name.to_owned());
        self
    }

    /// Lets a required member be missing all the same: its field becomes an `Option`. Strict reading still asks for it.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.lenient_optional("o:OrderType/Article").generate()?;
    /// assert!(output.files[0].text.contains("pub article: Option<"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn lenient_optional(mut self, member: &str) -> Builder {
        self.options.lenient.optional.push(member.to_owned());
        self
    }

    /// Lets a lenient reader pass over a member whose text is no value of its type, as if it were not there: for the
    /// members of a simple type that a pattern names and that may be missing. Strict reading refuses such texts.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.lenient_value("o:OrderType/Size").generate()?;
    /// assert!(output.files[0].text.contains("c.set_valid("));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn lenient_value(mut self, pattern: &str) -> Builder {
        self.options.lenient.values.push(pattern.to_owned());
        self
    }

    /// Uses the types that the configuration of another crate generates; `path` is the module that holds them, as this
    /// crate writes it.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let config = concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.toml");
    /// let invoices = r#"
    ///     <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:example:orders" targetNamespace="urn:i">
    ///       <xs:import namespace="urn:example:orders" schemaLocation="orders.xsd"/>
    ///       <xs:element name="Invoice">
    ///         <xs:complexType>
    ///           <xs:sequence><xs:element ref="o:Order" maxOccurs="unbounded"/></xs:sequence>
    ///         </xs:complexType>
    ///       </xs:element>
    ///     </xs:schema>"#;
    /// let builder = Builder::new().schema_text("invoices.xsd", invoices).document_text("orders.xsd", orders);
    /// let output = builder.extern_crate("shop::orders", config).generate()?;
    /// assert!(output.files[0].text.contains("pub order: Vec<shop::orders::Order>"));
    /// assert!(!output.files[0].text.contains("Article"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn extern_crate(mut self, path: &str, config: impl AsRef<Path>) -> Builder {
        self.options.extern_crates.insert(path.to_owned(), shown(config.as_ref()));
        self
    }

    /// Puts an attribute on the items or members that a pattern matches.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let builder = builder.attribute("o:SizeType", "#[non_exhaustive]").attribute("o:OrderType/*", "#[doc(hidden)]");
    /// let output = builder.generate()?;
    /// assert!(output.files[0].text.contains("#[non_exhaustive]\npub enum Size {"));
    /// assert!(output.files[0].text.contains("#[doc(hidden)]\n    pub article: "));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn attribute(mut self, pattern: &str, attribute: &str) -> Builder {
        self.options.attributes.entry(pattern.to_owned()).or_default().push(attribute.to_owned());
        self
    }

    /// Whether items implement `serde::Serialize` and `serde::Deserialize`; they do not otherwise. Members are called as
    /// in Rust, enumerations and checked texts are their texts on the wire. The crate of the generated code needs serde
    /// with its feature `derive`, and the runtime with its feature `serde`.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.serde(true).generate()?;
    /// assert!(output.files[0].text.contains("::serde::Serialize, ::serde::Deserialize)]\npub struct Order {"));
    /// assert!(output.files[0].text.contains("rt::serde_text!(Size);"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn serde(mut self, wanted: bool) -> Builder {
        self.options.serde = wanted;
        self
    }

    /// Keeps the components and members that a pattern matches as raw XML, which is written back unchanged. What they
    /// alone need is not generated. A member is written `o:OrderType/Article`, with the type that declares it or with one
    /// that inherits it.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.opaque("o:SizeType").opaque("*/Article").generate()?;
    /// assert!(output.files[0].text.contains("pub article: rt::RawElement"));
    /// assert!(output.files[0].text.contains("pub size: Option<rt::RawElement>"));
    /// assert!(!output.files[0].text.contains("pub enum Size"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn opaque(mut self, pattern: &str) -> Builder {
        self.options.opaque.push(pattern.to_owned());
        self
    }

    /// Lets elements of the types that a pattern matches name a derived type by `xsi:type`. Complex types that are abstract,
    /// and those whose derived types no element is declared with, are such types anyway. Built-in simple types are meant by
    /// patterns that begin with their prefix alone: `xs:decimal`, `xs:*`.
    ///
    /// ```
    /// let schema = r#"
    ///     <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:parcels" targetNamespace="urn:parcels">
    ///       <xs:element name="Parcel" type="p:ParcelType"/>
    ///       <xs:element name="Express" type="p:ExpressType"/>
    ///       <xs:complexType name="ParcelType"/>
    ///       <xs:complexType name="ExpressType">
    ///         <xs:complexContent><xs:extension base="p:ParcelType"/></xs:complexContent>
    ///       </xs:complexType>
    ///     </xs:schema>"#;
    /// let builder = xsd_codegen::Builder::new().schema_text("parcels.xsd", schema);
    /// let output = builder.polymorphic("p:ParcelType").generate()?;
    /// assert!(output.files[0].text.contains("pub struct Parcel(pub AnyParcel);"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn polymorphic(mut self, pattern: &str) -> Builder {
        self.options.polymorphic.push(pattern.to_owned());
        self
    }

    /// Lets the texts of the complex types that a pattern matches be `Cow<'a, str>`, borrowed from the document where it has
    /// them as they are: attributes and elements that would be `String`. Such a type has a lifetime, and so has what holds
    /// it. `xsd_runtime::from_str_borrowed` reads it, and `into_owned` frees it from the document; wherever the lifetime is
    /// `'static`, as in messages of operations, reading copies the texts.
    ///
    /// ```
    /// let schema = r#"
    ///     <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:n="urn:notes" targetNamespace="urn:notes">
    ///       <xs:element name="Note" type="n:NoteType"/>
    ///       <xs:complexType name="NoteType">
    ///         <xs:sequence><xs:element name="Line" type="xs:string" maxOccurs="unbounded"/></xs:sequence>
    ///       </xs:complexType>
    ///     </xs:schema>"#;
    /// let builder = xsd_codegen::Builder::new().schema_text("notes.xsd", schema);
    /// let output = builder.borrowed("n:NoteType").generate()?;
    /// assert!(output.files[0].text.contains("pub struct Note<'a> {"));
    /// assert!(output.files[0].text.contains("pub line: Vec<rt::Cow<'a, str>>,"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn borrowed(mut self, pattern: &str) -> Builder {
        self.options.borrowed.push(pattern.to_owned());
        self
    }

    /// Makes an enum of this name over all global elements that are generated, for documents whose root is not known in
    /// advance: `xsd_runtime::document_from_str` reads them.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let builder = Builder::new().schema_text("orders.xsd", orders);
    /// let output = builder.document("Incoming").generate()?;
    /// assert!(output.files[0].text.contains("pub enum Incoming {"));
    /// assert!(output.files[0].text.contains("Cancel(Box<Cancel>)"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn document(mut self, name: &str) -> Builder {
        self.options.document = Some(name.to_owned());
        self
    }

    /// Says where the document of a location or of a namespace is. `*` at the end of both maps whatever follows.
    ///
    /// A location is what a document writes as `schemaLocation` or `location`, or what that comes to behind the address
    /// or the path of the document. Of several entries that answer it, an exact one counts before one with `*`, and of
    /// those the longest. A namespace counts where no entry answers the location. Entries come before
    /// [catalogues](Builder::catalog).
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let all = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:orders">
    /// #                <xs:include schemaLocation="http://example.org/orders.xsd"/>
    /// #              </xs:schema>"#;
    /// # let builder = Builder::new().schema_text("all.xsd", all).document_text("schemas/orders.xsd", orders);
    /// // A document includes `http://example.org/orders.xsd`; a copy is `schemas/orders.xsd`.
    /// let output = builder.location("http://example.org/*", "schemas/*").generate()?;
    /// assert!(output.files[0].text.contains("pub struct Order {"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn location(mut self, location: &str, file: impl AsRef<Path>) -> Builder {
        self.options.locations.insert(location.to_owned(), shown(file.as_ref()));
        self
    }

    /// Adds an [OASIS XML catalogue](https://www.oasis-open.org/committees/download.php/14809/xml-catalogs.html). Locations
    /// are looked up as URIs and as system identifiers, namespaces as URIs and as public identifiers. Cargo is told to
    /// watch the catalogues, too.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let all = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:orders">
    /// #                <xs:include schemaLocation="http://example.org/orders.xsd"/>
    /// #              </xs:schema>"#;
    /// # let builder = Builder::new().schema_text("all.xsd", all).document_text("schemas/orders.xsd", orders);
    /// // A document includes `http://example.org/orders.xsd`; a copy is `schemas/orders.xsd`.
    /// let catalog = r#"<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
    ///                    <rewriteURI uriStartString="http://example.org/" rewritePrefix="schemas/"/>
    ///                  </catalog>"#;
    /// let output = builder.document_text("catalog.xml", catalog).catalog("catalog.xml").generate()?;
    /// assert!(output.files[0].text.contains("pub struct Order {"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn catalog(mut self, path: impl AsRef<Path>) -> Builder {
        self.options.catalogs.push(shown(path.as_ref()));
        self
    }

    /// Adds a folder in which documents are looked for by their file name, where there is none at their location.
    ///
    /// ```
    /// # use xsd_codegen::Builder;
    /// # let orders = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/builder/example.xsd"));
    /// # let all = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:orders">
    /// #                <xs:include schemaLocation="http://example.org/orders.xsd"/>
    /// #              </xs:schema>"#;
    /// # let builder = Builder::new().schema_text("all.xsd", all).document_text("schemas/orders.xsd", orders);
    /// // A document includes `http://example.org/orders.xsd`; a copy is `schemas/orders.xsd`.
    /// let output = builder.search("schemas").generate()?;
    /// assert!(output.files[0].text.contains("pub struct Order {"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn search(mut self, path: impl AsRef<Path>) -> Builder {
        self.options.search.push(shown(path.as_ref()));
        self
    }

    /// Whether documents with an address that nothing else answers may be fetched by HTTP; they are not otherwise. That
    /// needs the feature `network` of this crate, and makes what is generated depend on the servers.
    ///
    /// ```no_run
    /// xsd_codegen::Builder::new().schema("https://example.org/orders.xsd").network(true).build()?;
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn network(mut self, wanted: bool) -> Builder {
        self.options.network = wanted;
        self
    }

    /// How a rule is taken that a schema breaks, by the code that messages show in brackets: as an error, as a warning, or
    /// not at all. Errors that would leave holes cannot be relaxed; messages say of those that can.
    ///
    /// ```
    /// use xsd_codegen::{Builder, Rule};
    ///
    /// let schema = r#"
    ///     <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:greeting">
    ///       <xs:element name="Greeting" type="xs:string" comment="A greeting."/>
    ///     </xs:schema>"#;
    /// let builder = Builder::new().schema_text("greeting.xsd", schema);
    /// assert!(builder.generate().is_err());
    /// let output = builder.rule("unexpected-attribute", Rule::Warning).generate()?;
    /// assert!(output.warnings.contains("the attribute `comment` is not allowed on `xs:element`"));
    /// # Ok::<(), xsd_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn rule(mut self, code: &str, how: Rule) -> Builder {
        self.options.rules.insert(code.to_owned(), how);
        self
    }
}
