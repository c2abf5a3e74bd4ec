//! Envelopes spoiled at random: always an answer, and what is read is written and read again as it was.

use xsd_runtime::soap::{Answer, Envelope, HeaderEntry, Version};
use xsd_runtime::{ReadOptions, Result};

use super::mutate::{Random, mutate};
use super::{BOTH, Note, modes};

const ENVELOPES: [&str; 3] = [
    "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:n='urn:notes'><e:Header>\
     <n:Stamp e:mustUnderstand='1' e:actor=\"urn:a\" b='c>d'><n:Text>&lt;1</n:Text></n:Stamp><x xmlns='urn:x'/></e:Header>\
     <e:Body><n:Note><n:Text>a &amp; b</n:Text></n:Note></e:Body></e:Envelope>",
    "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body><Fault><faultcode xmlns=''>A</faultcode>\
     <faultstring xmlns='' xml:lang='en'>b</faultstring><faultactor xmlns=''>c</faultactor>\
     <detail xmlns='' d='e'>f<g h='i'>j</g>k</detail></Fault></Body></Envelope>",
    "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope' xmlns:n='urn:notes'><e:Body><e:Fault>\
     <e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>n:A</e:Value></e:Subcode></e:Code>\
     <e:Reason><e:Text xml:lang='en'>b</e:Text></e:Reason><e:Node>c</e:Node><e:Role>d</e:Role>\
     <e:Detail n:e='f'><n:g/></e:Detail></e:Fault></e:Body></e:Envelope>",
];

fn read(document: &str, options: &ReadOptions) -> Result<Envelope<Answer<Note>>> {
    Envelope::read(document, options)
}

#[test]
fn random_mutations() {
    for document in ENVELOPES {
        assert_eq!(read(document, &ReadOptions::lenient()).map(|_| ()), Ok(()));
    }
    let mut random = Random::new(7);
    let mut n_accepted = 0;
    for round in 0..12_000 {
        let spoiled = mutate(ENVELOPES[round % ENVELOPES.len()], &mut random);
        for options in modes() {
            let Ok(envelope) = read(&spoiled, &options) else { continue };
            n_accepted += 1;
            let written = envelope.write().unwrap_or_else(|error| panic!("{error}\n{spoiled}"));
            let again = read(&written, &ReadOptions::lenient()).unwrap_or_else(|error| panic!("{error}\n{written}"));
            assert_eq!(content(&again), content(&envelope), "{spoiled}\nwritten as\n{written}");
            for entry in envelope.headers.entries {
                BOTH.into_iter().for_each(|version| set(entry.clone(), version));
            }
        }
    }
    assert!((300..20_000).contains(&n_accepted), "{n_accepted} documents are accepted");
}

/// All but the declarations on raw XML: a text that looks like a qualified name gets one where its prefix is bound.
fn content(envelope: &Envelope<Answer<Note>>) -> String {
    let entries = envelope
        .headers
        .entries
        .iter()
        .map(|HeaderEntry(it)| (it.attributes().unwrap(), it.text().unwrap(), it.children().unwrap().len()));
    let mut body = envelope.body.clone();
    if let Answer::Fault(fault) = &mut body {
        fault.others.clear();
        fault.detail.iter_mut().for_each(|detail| detail.entries.clear());
    }
    format!("{:?} {:?} {body:?}", envelope.version, entries.collect::<Vec<_>>())
}

/// Attributes can be set and taken away on whatever has been read.
fn set(mut entry: HeaderEntry, version: Version) {
    let before = entry.clone();
    entry.set_must_understand(version, true).unwrap();
    entry.set_role(version, Some("urn:\"b'&<")).unwrap();
    assert!(entry.must_understand(version), "{before:?}");
    assert_eq!(entry.role(version).as_deref(), Some("urn:\"b'&<"), "{before:?}");
    assert_eq!(entry.0.children(), before.0.children());
    entry.set_must_understand(version, false).unwrap();
    entry.set_role(version, None).unwrap();
    let kept = |it: &HeaderEntry| {
        let attributes = it.0.attributes().unwrap().into_iter();
        let is_kept = |local: &str| !["mustUnderstand", "actor", "role"].contains(&local);
        attributes.filter(|it| it.namespace != version.namespace() || is_kept(&it.local)).collect::<Vec<_>>()
    };
    assert_eq!(entry.0.attributes().unwrap(), kept(&before));
    assert_eq!(entry.0.text(), before.0.text());
}
