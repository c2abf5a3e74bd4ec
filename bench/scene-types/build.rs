//! Generates this crate's source from the bench's own schema.

fn main() -> Result<(), xsd_codegen::Error> {
    xsd_codegen::Builder::new().schema("../schemas/scene.xsd").open_enum("*").file("scene").build()
}
