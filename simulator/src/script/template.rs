//! Envelopes that no reader of types can write: faults in all layouts, and responses that report errors.

use std::fmt::Write as _;

use ews_im::types::operations;
use ews_im::{Operation, SoapVersion};

use crate::script::FaultLayout;

const SOAP: &str = SoapVersion::Soap11.namespace();
const SOAP12: &str = SoapVersion::Soap12.namespace();
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const ERRORS: &str = "http://schemas.microsoft.com/exchange/services/2006/errors";
const DECLARATION: &str = r#"<?xml version="1.0" encoding="utf-8"?>"#;

const GROUP: &str = "<m:ImGroup><t:DisplayName>Friends</t:DisplayName>\
    <t:GroupType>IPM.DistList.MOC.UserGroup</t:GroupType></m:ImGroup>";
const PERSONA: &str = r#"<m:Persona><t:PersonaId Id="AAMkAGQ="/></m:Persona>"#;
const LIST: &str = "<m:ImItemList><t:Groups/><t:Personas/></m:ImItemList>";

/// The operations, and what stands behind `MessageXml` in their responses.
pub(crate) const OPERATIONS: [(&str, &str); 13] = [
    (operations::AddDistributionGroupToImList::NAME, GROUP),
    (operations::AddImContactToGroup::NAME, ""),
    (operations::AddImGroup::NAME, GROUP),
    (operations::AddNewImContactToGroup::NAME, PERSONA),
    (operations::AddNewTelUriContactToGroup::NAME, PERSONA),
    (operations::GetImItemList::NAME, LIST),
    (operations::GetImItems::NAME, LIST),
    (operations::RemoveContactFromImList::NAME, ""),
    (operations::RemoveDistributionGroupFromImList::NAME, ""),
    (operations::RemoveImContactFromGroup::NAME, ""),
    (operations::RemoveImGroup::NAME, ""),
    (operations::SetImGroup::NAME, ""),
    (operations::SetImListMigrationCompleted::NAME, ""),
];

/// What an error says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Problem<'a> {
    pub(crate) code: &'a str,
    pub(crate) text: &'a str,
    /// The `Value` elements of `MessageXml`: names and texts.
    pub(crate) values: &'a [(&'a str, String)],
}

impl Problem<'_> {
    /// The content of `MessageXml`, for the prefix `t`; empty if there is none.
    fn values(&self) -> String {
        let mut xml = String::new();
        for (name, value) in self.values {
            // Writing to a string does not fail.
            let _ = write!(xml, r#"<t:Value Name="{name}">{}</t:Value>"#, escaped(value));
        }
        xml
    }

    /// `t:MessageXml` in the detail of a fault; empty if it would be.
    fn message_xml(&self) -> String {
        match &*self.values() {
            "" => String::new(),
            values => format!(r#"<t:MessageXml xmlns:t="{TYPES}">{values}</t:MessageXml>"#),
        }
    }
}

/// A response with the class `Error`; `None` if there is no such operation.
pub(crate) fn response(operation: &str, problem: &Problem<'_>, has_payload: bool) -> Option<String> {
    let (_, payload) = OPERATIONS.iter().find(|(name, _)| *name == operation)?;
    let payload = if has_payload { payload } else { "" };
    let values = match &*problem.values() {
        "" => String::new(),
        values => format!("<m:MessageXml>{values}</m:MessageXml>"),
    };
    let (code, text) = (problem.code, escaped(problem.text));
    Some(format!(
        r#"{DECLARATION}<s:Envelope xmlns:s="{SOAP}"><s:Header>{version}</s:Header><s:Body><m:{operation}Response xmlns:m="{MESSAGES}" xmlns:t="{TYPES}" ResponseClass="Error"><m:MessageText>{text}</m:MessageText><m:ResponseCode>{code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>{values}{payload}</m:{operation}Response></s:Body></s:Envelope>"#,
        version = version("h", "15", "2"),
    ))
}

/// A fault.
pub(crate) fn fault(layout: FaultLayout, problem: &Problem<'_>) -> String {
    let (code, text) = (problem.code, escaped(problem.text));
    let details = problem.message_xml();
    let named = format!(
        r#"<e:ResponseCode xmlns:e="{ERRORS}">{code}</e:ResponseCode><e:Message xmlns:e="{ERRORS}">{text}</e:Message>"#
    );
    match layout {
        FaultLayout::Modern => format!(
            r#"{DECLARATION}<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault><faultcode xmlns:a="{TYPES}">a:{code}</faultcode><faultstring xml:lang="en-US">{text}</faultstring><detail>{named}{details}</detail></s:Fault></s:Body></s:Envelope>"#
        ),
        FaultLayout::Exchange2007 => format!(
            r#"<soap:Envelope xmlns:soap="{SOAP}"><soap:Header>{version}</soap:Header><soap:Body><soap:Fault><soap:faultcode>Client</soap:faultcode><soap:faultstring>{text}</soap:faultstring><detail>{named}<e:Line xmlns:e="{ERRORS}">1</e:Line><e:Position xmlns:e="{ERRORS}">2</e:Position>{details}</detail></soap:Fault></soap:Body></soap:Envelope>"#,
            version = version("t", "8", "0"),
        ),
        FaultLayout::OutOfOffice => format!(
            r#"{DECLARATION}<soap:Envelope xmlns:soap="{SOAP}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Header>{version}</soap:Header><soap:Body><soap:Fault><faultcode>soap:Client</faultcode><faultstring>{text}</faultstring><faultactor>https://ex01.contoso.com/EWS/Exchange.asmx</faultactor><detail><ErrorCode xmlns="{MESSAGES}">-2146233088</ErrorCode></detail></soap:Fault></soap:Body></soap:Envelope>"#,
            version = version("t", "8", "0"),
        ),
        FaultLayout::Gromox => format!(
            r#"{DECLARATION}<SOAP:Envelope xmlns:SOAP="{SOAP}"><SOAP:Header/><SOAP:Body><SOAP:Fault><faultcode>SOAP:Server</faultcode><faultstring>{text}</faultstring></SOAP:Fault></SOAP:Body></SOAP:Envelope>"#
        ),
        FaultLayout::Soap12 => format!(
            r#"{DECLARATION}<s:Envelope xmlns:s="{SOAP12}"><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value xmlns:a="{TYPES}">a:{code}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">{text}</s:Text></s:Reason><s:Detail>{named}{details}</s:Detail></s:Fault></s:Body></s:Envelope>"#
        ),
    }
}

fn version(prefix: &str, major: &str, minor: &str) -> String {
    format!(
        r#"<{prefix}:ServerVersionInfo xmlns:{prefix}="{TYPES}" MajorVersion="{major}" MinorVersion="{minor}" MajorBuildNumber="685" MinorBuildNumber="8"/>"#
    )
}

/// A text for the content of elements and for attributes in double quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '&' => xml.push_str("&amp;"),
            '"' => xml.push_str("&quot;"),
            c => xml.push(c),
        }
    }
    xml
}
