//! SPNEGO (RFC 4178, section 4.2), as far as it is needed to carry NTLM.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Encode, Reader, SliceReader, Tag, TagNumber, Tagged};

const SPNEGO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.2");
const NTLM: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.2.10");

/// What a client offers in its first token, a `NegTokenInit`.
pub(super) struct Offer {
    /// The `MechTypeList` as it came, which both sides sign.
    pub(super) mechanisms: Vec<u8>,
    place_of_ntlm: Option<usize>,
}

impl Offer {
    /// How many mechanisms the client likes better than NTLM, `None` if it does not offer that.
    pub(super) fn place_of_ntlm(&self) -> Option<usize> {
        self.place_of_ntlm
    }
}

/// What a client says later, in a `NegTokenResp`.
pub(super) struct ClientAnswer<'a> {
    /// The mechanism's token.
    pub(super) token: Option<&'a [u8]>,
    /// The signature of the list of mechanisms.
    pub(super) mic: Option<&'a [u8]>,
}

/// The state of a negotiation.
#[derive(Clone, Copy)]
pub(super) enum Answer {
    /// `accept-completed`.
    Completed = 0,
    /// `accept-incomplete`.
    Incomplete = 1,
}

/// Reads a `NegTokenInit` with its frame of GSS-API, and the token for the client's first mechanism.
pub(super) fn read_offer(token: &[u8]) -> Option<(Offer, Option<&[u8]>)> {
    let frame = whole(token)?;
    if frame.tag() != (Tag::Application { constructed: true, number: TagNumber(0) }) {
        return None;
    }
    let mut reader = SliceReader::new(frame.value()).ok()?;
    if ObjectIdentifier::decode(&mut reader).ok()? != SPNEGO {
        return None;
    }
    let choice = AnyRef::decode(&mut reader).ok()?;
    if choice.tag() != context(0) || !reader.is_finished() {
        return None;
    }
    let [mechanisms, _, mechanism_token, _] = fields(choice.value())?;
    let mechanisms = mechanisms?;
    let mut list = SliceReader::new(with_tag(mechanisms, Tag::Sequence)?).ok()?;
    let mut place_of_ntlm = None;
    for place in 0.. {
        if list.is_finished() {
            break;
        }
        if ObjectIdentifier::decode(&mut list).ok()? == NTLM {
            place_of_ntlm.get_or_insert(place);
        }
    }
    Some((Offer { mechanisms: mechanisms.to_owned(), place_of_ntlm }, content(mechanism_token, Tag::OctetString)?))
}

/// Reads a `NegTokenResp`.
pub(super) fn read_answer(token: &[u8]) -> Option<ClientAnswer<'_>> {
    let choice = whole(token)?;
    if choice.tag() != context(1) {
        return None;
    }
    let [state, mechanism, token, mic] = fields(choice.value())?;
    // What the client says of the state, and of the mechanism, follows from the tokens.
    content(state, Tag::Enumerated)?;
    content(mechanism, Tag::ObjectIdentifier)?;
    Some(ClientAnswer { token: content(token, Tag::OctetString)?, mic: content(mic, Tag::OctetString)? })
}

/// Writes a `NegTokenResp`, which names NTLM as long as the negotiation goes on.
pub(super) fn write_answer(answer: Answer, token: Option<&[u8]>, mic: Option<&[u8]>) -> Vec<u8> {
    let mechanism = matches!(answer, Answer::Incomplete).then(|| NTLM.to_der().unwrap_or_default());
    let fields = [
        Some(element(Tag::Enumerated, &[answer as u8])),
        mechanism,
        token.map(|token| element(Tag::OctetString, token)),
        mic.map(|mic| element(Tag::OctetString, mic)),
    ];
    let mut sequence = Vec::new();
    for (number, field) in (0..).zip(fields) {
        if let Some(field) = field {
            sequence.extend(element(context(number), &field));
        }
    }
    element(context(1), &element(Tag::Sequence, &sequence))
}

/// The fields of a sequence that are tagged by context with 0 to 3, without these tags.
fn fields(sequence: &[u8]) -> Option<[Option<&[u8]>; 4]> {
    let mut reader = SliceReader::new(with_tag(sequence, Tag::Sequence)?).ok()?;
    let mut fields = [None; 4];
    while !reader.is_finished() {
        let field = AnyRef::decode(&mut reader).ok()?;
        let number = (0..4).find(|number| field.tag() == context(*number))?;
        fields[usize::try_from(number).ok()?] = Some(field.value());
    }
    Some(fields)
}

/// What is in a field, if it is there. `None` if it holds something with another tag.
fn content(field: Option<&[u8]>, tag: Tag) -> Option<Option<&[u8]>> {
    match field {
        Some(field) => with_tag(field, tag).map(Some),
        None => Some(None),
    }
}

fn context(number: u32) -> Tag {
    Tag::ContextSpecific { constructed: true, number: TagNumber(number) }
}

/// The one element that `octets` are.
fn whole(octets: &[u8]) -> Option<AnyRef<'_>> {
    AnyRef::from_der(octets).ok()
}

/// What is in the one element that `octets` are, if it has this tag.
fn with_tag(octets: &[u8], tag: Tag) -> Option<&[u8]> {
    whole(octets).filter(|element| element.tag() == tag).map(|element| element.value())
}

/// An element. The lengths are far from what would not fit.
fn element(tag: Tag, value: &[u8]) -> Vec<u8> {
    AnyRef::new(tag, value).and_then(|element| element.to_der()).unwrap_or_default()
}
