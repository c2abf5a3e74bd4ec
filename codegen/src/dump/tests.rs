//! Tests of the text of each stage. The other tests use the dumps as well, and thereby test most of them.

use super::sources;
use crate::source::SourceSet;

#[test]
fn documents() {
    let mut set = SourceSet::default();
    set.add("a.xsd".to_owned(), None, "<a>\n</a>\n".to_owned());
    assert_eq!(sources(&set), "a.xsd: 9 bytes, 2 lines\n");
}
