//! Schemas and services of any kind: the generator always has an answer, and always the same one.

use xsd_codegen::Builder;

/// Schemas to begin with, and to take pieces from.
pub const SAMPLES: [&str; 8] = [
    include_str!("../../../tests/golden/groups/input.xsd"),
    include_str!("../../../tests/golden/mixed_models/input.xsd"),
    include_str!("../../../tests/golden/atomic_facets/input.xsd"),
    include_str!("../../../tests/golden/union_facets/input.xsd"),
    include_str!("../../../tests/golden/xsi_type/input.xsd"),
    include_str!("../../../tests/golden/key/input.xsd"),
    include_str!("../../../tests/golden/fixed_values/input.xsd"),
    include_str!("../../../tests/golden/wsdl_rpc/input.wsdl"),
];

/// Generates code for all that a document declares.
///
/// # Panics
/// If the answer is not the same the second time, or says nothing.
pub fn check(document: &[u8]) {
    let Ok(text) = std::str::from_utf8(document) else { return };
    // What a schema includes is looked for, and a device never ends.
    if text.contains("/dev/") {
        return;
    }
    let is_service = text.contains("http://schemas.xmlsoap.org/wsdl/");
    let name = if is_service { "input.wsdl" } else { "input.xsd" };
    let builder = Builder::new().schema_text(name, text);
    let builder = if is_service { builder.operation("*") } else { builder };
    match (builder.generate(), builder.generate()) {
        (Ok(one), Ok(other)) => {
            let texts = |output: &xsd_codegen::Output| -> Vec<String> {
                output.files.iter().map(|file| file.text.clone()).collect()
            };
            assert_eq!(texts(&one), texts(&other), "other code the second time:\n{text}");
            assert_eq!(one.warnings, other.warnings, "other warnings the second time:\n{text}");
        }
        (Err(one), Err(other)) => {
            assert_eq!(one.to_string(), other.to_string(), "another message the second time:\n{text}");
            assert!(!one.to_string().is_empty(), "an error without message:\n{text}");
        }
        _ => panic!("another verdict the second time:\n{text}"),
    }
}
