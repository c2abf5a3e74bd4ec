//! What types that borrow have beside their readers: by a macro of the runtime.

use super::paths::Scope;
use crate::options::Emit;
use crate::plan::{Item, ItemId, Kind};

/// The implementations of all items that have a lifetime.
pub(super) fn implementations(scope: &Scope<'_>, items: &[(ItemId, &Item)]) -> String {
    let borrowing = items.iter().filter(|(_, item)| item.has_lifetime());
    let calls: Vec<String> = borrowing.filter_map(|(_, item)| call(scope, item)).collect();
    calls.concat()
}

/// The call of the macro, with the members that never borrow and those that may. Formatting leaves the arguments of macros
/// as they are.
fn call(scope: &Scope<'_>, item: &Item) -> Option<String> {
    let (mut owned, mut borrowed) = (Vec::new(), Vec::new());
    let mut add = |name: &str, ty| {
        let list = if scope.plan.borrows(item, ty) { &mut borrowed } else { &mut owned };
        list.push(name.to_owned());
    };
    let kind = match &item.kind {
        Kind::Struct(of) => {
            of.fields().for_each(|field| add(&field.name, &field.ty));
            owned.extend(of.kept_order.as_ref().map(|(order, _)| order.clone()));
            "struct"
        }
        Kind::Wrapper(of) => {
            add("0", &of.ty);
            "struct"
        }
        Kind::Choice(_) | Kind::Alternatives(_) | Kind::Polymorphic(_) => {
            item.kind.alternatives()?.iter().for_each(|it| add(&it.variant, &it.ty));
            if let Kind::Polymorphic(of) = &item.kind {
                owned.extend(of.other.clone());
            }
            "enum"
        }
        _ => return None,
    };
    // Alternatives are read by their owner.
    let is_read = scope.plan.emit != Emit::Writer && !matches!(item.kind, Kind::Alternatives(_));
    let macro_name = if is_read { "borrowed" } else { "into_owned" };
    let start = format!("rt::{macro_name}!({kind} {}", item.name);
    let lists = [("owned", owned), ("borrowed", borrowed)].into_iter().filter(|(_, names)| !names.is_empty());
    let lists: Vec<_> = lists.map(|(key, names)| (format!("{key}: ["), names)).collect();
    let parts: Vec<String> = lists.iter().map(|(key, names)| format!("{key}{}]", names.join(", "))).collect();
    let on_one_line = format!("{start} {{ {} }});", parts.join(", "));
    if on_one_line.len() <= WIDTH {
        return Some(on_one_line + "\n\n");
    }
    let lines: String = lists.iter().map(|(key, names)| list(key, names)).collect();
    Some(format!("{start} {{\n{lines}}});\n\n"))
}

/// Where a line ends.
const WIDTH: usize = 100;

/// Names in brackets, on as many lines as they need.
fn list(key: &str, names: &[String]) -> String {
    let on_one_line = format!("    {key}{}],", names.join(", "));
    if on_one_line.len() <= WIDTH {
        return on_one_line + "\n";
    }
    let mut text = format!("    {key}");
    let mut width = WIDTH;
    for name in names {
        if width + name.len() + 2 > WIDTH {
            text.truncate(text.trim_end().len());
            text.push_str("\n        ");
            width = 8;
        }
        text.push_str(name);
        text.push_str(", ");
        width += name.len() + 2;
    }
    text.truncate(text.trim_end().len());
    text.push_str("\n    ],\n");
    text
}
