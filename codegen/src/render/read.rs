//! Reading: a table and a loop for each type.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::paths::{Scope, ident};
use super::{globals, polymorphic};
use crate::plan::{
    Any, Assessment, Body, Child, Choice, Compositor, DefaultValue, Field, Item, Kind, ListModel, Match, ModelTerm,
    Order, Particle, Root, Shape, Struct, Type, Wire,
};

/// The declaration of an item as a root element.
pub(super) fn root(scope: &Scope<'_>, item: &Item) -> Option<TokenStream> {
    let element = item.root.as_ref()?;
    let root = &element.name;
    let (name, namespace, local, tag) = (scope.any(item), scope.namespace(root), &root.local, scope.tag(root));
    let used = element.used.as_ref().map(|used| {
        let used = used.iter().filter_map(|&index| Some(ident(&scope.plan.namespaces.get(index)?.constant)));
        quote!(, [#(#used),*])
    });
    let identity = element.has_identity.then(|| quote!(; &IDENTITY));
    Some(quote!(rt::root!(#name, &NAMESPACES, #namespace, #local, #tag #used #identity);))
}

pub(super) fn implementation(scope: &Scope<'_>, item: &Item) -> Option<TokenStream> {
    let body = match &item.kind {
        Kind::Struct(of) => structure(scope, item, of),
        Kind::Choice(of) => choice(scope, item, of),
        Kind::Polymorphic(of) => polymorphic::read(scope, item, of),
        Kind::Wrapper(of) => {
            let reader = reader(scope, of.default.as_ref());
            let read = value_of(scope, item, &of.ty);
            quote!(#read(#reader).map(Self))
        }
        _ => return None,
    };
    // Whether the first child of a group is nil is the business of that child.
    let is_nillable = match &item.kind {
        Kind::Wrapper(of) => matches!(of.ty, Type::Nillable(..)),
        Kind::Struct(of) => matches!(of.order, Order::Group | Order::AnyInGroup),
        _ => false,
    };
    let nillable = is_nillable.then(|| {
        quote!(
            const NILLABLE: bool = true;
        )
    });
    let name = ident(&item.name);
    if item.has_lifetime() {
        return Some(quote!(
            impl<'a> rt::ReadBorrowed<'a> for #name<'a> {
                #nillable
                fn read_borrowed(r: &mut rt::Reader<'a>) -> rt::Result<Self> { #body }
            }
        ));
    }
    Some(quote!(
        impl rt::Read for #name {
            #nillable
            fn read(r: &mut rt::Reader<'_>) -> rt::Result<Self> { #body }
        }
    ))
}

/// The function that reads a value of a type where it stands in an item.
pub(super) fn value_of(scope: &Scope<'_>, item: &Item, ty: &Type) -> TokenStream {
    if scope.plan.borrows(item, ty) { quote!(rt::ReadBorrowed::read_borrowed) } else { quote!(rt::Read::read) }
}

/// The function of the cursor that reads a value of a type where it stands in an item.
fn call_of(scope: &Scope<'_>, item: &Item, ty: &Type, call: &str, valid_only: bool) -> Ident {
    // A text is always valid.
    match (scope.plan.borrows(item, ty), valid_only) {
        (true, _) => format_ident!("{call}_borrowed"),
        (false, true) => format_ident!("{call}_valid"),
        (false, false) => format_ident!("{call}"),
    }
}

fn structure(scope: &Scope<'_>, item: &Item, of: &Struct) -> TokenStream {
    let table = table(scope, of);
    let start = super::vacancy::of_item(item);
    let fields: Vec<&Field> = of.fields().collect();
    if fields.is_empty() {
        return quote!(#table r.enter(&TABLE)?.finish_empty(r)?; Ok(Self {}));
    }
    let target = |field: &Field| {
        let name = ident(&field.name);
        if start.is_some() {
            quote!(value.#name)
        } else {
            let local = local(&field.name);
            quote!(#local)
        }
    };
    let n_attributes = of.attributes.len();
    let mut arms: Vec<(Vec<usize>, TokenStream)> = Vec::new();
    let mut choices = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let target = target(field);
        // A vacant value has a place for a required member; else it waits in an `Option`.
        let is_one = start.is_some() && field.shape == Shape::Required;
        match &field.wire {
            Wire::Attribute(_) => {
                let call = if is_one { "one_attribute" } else { "attribute" };
                let call = call_of(scope, item, &field.ty, call, field.valid_only);
                let reader = attribute_reader(scope, field.default.as_ref());
                arms.push((vec![index], quote!(c.#call(#reader, &mut #target))));
            }
            Wire::AnyAttribute(_, assessment) => {
                let reader = assessed(scope, quote!(r), *assessment);
                arms.push((vec![index], quote!(c.any_attribute(#reader, &mut #target))));
            }
            Wire::Text => {
                let call = call_of(scope, item, &field.ty, if is_one { "one" } else { "set" }, false);
                let reader = reader(scope, field.default.as_ref());
                arms.push((vec![n_attributes], quote!(c.#call(#reader, &mut #target))));
            }
            Wire::Element(_, lines) | Wire::Raw(lines) | Wire::Group(lines) => {
                let call = match field.shape {
                    Shape::Many => "push",
                    _ if is_one => "one",
                    _ => "set",
                };
                let call = call_of(scope, item, &field.ty, call, field.valid_only && !is_one);
                let reader = reader(scope, field.default.as_ref());
                let reader = assessed(scope, reader, assessment(lines_of(&of.body), lines));
                arms.push((numbers(lines, n_attributes), quote!(c.#call(#reader, &mut #target))));
            }
            Wire::Choice(alternatives) => {
                let path = scope.ty(&field.ty);
                let choice = scope.item(&field.ty).unwrap_or(item);
                for alternative in alternatives {
                    let call = match field.shape {
                        Shape::Many => "append",
                        _ if is_one => "one_of",
                        _ => "choose",
                    };
                    let valid_only = alternative.valid_only && !is_one;
                    let call = call_of(scope, choice, &alternative.ty, call, valid_only);
                    let variant = ident(&alternative.variant);
                    if alternative.is_text() {
                        let call = quote!(c.append_text(r, &mut #target, #path::#variant));
                        choices.push((numbers(&alternative.lines, n_attributes), call));
                        continue;
                    }
                    let reader = reader(scope, alternative.default.as_ref());
                    let reader = assessed(scope, reader, assessment(lines_of(&of.body), &alternative.lines));
                    let make =
                        if field.boxed { quote!(|it| Box::new(#path::#variant(it))) } else { quote!(#path::#variant) };
                    let call = quote!(c.#call(#reader, &mut #target, #make));
                    choices.push((numbers(&alternative.lines, n_attributes), call));
                }
            }
        }
    }
    arms.extend(choices);
    let enter = match of.order {
        Order::Sequence | Order::Any => {
            // The text that stands for missing content is that of the whole.
            let default = of.is_mixed().then(|| of.body.fields().first()?.default.as_ref()).flatten();
            let reader = reader(scope, default);
            quote!(#reader.enter(&TABLE)?)
        }
        Order::Group | Order::AnyInGroup => quote!(r.enter_group(&TABLE)),
    };
    let order = of.kept_order.as_ref().map(|(order, _)| {
        let (local, order) = (local(order), ident(order));
        (if start.is_some() { quote!(value.#order) } else { quote!(#local) }, order)
    });
    let reading = reading(&enter, arms, order.as_ref().map(|(target, _)| target));
    let required: Vec<Literal> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.shape == Shape::Required)
        .map(|(index, field)| Literal::usize_unsuffixed(number(field, index, n_attributes)))
        .collect();
    if let Some(start) = start {
        let complete =
            if required.is_empty() { TokenStream::new() } else { quote!(c.complete(r, &[#(#required),*])?;) };
        return quote!(#table let mut value = #start; #reading #complete Ok(value));
    }
    let locals = fields.iter().map(|field| {
        let local = local(&field.name);
        if field.shape == Shape::Many { quote!(let mut #local = Vec::new();) } else { quote!(let mut #local = None;) }
    });
    let values = fields.iter().enumerate().map(|(index, field)| {
        let (name, local) = (ident(&field.name), local(&field.name));
        if field.shape == Shape::Required {
            let member = Literal::usize_unsuffixed(number(field, index, n_attributes));
            quote!(#name: c.required(r, #local, #member)?)
        } else if name == local {
            quote!(#name)
        } else {
            quote!(#name: #local)
        }
    });
    let (order_local, order_value) = match &order {
        Some((target, order)) if *order == target.to_string() => {
            (quote!(let mut #target = rt::Order::default();), quote!(, #order))
        }
        Some((target, order)) => (quote!(let mut #target = rt::Order::default();), quote!(, #order: #target)),
        None => Default::default(),
    };
    quote!(#table #(#locals)* #order_local #reading Ok(Self { #(#values),* #order_value }))
}

/// The reader that a value is read from, told of the text that stands for none, or of the only value there may be.
fn reader(scope: &Scope<'_>, default: Option<&DefaultValue>) -> TokenStream {
    let Some(default) = default else { return quote!(r) };
    let text = &default.text;
    let ty = default.compared.as_ref().map(|ty| scope.ty(ty));
    let prefixes = (!default.prefixes.is_empty()).then(|| super::simple::prefixes(&default.prefixes));
    match (ty, prefixes) {
        (Some(ty), None) => quote!(r.fixed::<#ty>(#text)),
        (Some(ty), Some(prefixes)) => quote!(r.fixed_within::<#ty>(#text, #prefixes)),
        (None, None) => quote!(r.or(#text)),
        (None, Some(prefixes)) => quote!(r.or_within(#text, #prefixes)),
    }
}

/// The same for an attribute.
fn attribute_reader(scope: &Scope<'_>, default: Option<&DefaultValue>) -> TokenStream {
    let compared = default.and_then(|default| Some((default, default.compared.as_ref()?)));
    let Some((default, ty)) = compared else { return quote!(r) };
    let (text, ty) = (&default.text, scope.ty(ty));
    if default.prefixes.is_empty() {
        return quote!(c.fixed::<#ty>(r, #text)?);
    }
    let prefixes = super::simple::prefixes(&default.prefixes);
    quote!(c.fixed_within::<#ty>(r, #text, #prefixes)?)
}

/// The reader that raw XML is read from, told how to check it.
fn assessed(scope: &Scope<'_>, reader: TokenStream, assessment: Option<Assessment>) -> TokenStream {
    match assessment.filter(|_| scope.plan.globals.is_some()) {
        Some(assessment) => {
            let call = globals::call(assessment);
            quote!(#reader.#call)
        }
        None => reader,
    }
}

/// How strict reading checks what some lines of the table match: where they differ, what all of them ask for.
fn assessment(table: &[Child], lines: &[usize]) -> Option<Assessment> {
    let mut all = lines.iter().filter_map(|&line| table.get(line)).map(|line| line.assessment);
    let first = all.next()??;
    let mut is_same = true;
    for other in all {
        is_same &= other? == first;
    }
    Some(if is_same { first } else { Assessment::Lax })
}

/// The lines of the table; text has none.
fn lines_of(body: &Body) -> &[Child] {
    match body {
        Body::Children(_, lines) => lines,
        Body::Text(_) => &[],
    }
}

/// The first member number of a field.
fn number(field: &Field, index: usize, n_attributes: usize) -> usize {
    match &field.wire {
        Wire::Attribute(_) | Wire::AnyAttribute(..) => index,
        Wire::Text => n_attributes,
        Wire::Element(_, lines) | Wire::Raw(lines) | Wire::Group(lines) => {
            n_attributes + lines.first().copied().unwrap_or(0)
        }
        Wire::Choice(alternatives) => {
            n_attributes + alternatives.first().and_then(|a| a.lines.first().copied()).unwrap_or(0)
        }
    }
}

/// The lines of the table, or `None` for text.
fn body_lines(of: &Struct) -> Option<&[Child]> {
    match &of.body {
        Body::Children(_, lines) => Some(lines),
        Body::Text(_) => None,
    }
}

fn numbers(lines: &[usize], n_attributes: usize) -> Vec<usize> {
    lines.iter().map(|line| line + n_attributes).collect()
}

/// The loop over the members. The last arm of its match takes the rest, so that the match is complete. One `?` serves
/// all arms: one at each would be most of what the compiler has to translate.
fn reading(enter: &TokenStream, mut arms: Vec<(Vec<usize>, TokenStream)>, order: Option<&TokenStream>) -> TokenStream {
    if let [(_, call)] = arms.as_slice() {
        return quote!(
            let mut c = #enter;
            while c.next(r)?.is_some() {
                #call?;
            }
        );
    }
    arms.sort_by_key(|(numbers, _)| numbers.first().copied());
    let order = order.map(|order| quote!(c.note_order(&mut #order);));
    let n_arms = arms.len();
    let arms = arms.into_iter().enumerate().map(|(index, (numbers, call))| {
        if index + 1 == n_arms {
            return quote!(_ => #call);
        }
        let pattern = pattern(&numbers);
        quote!(#pattern => #call)
    });
    quote!(
        let mut c = #enter;
        while let Some(member) = c.next(r)? {
            #order
            match member { #(#arms),* }?;
        }
    )
}

/// A pattern for some numbers; a range for three and more of them, as clippy asks for.
fn pattern(numbers: &[usize]) -> TokenStream {
    let literal = |number: &usize| Literal::usize_unsuffixed(*number);
    match numbers {
        [first, .., last] if numbers.len() > 2 && last - first == numbers.len() - 1 => {
            let (first, last) = (literal(first), literal(last));
            quote!(#first..=#last)
        }
        _ => {
            let numbers = numbers.iter().map(literal);
            quote!(#(#numbers)|*)
        }
    }
}

/// The local variable for a field: its name, unless the function means something else by that.
fn local(name: &str) -> proc_macro2::Ident {
    match name {
        "r" | "c" | "member" | "value" => format_ident!("{name}_"),
        _ => ident(name),
    }
}

fn choice(scope: &Scope<'_>, item: &Item, of: &Choice) -> TokenStream {
    let (lines, option) = children(scope, &of.table);
    let table = new_table(scope, of.type_name.as_ref());
    let arms = of.alternatives.iter().map(|alternative| {
        let variant = ident(&alternative.variant);
        let reader = reader(scope, alternative.default.as_ref());
        let reader = assessed(scope, reader, assessment(&of.table, &alternative.lines));
        let call = call_of(scope, item, &alternative.ty, "choose", false);
        (alternative.lines.clone(), quote!(c.#call(#reader, &mut value, Self::#variant)))
    });
    let reading = reading(&quote!(r.enter(&TABLE)?), arms.collect(), None);
    quote!(
        #lines
        static TABLE: rt::Table = #table #option;
        let mut value = None;
        #reading
        c.required(r, value, 0)
    )
}

/// The table of a struct.
fn table(scope: &Scope<'_>, of: &Struct) -> TokenStream {
    let attributes: Vec<TokenStream> = of
        .attributes
        .iter()
        .filter_map(|field| match &field.wire {
            Wire::Attribute(root) => {
                let (namespace, local) = (scope.namespace(root), &root.local);
                let call = if field.required { quote!(required) } else { quote!(optional) };
                Some(quote!(rt::Attribute::#call(#namespace, #local)))
            }
            Wire::AnyAttribute(namespaces, _) => {
                let namespaces = any(namespaces);
                Some(quote!(rt::Attribute::any(#namespaces)))
            }
            _ => None,
        })
        .collect();
    let mut statics = TokenStream::new();
    let mut options = TokenStream::new();
    if !attributes.is_empty() {
        statics.extend(quote!(static ATTRIBUTES: &[rt::Attribute] = &[#(#attributes),*];));
        options.extend(quote!(.attributes(ATTRIBUTES)));
    }
    match body_lines(of) {
        None => options.extend(quote!(.text())),
        Some(lines) => {
            let (children, option) = children(scope, lines);
            statics.extend(children);
            options.extend(option);
        }
    }
    if matches!(of.order, Order::Any | Order::AnyInGroup) {
        options.extend(quote!(.all()));
    }
    if let Some(ListModel { particles, has_text }) = &of.list {
        let call = if *has_text { quote!(mixed) } else { quote!(listed) };
        if particles.is_empty() {
            options.extend(quote!(.#call(&[])));
        } else {
            let model = particles.iter().map(particle);
            statics.extend(quote!(static MODEL: &[rt::Particle] = &[#(#model),*];));
            options.extend(quote!(.#call(MODEL)));
        }
    }
    let table = new_table(scope, of.type_name.as_ref());
    quote!(#statics static TABLE: rt::Table = #table #options;)
}

fn new_table(scope: &Scope<'_>, type_name: Option<&Root>) -> TokenStream {
    let (namespace, local) = match type_name {
        Some(name) => (scope.namespace(name), name.local.as_str()),
        None => (quote!(rt::NO_NAMESPACE), ""),
    };
    quote!(rt::Table::new(&NAMESPACES, #namespace, #local))
}

/// The static of the children, and how the table is told of it.
fn children(scope: &Scope<'_>, children: &[Child]) -> (TokenStream, TokenStream) {
    if children.is_empty() {
        return Default::default();
    }
    let children = children.iter().map(|child| line(scope, child));
    (quote!(static CHILDREN: &[rt::Child] = &[#(#children),*];), quote!(.children(CHILDREN)))
}

/// A line of a content model.
fn particle(particle: &Particle) -> TokenStream {
    let occurs = occurs(particle.min, particle.max);
    let (call, number) = match particle.term {
        ModelTerm::Child(line) => (quote!(child), line),
        ModelTerm::Group(Compositor::Sequence, inside) => (quote!(sequence), inside),
        ModelTerm::Group(Compositor::Choice, inside) => (quote!(choice), inside),
        ModelTerm::Group(Compositor::All, inside) => (quote!(all), inside),
    };
    let number = Literal::usize_unsuffixed(number);
    quote!(rt::Particle::#call(#number, #occurs))
}

/// How often something occurs.
fn occurs(min: u32, max: Option<u32>) -> TokenStream {
    match (min, max) {
        (1, Some(1)) => quote!(rt::ONE),
        (0, Some(1)) => quote!(rt::OPTIONAL),
        (0, None) => quote!(rt::MANY),
        (1, None) => quote!(rt::SOME),
        (min, max) => {
            let min = Literal::u32_unsuffixed(min);
            let max = max.map_or_else(
                || quote!(u32::MAX),
                |max| {
                    let max = Literal::u32_unsuffixed(max);
                    quote!(#max)
                },
            );
            quote!(rt::Occurs::new(#min, #max))
        }
    }
}

fn line(scope: &Scope<'_>, child: &Child) -> TokenStream {
    let slot = Literal::usize_unsuffixed(child.slot);
    let occurs = occurs(child.min, child.max);
    let grouped = child.is_grouped.then(|| quote!(.grouped()));
    let call = match &child.matches {
        Match::Alias(_) => quote!(alias),
        Match::Abstract(_) => quote!(of_abstract),
        Match::Element(_) | Match::Any(_) => quote!(new),
    };
    match (scope.matched(&child.matches), &child.matches) {
        (Some(root), _) => {
            let (namespace, local) = (scope.namespace(root), &root.local);
            quote!(rt::Child::#call(#namespace, #local, #slot, #occurs) #grouped)
        }
        (None, Match::Any(namespaces)) => {
            let namespaces = any(namespaces);
            quote!(rt::Child::any(#namespaces, #slot, #occurs) #grouped)
        }
        (None, _) => TokenStream::new(),
    }
}

pub(super) fn any(any: &Any) -> TokenStream {
    match any {
        Any::Any => quote!(rt::AnyNamespace::Any),
        Any::Not(uri) => quote!(rt::AnyNamespace::Not(#uri)),
        Any::List(uris) => quote!(rt::AnyNamespace::List(&[#(#uris),*])),
    }
}
