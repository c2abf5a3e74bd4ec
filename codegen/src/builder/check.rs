//! Options that no schema can make right: what is put into Rust code must be Rust.

use syn::parse::Parser;

use crate::diag::{Diagnostic, Diagnostics, rules};
use crate::options::{Options, Rule};
use crate::plan::Key;
use crate::suggest;

/// Reports options that make no sense by themselves.
pub(super) fn check(options: &Options, diagnostics: &mut Diagnostics) {
    if options.schemas.is_empty() {
        let help = "name documents: `schemas = [\"…\"]` in codegen.toml, `--schema …`, or `Builder::schema(\"…\")`";
        diagnostics.push(Diagnostic::error("no-schema", "there is nothing to generate from").help(help));
    }
    check_file(&options.file, diagnostics);
    check_path("runtime", &options.runtime, diagnostics);
    for (component, path) in &options.extern_types {
        // A name comes in the place of the star.
        check_path_as(&format!("extern type of `{component}`"), path, &path.replace('*', "Name"), diagnostics);
    }
    for (path, config) in &options.extern_crates {
        check_path(&format!("extern crate of `{config}`"), path, diagnostics);
    }
    if let Some(name) = &options.document {
        check_identifier("enum of documents", name, diagnostics);
    }
    for (pattern, derives) in &options.derives {
        for derive in derives {
            check_path(&format!("derive of `{pattern}`"), derive, diagnostics);
        }
    }
    for (pattern, attributes) in &options.attributes {
        for attribute in attributes {
            check_attribute(pattern, attribute, diagnostics);
        }
    }
    for (component, name) in &options.names {
        check_template(&format!("name of `{component}`"), Key::new(component).part(), name, diagnostics);
    }
    for (prefix, module) in &options.modules {
        check_template(&format!("module of `{prefix}`"), prefix, module, diagnostics);
    }
    for (location, file) in &options.locations {
        check_location(location, file, diagnostics);
    }
    for (code, rule) in &options.rules {
        check_rule(code, *rule, diagnostics);
    }
    if options.network && !cfg!(feature = "network") {
        let message = "`network = true` needs the feature `network` of xsd-codegen";
        let help =
            "add it to the features of xsd-codegen in Cargo.toml, or install the command with `--features network`";
        diagnostics.push(Diagnostic::error("no-network", message).help(help));
    }
}

/// A whole folder is mapped to a whole folder.
fn check_location(location: &str, file: &str, diagnostics: &mut Diagnostics) {
    let (message, help) = match (location.ends_with('*'), file.ends_with('*')) {
        (true, false) => (
            format!("the location `{location}` stands for many documents, but `{file}` for one"),
            "the part that `*` stands for is put where the file has its own `*`",
        ),
        (false, true) => (
            format!("the location `{location}` stands for one document, but `{file}` for many"),
            "`*` belongs at the end of both or of neither",
        ),
        _ => return,
    };
    diagnostics.push(Diagnostic::error("bad-location", message).help(help));
}

/// A rule exists, and can be relaxed if it is to be.
fn check_rule(code: &str, rule: Rule, diagnostics: &mut Diagnostics) {
    let Some(class) = rules::class(code) else {
        let diagnostic = Diagnostic::error("unknown-rule", format!("there is no rule `{code}`"));
        let similar = suggest::nearest(code, rules::CODES.iter().map(|it| (it.0, it.0)));
        diagnostics.push(match similar {
            Some(similar) => diagnostic.help(format!("a similar rule is `{similar}`")),
            None => diagnostic.help("a rule is called as messages show it in brackets: `error[…]`"),
        });
        return;
    };
    if rule != Rule::Error && !class.is_relaxable() {
        let message = format!("the rule `{code}` cannot be relaxed");
        diagnostics.push(Diagnostic::error("fixed-rule", message).note(class.reason()));
    }
}

/// The name of a file is one name: not a path, and without the ending that it is given.
fn check_file(file: &str, diagnostics: &mut Diagnostics) {
    let is_name = !file.is_empty() && !file.starts_with('.') && !file.contains(['/', '\\', ':', '\0']);
    if !is_name || file.ends_with(".rs") {
        let diagnostic = Diagnostic::error("bad-file", format!("the file name `{file}` is not a plain name"))
            .help("write it without folder and without `.rs`; the folder is the option `directory`");
        diagnostics.push(diagnostic);
    }
}

fn check_path(what: &str, path: &str, diagnostics: &mut Diagnostics) {
    check_path_as(what, path, path, diagnostics);
}

fn check_path_as(what: &str, path: &str, filled: &str, diagnostics: &mut Diagnostics) {
    if syn::parse_str::<syn::Path>(filled).is_err() {
        let diagnostic = Diagnostic::error("bad-path", format!("the {what} is `{path}`, which is no Rust path"))
            .help("a path looks like `crate::module::Name`");
        diagnostics.push(diagnostic);
    }
}

fn check_attribute(pattern: &str, text: &str, diagnostics: &mut Diagnostics) {
    let is_attribute = syn::Attribute::parse_outer.parse_str(text).is_ok_and(|attributes| !attributes.is_empty());
    if !is_attribute {
        let message = format!("the attribute of `{pattern}` is `{text}`, which is no Rust attribute");
        let diagnostic = Diagnostic::error("bad-attribute", message).help("an attribute looks like `#[doc(hidden)]`");
        diagnostics.push(diagnostic);
    }
}

/// A name in which each `*` stands for what the one of the key stands for.
fn check_template(what: &str, key: &str, name: &str, diagnostics: &mut Diagnostics) {
    let (n_stars, n_in_key) = (name.matches('*').count(), key.matches('*').count());
    if n_stars > n_in_key {
        let message = format!("the {what} is `{name}`, in which a `*` has nothing to stand for");
        let help = match n_in_key {
            0 => format!("`{key}` has no `*`"),
            _ => format!("`{key}` has {n_in_key} and the name {n_stars}"),
        };
        diagnostics.push(Diagnostic::error("bad-name", message).help(help));
    } else if n_stars == 0 {
        check_identifier(what, name, diagnostics);
    } else if syn::parse_str::<syn::Ident>(&name.replace('*', "x")).is_err() {
        let message = format!("the {what} is `{name}`, which makes no Rust name");
        diagnostics.push(Diagnostic::error("bad-name", message));
    }
}

fn check_identifier(what: &str, name: &str, diagnostics: &mut Diagnostics) {
    if syn::parse_str::<syn::Ident>(name).is_err() {
        let diagnostic = Diagnostic::error("bad-name", format!("the {what} is `{name}`, which is no Rust name"));
        let diagnostic = match syn::parse_str::<syn::Ident>(&format!("r#{name}")) {
            Ok(_) => diagnostic.help(format!("it is a keyword; `r#{name}` is possible")),
            Err(_) => diagnostic,
        };
        diagnostics.push(diagnostic);
    }
}
