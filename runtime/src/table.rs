//! The static tables that describe a complex type to the reading loop.

use crate::model::Particle;
use crate::namespace::{NO_NAMESPACE, NamespaceId, Namespaces};

/// What the reading loop must know of a complex type: one static per generated type.
#[derive(Debug)]
pub struct Table {
    pub(crate) namespaces: &'static Namespaces,
    pub(crate) type_name: (NamespaceId, &'static str),
    pub(crate) attributes: &'static [Attribute],
    pub(crate) children: &'static [Child],
    pub(crate) content: Content,
    /// The order of children that stand in one list; empty where they may come in any order and number.
    pub(crate) model: &'static [Particle],
}

/// What stands between the tags, as far as the loop must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text of a simple type.
    Text,
    /// Child elements in the order of their slots.
    Sequence,
    /// The same, and some of them belong to a group that is a value of its own, or the name alone does not tell which
    /// of them comes.
    Groups,
    /// Child elements in any order: `xs:all`.
    All,
    /// Child elements and text between them.
    Mixed,
    /// Child elements by a content model.
    Listed,
}

impl Table {
    /// The table of a named type; an anonymous one has an empty name. Member numbers: the attributes in order, then the
    /// text or the children.
    pub const fn new(namespaces: &'static Namespaces, namespace: NamespaceId, local: &'static str) -> Self {
        Self {
            namespaces,
            type_name: (namespace, local),
            attributes: &[],
            children: &[],
            content: Content::Sequence,
            model: &[],
        }
    }

    /// With attributes, the wildcard last.
    pub const fn attributes(mut self, attributes: &'static [Attribute]) -> Self {
        self.attributes = attributes;
        self
    }

    /// With child elements, in the order of their slots.
    pub const fn children(mut self, children: &'static [Child]) -> Self {
        self.children = children;
        let mut slot = 0;
        while slot < children.len() {
            let mut behind = slot + 1;
            while behind < children.len() && children[behind].slot == children[slot].slot {
                behind += 1;
            }
            let mut index = slot;
            while index < behind {
                if children[index].group || is_awaited(children, index) {
                    self.content = Content::Groups;
                }
                index += 1;
            }
            if is_contested(children, slot, behind) {
                self.content = Content::Groups;
            }
            slot = behind;
        }
        self
    }

    /// With text of a simple type.
    pub const fn text(mut self) -> Self {
        self.content = Content::Text;
        self
    }

    /// The children come with text between them (mixed content: XSD 1.0 Part 1, 3.4.2), as the model says, or in any order
    /// and number where it is empty. The text is the member behind all children.
    pub const fn mixed(mut self, model: &'static [Particle]) -> Self {
        self.content = Content::Mixed;
        self.model = model;
        self
    }

    /// The children come as the model says, or in any order and number where it is empty.
    pub const fn listed(mut self, model: &'static [Particle]) -> Self {
        self.content = Content::Listed;
        self.model = model;
        self
    }

    /// The children may come in any order (`xs:all`: XSD 1.0 Part 1, 3.8.1).
    pub const fn all(mut self) -> Self {
        self.content = Content::All;
        self
    }
}

/// Whether a child is a wildcard that must have its element before those that follow have theirs.
const fn is_awaited(children: &[Child], index: usize) -> bool {
    let child = &children[index];
    child.any.is_some() && child.occurs.min > 0 && child.slot < children[children.len() - 1].slot
}

/// Whether the children from `slot` to `behind` are the alternatives of a repeated choice, and one of a later slot has the
/// name of one of them but the last, or one that begins alike. If there are too many pairs to compare, they count as so.
const fn is_contested(children: &[Child], slot: usize, behind: usize) -> bool {
    if children[slot].occurs.max == 1 || behind - slot == 1 || behind == children.len() {
        return false;
    }
    if MAX_COMPARED < (behind - slot) * (children.len() - behind) {
        return true;
    }
    let mut index = slot;
    while index + 1 < behind {
        let child = &children[index];
        let mut other = behind;
        while other < children.len() {
            let later = &children[other];
            if later.head == child.head && later.mask == child.mask && later.namespace == child.namespace {
                return true;
            }
            other += 1;
        }
        index += 1;
    }
    false
}

/// How many pairs of children are compared while compiling: the compiler stops at what takes long.
const MAX_COMPARED: usize = 65_536;

/// An attribute use of a complex type, or its attribute wildcard.
#[derive(Debug)]
pub struct Attribute {
    pub(crate) namespace: NamespaceId,
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) any: Option<AnyNamespace>,
}

impl Attribute {
    /// An attribute that may be left out. Unqualified attributes have [`NO_NAMESPACE`].
    pub const fn optional(namespace: NamespaceId, name: &'static str) -> Self {
        Self { namespace, name, required: false, any: None }
    }

    /// An attribute that must be there.
    pub const fn required(namespace: NamespaceId, name: &'static str) -> Self {
        Self { namespace, name, required: true, any: None }
    }

    /// An attribute wildcard; it comes last.
    pub const fn any(namespaces: AnyNamespace) -> Self {
        Self { namespace: NO_NAMESPACE, name: "", required: false, any: Some(namespaces) }
    }
}

/// A child element of a complex type, or an element wildcard.
///
/// Children with one `slot` are alternatives of one choice: the slot as a whole occurs as often as each of them says.
#[derive(Debug)]
pub struct Child {
    pub(crate) namespace: NamespaceId,
    pub(crate) name: &'static str,
    /// The first eight bytes of the name, and which of them count.
    pub(crate) head: u64,
    pub(crate) mask: u64,
    pub(crate) slot: u16,
    pub(crate) occurs: Occurs,
    pub(crate) alias: bool,
    /// Whether no valid document has it, because the element or its type is abstract.
    pub(crate) is_abstract: bool,
    /// Whether it belongs to a group that is a value of its own and reads it.
    pub(crate) group: bool,
    pub(crate) any: Option<AnyNamespace>,
}

impl Child {
    /// A child element.
    pub const fn new(namespace: NamespaceId, name: &'static str, slot: u16, occurs: Occurs) -> Self {
        let (head, mask) = head(name);
        Self { namespace, name, head, mask, slot, occurs, alias: false, is_abstract: false, group: false, any: None }
    }

    /// A name that a lenient reader takes for another child of the slot.
    pub const fn alias(namespace: NamespaceId, name: &'static str, slot: u16, occurs: Occurs) -> Self {
        Self { alias: true, ..Self::new(namespace, name, slot, occurs) }
    }

    /// An element that no valid document has, because it or its type is abstract: only a lenient reader takes it.
    pub const fn of_abstract(namespace: NamespaceId, name: &'static str, slot: u16, occurs: Occurs) -> Self {
        Self { is_abstract: true, ..Self::alias(namespace, name, slot, occurs) }
    }

    /// As a child of a group that is a value of its own; the slot and its occurrence are those of the group.
    pub const fn grouped(mut self) -> Self {
        self.group = true;
        self
    }

    /// An element wildcard.
    pub const fn any(namespaces: AnyNamespace, slot: u16, occurs: Occurs) -> Self {
        Self { mask: u64::MAX, any: Some(namespaces), ..Self::new(NO_NAMESPACE, "", slot, occurs) }
    }
}

/// The first eight bytes of a name as a word, and the mask of those that it has.
const fn head(name: &str) -> (u64, u64) {
    let bytes = name.as_bytes();
    let (mut head, mut mask, mut index) = (0, 0, 0);
    while index < 8 && index < bytes.len() {
        head |= (bytes[index] as u64) << (8 * index);
        mask |= 0xFF << (8 * index);
        index += 1;
    }
    (head, mask)
}

/// How often a particle may occur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurs {
    pub(crate) min: u32,
    pub(crate) max: u32,
}

impl Occurs {
    /// `minOccurs` and `maxOccurs`; `u32::MAX` stands for unbounded.
    pub const fn new(min: u32, max: u32) -> Self {
        Self { min, max }
    }
}

/// Exactly once.
pub const ONE: Occurs = Occurs::new(1, 1);
/// At most once.
pub const OPTIONAL: Occurs = Occurs::new(0, 1);
/// Any number of times.
pub const MANY: Occurs = Occurs::new(0, u32::MAX);
/// Once or more.
pub const SOME: Occurs = Occurs::new(1, u32::MAX);

/// The namespace constraint of a wildcard (XSD 1.0 Part 1, 3.10.1). The empty string stands for no namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyNamespace {
    /// `##any`.
    Any,
    /// `##other`: neither this namespace nor none.
    Not(&'static str),
    /// The listed ones.
    List(&'static [&'static str]),
}

impl AnyNamespace {
    /// Whether the wildcard admits a namespace name.
    pub(crate) fn admits(self, uri: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Not(other) => !uri.is_empty() && uri != other,
            Self::List(list) => list.contains(&uri),
        }
    }
}
