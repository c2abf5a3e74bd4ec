//! Faults of all layouts, and the ways in which a server says that it is busy.

use std::time::Duration;

use ews_im::types::{AddImGroup, GetImItemList, ResponseCode};
use ews_im::{Error, FaultExt};

use crate::clients::each;
use crate::scene::{n_groups, start_with};

const TEXT: &str = "What happened & why.";

/// A layout of faults, and what must be found in it.
struct Layout {
    script: &'static str,
    status: u16,
    /// The fault code as it stands in the message.
    code: &'static str,
    response_code: Option<&'static str>,
    place: (Option<u64>, Option<u64>),
    /// The major version of the server, where the layout has a header.
    version: Option<i32>,
    error_code: Option<i64>,
    back_off: Option<u64>,
}

fn layouts() -> Vec<Layout> {
    let plain = Layout {
        script: "",
        status: 500,
        code: "",
        response_code: None,
        place: (None, None),
        version: None,
        error_code: None,
        back_off: None,
    };
    vec![
        Layout {
            script: "fault modern code=ErrorAccessDenied",
            code: "ErrorAccessDenied",
            response_code: Some("ErrorAccessDenied"),
            ..plain
        },
        Layout {
            script: "fault modern code=ErrorAddedLater back-off=2500",
            code: "ErrorAddedLater",
            response_code: Some("ErrorAddedLater"),
            back_off: Some(2500),
            ..plain
        },
        // Behind some servers a fault comes with a status of success.
        Layout {
            script: "fault modern code=ErrorAccessDenied status=200",
            status: 200,
            code: "ErrorAccessDenied",
            response_code: Some("ErrorAccessDenied"),
            ..plain
        },
        Layout {
            script: "fault 2007 code=ErrorInvalidRequest",
            code: "Client",
            response_code: Some("ErrorInvalidRequest"),
            place: (Some(1), Some(2)),
            version: Some(8),
            ..plain
        },
        Layout {
            script: "fault out-of-office",
            code: "Client",
            version: Some(8),
            error_code: Some(-2_146_233_088),
            ..plain
        },
        Layout { script: "fault gromox", status: 200, code: "Server", ..plain },
        Layout {
            script: "fault soap12 code=ErrorAccessDenied",
            code: "Receiver",
            response_code: Some("ErrorAccessDenied"),
            ..plain
        },
    ]
}

#[test]
fn each_layout_is_read() {
    each(|kind| {
        for layout in layouts() {
            let script = layout.script;
            let simulator = start_with(&format!("AddImGroup: {script} text=\"{TEXT}\""));
            let error = kind.client(simulator.url()).call(&AddImGroup::new("New").unwrap()).unwrap_err();
            assert_eq!(error.response_code().as_ref().map(ResponseCode::as_str), layout.response_code, "{script}");
            assert!(!error.is_transient() && !error.is_not_found() && !error.is_authentication(), "{script}");
            assert_eq!(error.retry_after(), layout.back_off.map(Duration::from_millis), "{script}");
            let call = error.call().clone();
            assert_eq!((call.status, call.attempts), (Some(layout.status), 1), "{script}");
            assert!(call.request_id.is_some() && call.fe_server.is_some(), "{script}");
            let Error::Fault(error) = error else { panic!("{script}: {error:?}") };
            let fault = &error.fault;
            assert_eq!((fault.code.local_name(), &*fault.message()), (layout.code, TEXT), "{script}");
            assert_eq!((fault.line(), fault.position()), layout.place, "{script}");
            assert_eq!((fault.error_code(), fault.back_off_milliseconds()), (layout.error_code, layout.back_off));
            let version = error.headers.server_version_info.as_ref().and_then(|info| info.major_version);
            assert_eq!(version, layout.version, "{script}");
            assert_eq!((n_groups(&simulator, "New"), simulator.counters().calls), (0, 0), "{script}");
        }
    });
}

/// It is the same whichever way it is told; only that with an HTTP status of its own is none of the service.
#[test]
fn a_busy_server_is_busy_in_every_form() {
    each(|kind| {
        let busy = Some(ResponseCode::ErrorServerBusy);
        let internal = Some(ResponseCode::ErrorInternalServerError);
        for (form, status, code) in [
            ("busy back-off=29500", 500, &busy),
            ("busy as=fault back-off=29500", 500, &busy),
            ("busy as=response back-off=29500", 200, &busy),
            ("busy as=inner back-off=29500", 200, &internal),
            ("fault modern code=ErrorServerBusy back-off=29500 status=503", 503, &busy),
            ("fault 2007 code=ErrorServerBusy back-off=29500", 500, &busy),
            ("fault soap12 code=ErrorServerBusy back-off=29500", 500, &busy),
        ] {
            let simulator = start_with(&format!("GetImItemList: {form}"));
            let error = kind.client(simulator.url()).call(&GetImItemList::default()).unwrap_err();
            assert!(error.is_transient(), "{form}: {error:?}");
            assert_eq!(error.retry_after(), Some(Duration::from_millis(29_500)), "{form}");
            assert_eq!((error.call().status, &error.response_code()), (Some(status), code), "{form}");
            assert_eq!(error.details().back_off_milliseconds(), Some(29_500), "{form}");
            match &error {
                Error::Fault(_) => assert_eq!(status, 500, "{form}"),
                Error::Response(error) => {
                    assert_eq!(status, 200, "{form}");
                    assert_eq!(error.details.inner_response_code().is_some(), *code == internal, "{form}");
                }
                Error::Http(error) => assert!(status == 503 && error.fault.is_some(), "{form}"),
                _ => panic!("{form}: {error:?}"),
            }
        }
    });
}
