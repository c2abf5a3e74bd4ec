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
operation Ask of t:Port, SOAP 1.1 action \"urn:ask\"  a.wsdl:14:5
  input t:ask
  input header t:who
  output t:answer
  fault wrong t:wrong
port P of Service, SOAP 1.1, for t:Port  a.wsdl:32:32
";
    let literal = r#"<soap:body use="literal"/>"#;
    assert_eq!(operations(document(BODY, r#"style="document""#, literal)), expected);
    // The parts may also be named, and the style is document unless said otherwise.
    let named = r#"<soap:body parts="body" use="literal"/>"#;
    assert_eq!(operations(document(BODY, "", named)), expected);
}

/// A document in style `rpc`: `Ask` has the parts `a` and `b`, the response the part `c`, and `Again` wraps the same.
fn rpc(body: &str) -> String {
    format!(
        r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="urn:t" xmlns:t="urn:t" xmlns:r="urn:r" targetNamespace="urn:t">
  <wsdl:message name="In"><wsdl:part name="a" type="xs:int"/><wsdl:part name="b" type="xs:string"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="c" type="xs:int"/></wsdl:message>
  <wsdl:portType name="Port">
    <wsdl:operation name="Ask" parameterOrder="b a"><wsdl:input message="t:In"/><wsdl:output message="t:Out"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:portType name="Other">
    <wsdl:operation name="Ask"><wsdl:input message="t:In"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Binding" type="t:Port">
    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Ask">
      <wsdl:input>{body}</wsdl:input>
      <wsdl:output><soap:body namespace="urn:r"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:binding name="OtherBinding" type="t:Other">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Ask"><soap:operation style="rpc"/><wsdl:input><soap:body namespace="urn:r"/></wsdl:input></wsdl:operation>
  </wsdl:binding>
</wsdl:definitions>
"#
    )
}

/// The components of a document, with its problems before them.
fn dumped(text: String) -> String {
    let (input, components, diagnostics) = run(&Memory::new().with("a.wsdl", text), "a.wsdl");
    diagnostics.render(&input.sources) + &dump::components(&components, &input.sources)
}

#[test]
fn rpc_wrappers_are_elements_without_a_document() {
    let expected = "\
namespace r urn:r
element r:Ask: #46(r:Ask)  a.wsdl:2:3
element r:AskResponse: #47(r:AskResponse)  a.wsdl:3:3
complex type #46(r:Ask) restricts xs:anyType  a.wsdl:2:3
  sequence  a.wsdl:2:3
    element a: xs:int  a.wsdl:2:27
    element b: xs:string  a.wsdl:2:62
complex type #47(r:AskResponse) restricts xs:anyType  a.wsdl:3:3
  sequence  a.wsdl:3:3
    element c: xs:int  a.wsdl:3:28
operation Ask of {urn:t}Port, SOAP 1.2  a.wsdl:5:5
  input r:Ask
  output r:AskResponse
operation Ask of {urn:t}Other, SOAP 1.2  a.wsdl:8:5
  input r:Ask
";
    // Operations that wrap the same parts in the same name share one element.
    assert_eq!(dumped(rpc(r#"<soap:body namespace="urn:r"/>"#)), expected);
}

#[test]
fn rpc_wrappers_of_other_parts_or_another_namespace() {
    let elements = |body: &str| {
        let text = dumped(rpc(body));
        let elements = text.lines().filter(|it| it.starts_with("element ") || it.starts_with("warning"));
        elements.map(|it| it.split("  ").next().unwrap_or(it).to_owned()).collect::<Vec<_>>()
    };
    let other_parts = elements(r#"<soap:body namespace="urn:r" parts="b"/>"#);
    assert_eq!(
        other_parts,
        ["element r:Ask: #46(r:Ask)", "element r:AskResponse: #47(r:AskResponse)", "element r:Ask: #48(r:Ask)"]
    );
    let no_namespace = elements("<soap:body/>");
    let warning = "warning[missing-body-namespace]: operation `Ask` has no namespace for its body in style `rpc`";
    assert_eq!(no_namespace[..2], [warning.to_owned(), "warning: 1 warning in 1 document".to_owned()]);
    assert_eq!(
        no_namespace[2..],
        ["element Ask: #46(Ask)", "element r:AskResponse: #47(r:AskResponse)", "element r:Ask: #48(r:Ask)"]
    );
}

#[test]
fn many_operations_of_one_long_message() {
    use std::fmt::Write;

    let mut text = String::from(
        r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"><wsdl:message name="In">"#,
    );
    for idx in 0..2_000 {
        let _ = write!(text, r#"<wsdl:part name="p{idx}" type="xs:int"/>"#);
    }
    text.push_str(r#"</wsdl:message><wsdl:portType name="Port">"#);
    for idx in 0..1_000 {
        let _ = write!(text, r#"<wsdl:operation name="Ask{idx}"><wsdl:input message="t:In"/></wsdl:operation>"#);
    }
    text.push_str(r#"</wsdl:portType><wsdl:binding name="Binding" type="t:Port"><soap:binding style="rpc"/>"#);
    for idx in 0..1_000 {
        let body = r#"<wsdl:input><soap:body namespace="urn:r"/></wsdl:input>"#;
        let _ = write!(text, r#"<wsdl:operation name="Ask{idx}">{body}</wsdl:operation>"#);
    }
    text.push_str("</wsdl:binding></wsdl:definitions>");
    let first = operations(text).lines().next().unwrap_or_default().to_owned();
    assert_eq!(first, "error[content-too-large]: the content of all types together has more than 1000000 particles");
}

#[test]
fn a_part_with_a_type() {
    let parts = r#"<wsdl:part name="body" type="t:T"/>"#;
    let expected = "\
error[part-mismatch]: part `body` of operation `Ask` has a type, not an element, as style `document` asks for
  --> a.wsdl:8:34
   |
 8 |     <wsdl:part name=\"body\" type=\"t:T\"/>
   |                                  ^^^
   |
note: the style is said here
  --> a.wsdl:22:5
help: name an `element`, or bind the operation in style `rpc`

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

/// What a binding means that says `said` of the messages of `Ask`, which the port type has three times: without names,
/// with a name for the input, and with the same name but another for the output.
fn meant(said: [&str; 2]) -> String {
    let mut text = String::from(
        r#"<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t" targetNamespace="urn:t">
  <wsdl:message name="None"/>
  <wsdl:portType name="Port">"#,
    );
    for [input, output] in [["", ""], [r#"name="In""#, ""], [r#"name="In""#, r#"name="Out""#]] {
        text.push_str(&format!(
            r#"<wsdl:operation name="Ask"><wsdl:input {input} message="t:None"/><wsdl:output {output} message="t:None"/></wsdl:operation>"#
        ));
    }
    let [input, output] = said;
    text.push_str(&format!(
        r#"</wsdl:portType>
  <wsdl:binding name="Binding" type="t:Port"><soap:binding/>
    <wsdl:operation name="Ask"><wsdl:input {input}/><wsdl:output {output}/></wsdl:operation>
  </wsdl:binding>
</wsdl:definitions>"#
    ));
    let (_, components, diagnostics) = run(&Memory::new().with("a.wsdl", text), "a.wsdl");
    let codes: Vec<_> = diagnostics.sorted().iter().map(|it| it.code).filter(|it| *it != "unbound-operation").collect();
    let found = components.operations.iter().filter_map(|it| it.overload.clone());
    found.chain(codes.into_iter().map(str::to_owned)).collect::<Vec<_>>().join(" ")
}

#[test]
fn overloaded_operations() {
    assert_eq!(meant(["", ""]), "AskRequest");
    assert_eq!(meant([r#"name="AskRequest""#, ""]), "AskRequest");
    assert_eq!(meant(["", r#"name="Out""#]), "Out");
    assert_eq!(meant([r#"name="In""#, r#"name="Out""#]), "Out");
    assert_eq!(meant([r#"name="In""#, ""]), "AskResponse");
    assert_eq!(meant([r#"name="Inn""#, ""]), "unknown-operation");
}

#[test]
fn the_syntax_of_wsdl_can_be_dumped() {
    let text = document(BODY, r#"style="rpc""#, r#"<soap:body parts="body" namespace="urn:r" use="encoded"/>"#)
        .replace(
            r#"part="who" use="literal"/>"#,
            r#"part="who"><soap:headerfault message="t:In" part="who"/></soap:header>"#,
        )
        .replace(
            r#"binding="t:Binding"/>"#,
            r#"binding="t:Binding"><soap:address location="http://a.example/"/></wsdl:port>"#,
        )
        .replace(
            "</wsdl:output>",
            r#"</wsdl:output><wsdl:fault name="wrong"><soap:fault name="wrong" use="encoded"/></wsdl:fault>"#,
        );
    let (input, _, _) = run(&Memory::new().with("a.wsdl", text), "a.wsdl");
    let dump = dump::schema(&input.schemas, &input.definitions, &input.sources);
    let expected = "\
definitions urn:t  a.wsdl:1:1
  message In  a.wsdl:7:3
    part body element t:ask  a.wsdl:8:5
    part who element t:who  a.wsdl:9:5
  message Out  a.wsdl:11:3
    part body element t:answer  a.wsdl:11:28
  message Wrong  a.wsdl:12:3
    part detail element t:wrong  a.wsdl:12:30
  portType Port  a.wsdl:13:3
    operation Ask  a.wsdl:14:5
      input of t:In  a.wsdl:16:7
      output of t:Out  a.wsdl:17:7
      fault wrong of t:Wrong  a.wsdl:18:7
  binding Binding of t:Port SOAP 1.1 rpc  a.wsdl:21:3
    operation Ask action \"urn:ask\"  a.wsdl:23:5
      input parts body namespace urn:r encoded  a.wsdl:26:9
        header t:In part who  a.wsdl:27:9
          header fault t:In part who  a.wsdl:27:48
      output  a.wsdl:29:20
      fault wrong encoded  a.wsdl:29:78
  service Service  a.wsdl:32:3
    port P of t:Binding at http://a.example/  a.wsdl:32:32
";
    let dump: String =
        dump.lines().skip_while(|it| !it.starts_with("definitions")).map(|it| format!("{it}\n")).collect();
    assert_eq!(dump, expected);
}
