//! Writing faults, in the layout that they came in.

use xsd_runtime::{Write, Writer};

use super::{Detail, Fault, FaultCode, Part, Reason, Spelling};
use crate::envelope::WriteBody;
use crate::soap::SoapVersion;

/// The tags of a part, by spelling.
fn tag(part: Part, spelling: Spelling) -> &'static str {
    let tags = match part {
        Part::Code => ["<faultcode>", "<s:faultcode>", "<s:Code>"],
        Part::Reason => ["<faultstring>", "<s:faultstring>", "<s:Reason>"],
        Part::Actor => ["<faultactor>", "<s:faultactor>", "<s:Role>"],
        Part::Detail => ["<detail>", "<s:detail>", "<s:Detail>"],
    };
    tags[spelling as usize]
}

impl WriteBody for Fault {
    fn soap_version(&self) -> SoapVersion {
        self.version
    }

    fn write_body(&self, writer: &mut Writer) {
        writer.start("<s:Fault>");
        self.write_code(writer);
        self.write_reason(writer);
        // Node stands before Role in SOAP 1.2, and nowhere else.
        writer.optional("<s:Node>", &self.node);
        writer.optional(self.tag(Part::Actor), &self.actor);
        writer.optional(self.tag(Part::Detail), &self.detail);
        writer.all(&self.others);
        writer.end("<s:Fault>");
    }
}

impl Fault {
    fn tag(&self, part: Part) -> &'static str {
        tag(part, self.spelling[part as usize])
    }

    fn write_code(&self, writer: &mut Writer) {
        let tag = self.tag(Part::Code);
        if self.code == FaultCode::default() {
            return;
        }
        if self.spelling[Part::Code as usize] != Spelling::Soap12 {
            return self.code.write(writer, tag, self.version);
        }
        writer.start(tag);
        self.code.write(writer, "<s:Value>", self.version);
        for subcode in &self.subcodes {
            writer.start("<s:Subcode>");
            subcode.write(writer, "<s:Value>", self.version);
        }
        for _ in &self.subcodes {
            writer.end("<s:Subcode>");
        }
        writer.end(tag);
    }

    fn write_reason(&self, writer: &mut Writer) {
        let tag = self.tag(Part::Reason);
        if self.spelling[Part::Reason as usize] == Spelling::Soap12 {
            writer.start(tag);
            writer.each("<s:Text>", &self.reasons);
            writer.end(tag);
        } else if let Some(reason) = self.reasons.first() {
            writer.element(tag, reason);
        }
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
