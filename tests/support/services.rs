//! What generated operations and ports say of themselves, in the cases from WSDL documents.

use std::any::TypeId;

use xsd_runtime::soap::{Empty, NoFault, NoReply, Port, TypedFault, Version};
use xsd_runtime::{Name, Operation, RawElement, ReadOptions, Request, Root};

use crate::{
    option_operations, wsdl_document, wsdl_faults, wsdl_headers, wsdl_one_way_and_empty, wsdl_overloads, wsdl_rpc,
    wsdl_several_port_types, wsdl_soap12, wsdl_two_bindings,
};

fn is_same_type<T: 'static, U: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<U>()
}

/// Asserts what an operation sends, what it gets and what its faults hold.
fn assert_types<O: Operation, Request: 'static, Response: 'static, Fault: 'static>()
where
    O::Request: 'static,
    O::Response: 'static,
    O::Fault: 'static,
{
    assert!(is_same_type::<O::Request, Request>(), "the request of {}", O::NAME);
    assert!(is_same_type::<O::Response, Response>(), "the response of {}", O::NAME);
    assert!(is_same_type::<O::Fault, Fault>(), "the fault of {}", O::NAME);
}

#[test]
fn operations() {
    use option_operations::expected::{Forecast, Key, Quota, Root, operations::GetForecast};

    assert_types::<GetForecast, Root, Forecast, NoFault>();
    assert!(is_same_type::<<Root as Request>::Operation, GetForecast>());
    assert_eq!(GetForecast::NAME, "GetForecast");
    assert_eq!(GetForecast::SOAP_VERSION, Version::Soap11);
    assert_eq!(GetForecast::SOAP_ACTION, "urn:example:weather/GetForecast");
    assert_eq!(GetForecast::OTHER_BINDINGS, []);
    assert_eq!(GetForecast::REQUEST_HEADERS, [Name::of::<Key>()]);
    assert_eq!(GetForecast::RESPONSE_HEADERS, [Name { namespace: "urn:example:weather", local: "Quota" }]);
    assert_eq!(GetForecast::RESPONSE_HEADERS, [Name::of::<Quota>()]);
}

#[test]
fn style_document() {
    use wsdl_document::expected::operations::{GetForecast, RepeatForecast, WEATHER_PORT};
    use wsdl_document::expected::{Forecast, Root};

    assert_types::<GetForecast, Root, Forecast, NoFault>();
    assert_types::<RepeatForecast, Forecast, Forecast, NoFault>();
    assert_eq!(RepeatForecast::SOAP_ACTION, "");
    let port = Port::new("Weather", "WeatherPort", "http://weather.example/", Version::Soap11);
    assert_eq!(WEATHER_PORT, port);
}

#[test]
fn style_rpc() {
    use wsdl_rpc::expected::{self as types, AverageElement, ForgetResponse, Key, Report, RootResponse, operations};

    assert_types::<operations::Root, types::Root, RootResponse, NoFault>();
    assert_types::<operations::Average, types::Average, types::AverageResponse, NoFault>();
    assert_types::<operations::Forget, types::Forget, ForgetResponse, NoFault>();
    assert_types::<operations::Report, Report, NoReply, NoFault>();
    assert!(is_same_type::<<types::Root as Request>::Operation, operations::Root>());
    assert_eq!(operations::Root::REQUEST_HEADERS, [Name::of::<Key>()]);

    let name = |local| Name { namespace: "urn:example:weather:rpc", local };
    assert_eq!(Name::of::<types::Root>(), name("root"));
    assert_eq!(Name::of::<RootResponse>(), name("rootResponse"));
    // A wrapper and an element that a document declares have one name, and two types.
    assert_eq!(Name::of::<types::Average>(), Name::of::<AverageElement>());

    let report = Report::new("1.50".parse::<xsd_runtime::datatypes::Decimal>().unwrap());
    let written = xsd_runtime::to_string(&report).unwrap();
    assert!(written.ends_with("><return>1.5</return></ns1:Report>"), "{written}");
    assert_eq!(ReadOptions::strict().read::<Report>(&written).unwrap(), report);
}

#[test]
fn soap_1_2() {
    use wsdl_soap12::expected::operations::{GetForecast, WEATHER_PORT};

    assert_eq!((GetForecast::SOAP_VERSION, GetForecast::OTHER_BINDINGS), (Version::Soap12, [].as_slice()));
    assert_eq!(WEATHER_PORT.version, Version::Soap12);
}

#[test]
fn two_bindings() {
    use wsdl_two_bindings::expected::operations::{self, CLIMATE_SOAP12, GetForecast, Locate, SOAP12};

    assert_eq!(GetForecast::SOAP_VERSION, Version::Soap11);
    assert_eq!(GetForecast::OTHER_BINDINGS, [(Version::Soap12, "urn:example:weather/GetForecast")]);
    assert_eq!(Locate::OTHER_BINDINGS, [(Version::Soap12, "urn:example:weather/Locate")]);
    assert_eq!((SOAP12.service, CLIMATE_SOAP12.service), ("Weather", "Climate"));
    assert_eq!((SOAP12.name, CLIMATE_SOAP12.name), ("Soap12", "Soap12"));
    assert_eq!(operations::SECURE.address, "https://weather.example/11");
}

#[test]
fn several_port_types() {
    use wsdl_several_port_types::expected::operations::{admin_port, weather};
    use wsdl_several_port_types::expected::{Fault, Root};

    let actions = [weather::GetCapabilities::SOAP_ACTION, admin_port::GetCapabilities::SOAP_ACTION];
    assert_eq!(actions, ["urn:example:weather/Weather/GetCapabilities", "urn:example:weather/Admin/GetCapabilities"]);
    assert!(is_same_type::<<Root as Request>::Operation, weather::GetForecast>());
    let _: fn(Fault) -> weather::GetForecastFault = weather::GetForecastFault::Fault;
    assert_eq!((weather::WEATHER.address, admin_port::ADMIN.name), ("http://weather.example/", "Admin"));
}

#[test]
fn typed_faults() {
    use wsdl_faults::expected::operations::{GetForecast, GetForecastFault, Warn, WarnFault, WarnFault2};
    use wsdl_faults::expected::{Forecast, Root, TooFar, UnknownTown};

    assert_types::<GetForecast, Root, Forecast, GetForecastFault>();
    assert_types::<Warn, Forecast, NoReply, WarnFault2>();
    assert_types::<WarnFault, Forecast, Forecast, NoFault>();

    let strict = ReadOptions::strict();
    let read = |xml: &str| GetForecastFault::read_entry(&RawElement::parse(xml).unwrap(), &strict);
    let town = UnknownTown { nearest: Some("Oslo".to_owned()), ..UnknownTown::new("Olso") };
    let fault = read(&xsd_runtime::to_string(&town).unwrap()).unwrap().unwrap();
    assert_eq!(fault, GetForecastFault::UnknownTown(town));
    let fault = read("<a:TooFar xmlns:a='urn:example:weather'>7</a:TooFar>").unwrap().unwrap();
    assert_eq!(fault, GetForecastFault::TooFar(TooFar(7)));
    // Of another name, and of another namespace: not what the operation declares.
    assert_eq!(read("<a:TooNear xmlns:a='urn:example:weather'>7</a:TooNear>"), None);
    assert_eq!(read("<TooFar>7</TooFar>"), None);
    let error = read("<a:TooFar xmlns:a='urn:example:weather'>far</a:TooFar>").unwrap().unwrap_err();
    assert!(error.to_string().contains("\"far\" is not a valid xs:int"), "{error}");
}

#[test]
fn headers() {
    use wsdl_headers::expected::operations::GetForecast;
    use wsdl_headers::expected::{BadKey, Key, OldKey, Quota, Root};

    assert!(is_same_type::<<GetForecast as Operation>::Request, Root>());
    assert_eq!(GetForecast::REQUEST_HEADERS, [Name::of::<Key>(), Name::of::<Quota>()]);
    assert_eq!(GetForecast::RESPONSE_HEADERS, [Name::of::<Quota>()]);
    assert_eq!((BadKey::NAME, OldKey::NAME), ("BadKey", "OldKey"));
}

#[test]
fn one_way_and_empty() {
    use wsdl_one_way_and_empty::expected::Root;
    use wsdl_one_way_and_empty::expected::operations::{Forget, Last, Ping, Report};

    assert_types::<Report, Root, NoReply, NoFault>();
    assert_types::<Ping, Empty, Empty, NoFault>();
    assert_types::<Forget, Empty, NoReply, NoFault>();
    assert_types::<Last, Empty, Root, NoFault>();
}

#[test]
fn overloads() {
    use wsdl_overloads::expected::operations::{FindByName, FindNumber};
    use wsdl_overloads::expected::{Found, Number, Root};

    assert_types::<FindByName, Root, Found, NoFault>();
    assert_types::<FindNumber, Number, Found, NoFault>();
    assert_eq!((FindByName::NAME, FindNumber::NAME), ("Find", "Find"));
    assert_eq!(
        (FindByName::SOAP_ACTION, FindNumber::SOAP_ACTION),
        ("urn:example:weather/FindByName", "urn:example:weather/Number")
    );
}
