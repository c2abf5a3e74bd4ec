//! What is shown and logged.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use ews_im::auth::{Authenticate, Negotiate, Ntlm};
use ews_im_simulator::ntlm::{Acceptor, Scheme};

use crate::wire::{Connection, PASSWORD, accounts, both, call, request};

#[test]
fn secrets_are_in_no_text() {
    let log = Log::default();
    tracing::subscriber::with_default(log.clone(), || {
        tracing::info!("logged");
        for (scheme, client) in both(r"CONTOSO\anna", PASSWORD) {
            assert!(call(&mut *client.begin(), &mut Connection::new(scheme)).unwrap().is_some());
        }
        tracing::info!("still logged");
    });
    // The answers hold what a password can be guessed from.
    assert_eq!(*log.0.lock().unwrap(), "message logged\nmessage still logged\n");

    assert_eq!(format!("{:?}", Ntlm::new(r"CONTOSO\anna", PASSWORD)), r#"Ntlm("CONTOSO\\anna")"#);
    assert_eq!(
        format!("{:?}", Negotiate::new("anna@contoso.example", PASSWORD)),
        r#"Negotiate("anna@contoso.example")"#
    );
    assert_eq!(format!("{:?}", Acceptor::new(Scheme::Ntlm, accounts())), "Acceptor { scheme: Ntlm, .. }");
    let mut request = request();
    assert!(Ntlm::new("anna", PASSWORD).begin().authorize(&mut request, None).unwrap());
    assert!(format!("{request:?}").contains("Sensitive"));
}

/// Keeps all that is logged, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        writeln!(self.0.lock().unwrap(), "{field} {value:?}").unwrap();
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}
