//! The order in which members came that may come in any.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::Writer;

/// The order in which the children of an `xs:all` stood in the document (XSD 1.0 Part 1, 3.8.1), so that they are written
/// in the same. The default is the order of the schema.
///
/// It says nothing of a value: any two are equal, and members that did not come have their places in it too.
#[derive(Clone, Default)]
pub struct Order {
    /// The last of the members, as long as they come in the order of the schema.
    last: u16,
    /// All up to the last one, once they do not.
    members: Vec<u16>,
}

impl Order {
    /// Notes that a member comes.
    pub(crate) fn note(&mut self, member: u16) {
        if self.members.is_empty() {
            if member >= self.last {
                self.last = member;
                return;
            }
            // Those among them that have not come have nothing to be written.
            self.members.extend(0..=self.last);
        }
        self.members.retain(|&other| other != member);
        self.members.push(member);
    }
}

impl Writer {
    /// Writes members in the order in which they came, each with its own call.
    pub fn in_order(&mut self, order: &Order, members: &[&dyn Fn(&mut Writer)]) {
        let mut is_written = vec![false; if order.members.is_empty() { 0 } else { members.len() }];
        for &index in &order.members {
            if let (Some(write), Some(is_written)) =
                (members.get(usize::from(index)), is_written.get_mut(usize::from(index)))
            {
                *is_written = true;
                write(self);
            }
        }
        for (index, write) in members.iter().enumerate() {
            if is_written.get(index) != Some(&true) {
                write(self);
            }
        }
    }
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Order").field(&self.members).finish()
    }
}

impl PartialEq for Order {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Order {}

impl Hash for Order {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

#[cfg(test)]
mod tests {
    use super::Order;
    use crate::Writer;

    /// What is written after members came in an order.
    fn written(came: &[u16]) -> String {
        let mut order = Order::default();
        came.iter().for_each(|&member| order.note(member));
        let mut writer = Writer::new();
        let is_there = |member: u16| came.contains(&member);
        let put = |text: &'static str, member: u16, writer: &mut Writer| {
            if is_there(member) {
                writer.raw(text);
            }
        };
        let members: [&dyn Fn(&mut Writer); 4] =
            [&|w| put("a", 0, w), &|w| put("b", 1, w), &|w| put("c", 2, w), &|w| w.raw("d")];
        writer.in_order(&order, &members);
        writer.finish().unwrap_or_default()
    }

    #[test]
    fn the_order_is_kept() {
        for (came, expected) in [
            (&[][..], "d"),
            (&[0, 1, 2, 3], "abcd"),
            (&[0, 2], "acd"),
            (&[2, 0], "cad"),
            (&[3, 2, 1, 0], "dcba"),
            (&[3, 1], "db"),
            (&[1, 3, 0], "bda"),
            (&[0, 2, 0], "cad"),
        ] {
            assert_eq!(written(came), expected, "{came:?}");
        }
    }
}
