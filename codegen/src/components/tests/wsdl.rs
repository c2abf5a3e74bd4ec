//! Tests of WSDL operations.

use super::run;
use crate::dump;
use crate::source::Memory;

/// A WSDL document; the schema inside declares the elements `ask`, `answer`, `who` and `wrong`.
fn document(parts: &str, style: &str, body: &str) -> String {
    format!(
        r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t" targetNamespace="urn:t">
  <wsdl:types>
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
      <xs:element name="ask"/><xs:element name="answer"/><xs:element name="who"/><xs:element name="wrong"/>
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="In">
    {parts}
    <wsdl:part name="who" element="t:who"/>
  </wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="body" element="t:answer"/></wsdl:message>
  <wsdl:message name="Wrong"><wsdl:part name="detail" element="t:wrong"/></wsdl:message>
  <wsdl:portType name="Port">
    <wsdl:operation name="Ask">
      <wsdl:documentation>Asks.</wsdl:documentation>
      <wsdl:input message="t:In"/>
      <wsdl:output message="t:Out"/>
      <wsdl:fault name="wrong" message="t:Wrong"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Binding" type="t:Port">
    <soap:binding {style} transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Ask">
      <soap:operation soapAction="urn:ask"/>
      <wsdl:input>
        {body}
        <soap:header message="t:In" part="who" use="literal"/>
      </wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Service"><wsdl:port name="P" binding="t:Binding"/></wsdl:service>
</wsdl:definitions>
"#
    )
}

/// The operations, or what is wrong, of a document.
fn operations(text: String) -> String {
    let (input, components, diagnostics) = run(&Memory::new().with("a.wsdl", text), "a.wsdl");
    let problems = diagnostics.render(&input.sources);
    if !problems.is_empty() {
        return problems;
    }
    let dump = dump::components(&components, &input.sources);
    dump.lines().skip_while(|it| !it.starts_with("operation")).map(|it| format!("{it}\n")).collect()
}

const BODY: &str = r#"<wsdl:part name="body" element="t:ask"/>"#;

#[test]
fn header_parts_are_none_of_the_body() {
    let expected = "\
operation Ask action \"urn:ask\"  a.wsdl:14:5
  input t:ask
  input header t:who
  output t:answer
  fault t:wrong
";
    let literal = r#"<soap:body use="literal"/>"#;
    assert_eq!(operations(document(BODY, r#"style="document""#, literal)), expected);
    // The parts may also be named, and the style is document unless said otherwise.
    let named = r#"<soap:body parts="body" use="literal"/>"#;
    assert_eq!(operations(document(BODY, "", named)), expected);
}

#[test]
fn rpc_style() {
    let expected = "\
error[unsupported-binding]: operation `Ask` has style `rpc`, which is not supported
  --> a.wsdl:22:26
   |
22 |     <soap:binding style=\"rpc\" transport=\"http://schemas.xmlsoap.org/soap/http\"/>
   |                          ^^^
   |
help: document style with literal use and one element in the body is supported

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(operations(document(BODY, r#"style="rpc""#, "<soap:body/>")), expected);
}

#[test]
fn a_part_with_a_type() {
    let parts = r#"<wsdl:part name="body" type="t:T"/>"#;
    let expected = "\
error[unsupported-binding]: operation `Ask` has the part `body` with a type instead of an element, which is not supported
 --> a.wsdl:8:34
  |
8 |     <wsdl:part name=\"body\" type=\"t:T\"/>
  |                                  ^^^
  |
help: document style with literal use and one element in the body is supported

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(operations(document(parts, "", "<soap:body/>")), expected);
}

#[test]
fn a_part_that_is_not_there() {
    let body = r#"<soap:body parts="boddy"/>"#;
    let expected = "\
error[unresolved-part]: message `In` has no part `boddy`
  --> a.wsdl:26:27
   |
26 |         <soap:body parts=\"boddy\"/>
   |                           ^^^^^
   |
note: the message is declared here
  --> a.wsdl:7:23

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(operations(document(BODY, "", body)), expected);
}

#[test]
fn an_element_that_is_not_there() {
    let parts = r#"<wsdl:part name="body" element="t:aks"/>"#;
    let expected = "\
error[unresolved-element]: element `t:aks` is not declared
 --> a.wsdl:8:37
  |
8 |     <wsdl:part name=\"body\" element=\"t:aks\"/>
  |                                     ^^^^^ no such element in namespace `urn:t`
  |
help: an element with a similar name, `t:ask`, is declared here
 --> a.wsdl:4:25

error: 1 problem in 1 document; nothing was written
";
    // A swap counts as two letters, which is too many in a name this short.
    assert_eq!(operations(document(parts, "", "<soap:body/>")).lines().next(), expected.lines().next());
}

#[test]
fn a_message_that_is_not_there() {
    let text = document(BODY, "", "<soap:body/>").replace(r#"message="t:Out""#, r#"message="t:Outt""#);
    let expected = "\
error[unresolved-message]: message `t:Outt` is not declared
  --> a.wsdl:17:29
   |
17 |       <wsdl:output message=\"t:Outt\"/>
   |                             ^^^^^^ no such message in namespace `urn:t`
   |
help: a message with a similar name, `t:Out`, is declared here
  --> a.wsdl:11:23

error: 1 problem in 1 document; nothing was written
";
    assert_eq!(operations(text), expected);
}
