//! Paths and types, as seen from the module they are written in.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::plan::{Borrowing, Field, Item, Kind, Match, Nil, Plan, Root, Shape, Type};

/// The module that is being written.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) plan: &'a Plan,
    /// Its path from the top of the file; `None` for the top itself.
    pub(super) module: Option<&'a String>,
}

impl Scope<'_> {
    /// The path of an item.
    pub(super) fn path(&self, item: &Item) -> TokenStream {
        let name = ident(&item.name);
        let up = self.up();
        match (self.module, item.module.as_ref()) {
            (from, to) if from == to => quote!(#name),
            (_, Some(to)) => {
                let to = ident(to);
                quote!(#up #to::#name)
            }
            (_, None) => quote!(#up #name),
        }
    }

    /// The way from the module to the top of the file.
    fn up(&self) -> TokenStream {
        let steps = self.module.iter().flat_map(|module| module.split("::")).map(|_| quote!(super::));
        steps.collect()
    }

    /// A type by its name alone, as expressions have it.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        self.spell(ty, TokenStream::new(), false)
    }

    /// A type that borrows nothing.
    pub(super) fn owned(&self, ty: &Type) -> TokenStream {
        self.spell(ty, quote!(<'static>), false)
    }

    /// A type as it stands in an item, which may borrow.
    pub(super) fn within(&self, item: &Item, ty: &Type) -> TokenStream {
        self.spell(ty, quote!(<'a>), item.borrowing == Borrowing::Texts)
    }

    /// The name of an item for any lifetime, if it has one.
    pub(super) fn any(&self, item: &Item) -> TokenStream {
        let name = ident(&item.name);
        if item.has_lifetime() { quote!(#name<'_>) } else { quote!(#name) }
    }

    /// The name of an item with its own lifetime, if it has one.
    pub(super) fn own(&self, item: &Item) -> TokenStream {
        let (name, lifetime) = (ident(&item.name), self.lifetime(item));
        quote!(#name #lifetime)
    }

    /// The lifetime of an item as its own code calls it, if it has one.
    pub(super) fn lifetime(&self, item: &Item) -> TokenStream {
        if item.has_lifetime() { quote!(<'a>) } else { TokenStream::new() }
    }

    fn spell(&self, ty: &Type, lifetime: TokenStream, borrows_texts: bool) -> TokenStream {
        if borrows_texts && *self.resolve(ty) == Type::Builtin("String") {
            return quote!(rt::Cow<'a, str>);
        }
        match ty {
            Type::Builtin(name) => parse::<syn::Type>(name).to_token_stream(),
            Type::Extern(path) => parse::<syn::Type>(path).to_token_stream(),
            Type::List(item) => {
                let item = self.ty(item);
                quote!(rt::List<#item>)
            }
            Type::Nillable(inner, nil) => {
                let inner = self.spell(inner, lifetime, borrows_texts);
                match nil {
                    Nil::Bare => quote!(rt::Nillable<#inner>),
                    Nil::Attributes => quote!(rt::NillableElement<#inner>),
                }
            }
            Type::Item(id) => {
                let item = self.plan.item(*id);
                let (path, lifetime) = (self.path(item), item.has_lifetime().then_some(lifetime));
                quote!(#path #lifetime)
            }
        }
    }

    /// The type of a field.
    pub(super) fn field(&self, item: &Item, field: &Field) -> TokenStream {
        let mut ty = self.within(item, &field.ty);
        if field.boxed {
            ty = quote!(Box<#ty>);
        }
        match field.shape {
            Shape::Required => ty,
            Shape::Optional => quote!(Option<#ty>),
            Shape::Many => quote!(Vec<#ty>),
        }
    }

    /// The item that a type is.
    pub(super) fn item(&self, ty: &Type) -> Option<&Item> {
        match ty {
            Type::Item(id) => Some(self.plan.item(*id)),
            _ => None,
        }
    }

    /// The type behind aliases.
    pub(super) fn resolve<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = ty;
        // Aliases cannot form a cycle; the bound only guards against one.
        for _ in 0..self.plan.items.len() {
            match ty {
                Type::Item(id) => match &self.plan.item(*id).kind {
                    Kind::Alias(inner) => ty = inner,
                    _ => break,
                },
                _ => break,
            }
        }
        ty
    }

    /// The constant of a name's namespace.
    pub(super) fn namespace(&self, root: &Root) -> TokenStream {
        match root.namespace.and_then(|index| self.plan.namespaces.get(index)) {
            Some(namespace) => {
                let constant = ident(&namespace.constant);
                quote!(#constant)
            }
            None => quote!(rt::NO_NAMESPACE),
        }
    }

    /// A name with the writer's prefix.
    pub(super) fn prefixed(&self, root: &Root) -> String {
        match root.namespace.and_then(|index| self.plan.namespaces.get(index)) {
            Some(namespace) => format!("{}:{}", namespace.prefix, root.local),
            None => root.local.clone(),
        }
    }

    /// A start tag with the writer's prefix.
    pub(super) fn tag(&self, root: &Root) -> String {
        format!("<{}>", self.prefixed(root))
    }

    /// The name that a line of a table matches, if it matches one.
    pub(super) fn matched<'m>(&self, matches: &'m Match) -> Option<&'m Root> {
        match matches {
            Match::Element(root) | Match::Alias(root) | Match::Abstract(root) => Some(root),
            Match::Any(_) => None,
        }
    }
}

/// An identifier; raw ones are written `r#name`.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, proc_macro2::Span::call_site()),
        None => match syn::parse_str::<Ident>(name) {
            Ok(ident) => ident,
            Err(_) => format_ident!("{}_", name.replace(|c: char| !c.is_ascii_alphanumeric(), "_")),
        },
    }
}

/// Text that is a path or type: of this crate, or of the options, which are checked before.
pub(super) fn parse<T: syn::parse::Parse + Fallback>(text: &str) -> T {
    syn::parse_str::<T>(text).unwrap_or_else(|_| T::fallback())
}

/// What would stand in for a path that is none.
pub(super) trait Fallback {
    fn fallback() -> Self;
}

impl Fallback for syn::Path {
    fn fallback() -> Self {
        syn::parse_quote!(invalid_path)
    }
}

impl Fallback for syn::Type {
    fn fallback() -> Self {
        syn::parse_quote!(InvalidPath)
    }
}
