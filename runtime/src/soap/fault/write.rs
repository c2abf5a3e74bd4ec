//! Writing faults, in the layout that they came in.

use super::{Detail, Fault, FaultCode, Part, Reason, Spelling};
use crate::soap::{Version, WriteBody};
use crate::{Write, Writer};

/// The tags of a part, by spelling.
fn tag(part: Part, spelling: Spelling) -> &'static str {
    let tags = match part {
        Part::Code => ["<faultcode>", "<s:faultcode>", "<s:Code>"],
        Part::Reason => ["<faultstring>", "<s:faultstring>", "<s:Reason>"],
        Part::Role => ["<faultactor>", "<s:faultactor>", "<s:Role>"],
        Part::Detail => ["<detail>", "<s:detail>", "<s:Detail>"],
    };
    tags[spelling as usize]
}

impl WriteBody for Fault {
    fn version(&self) -> Option<Version> {
        Some(self.version)
    }

    fn write_body(&self, writer: &mut Writer) {
        writer.start("<s:Fault>");
        self.write_code(writer);
        self.write_reason(writer);
        // SOAP 1.1 does not know it; SOAP 1.2 has it here.
        writer.optional("<s:Node>", &self.node);
        writer.optional(self.tag(Part::Role), &self.role);
        writer.optional(self.tag(Part::Detail), &self.detail);
        writer.all(&self.others);
        writer.end("<s:Fault>");
    }
}

impl Fault {
    fn spelling(&self, part: Part) -> Spelling {
        self.spelling[part as usize]
    }

    fn tag(&self, part: Part) -> &'static str {
        tag(part, self.spelling(part))
    }

    fn write_code(&self, writer: &mut Writer) {
        let tag = self.tag(Part::Code);
        if self.code == FaultCode::default() {
            return;
        }
        if self.spelling(Part::Code) != Spelling::Soap12 {
            return self.code.write(writer, tag);
        }
        writer.start(tag);
        self.code.write(writer, "<s:Value>");
        for subcode in &self.subcodes {
            writer.start("<s:Subcode>");
            subcode.write(writer, "<s:Value>");
        }
        for _ in &self.subcodes {
            writer.end("<s:Subcode>");
        }
        writer.end(tag);
    }

    fn write_reason(&self, writer: &mut Writer) {
        let tag = self.tag(Part::Reason);
        let Some(first) = self.reasons.first() else { return };
        if self.spelling(Part::Reason) != Spelling::Soap12 {
            return writer.element(tag, first);
        }
        writer.start(tag);
        writer.each("<s:Text>", &self.reasons);
        writer.end(tag);
    }
}

impl Write for Reason {
    fn write(&self, writer: &mut Writer) {
        writer.optional_attribute(" xml:lang=\"", &self.lang);
        self.text.write(writer);
    }
}

impl Write for Detail {
    fn write(&self, writer: &mut Writer) {
        writer.any_attributes(&self.attributes);
        if !self.text.is_empty() {
            self.text.write(writer);
        }
        writer.all(&self.entries);
    }
}
