//! Everything but HTTP: a request's text in, the text of a response or fault out.

mod addressee;
mod culture;
mod faults;
mod impersonation;
mod operations;
mod responses;
#[cfg(test)]
mod tests;
mod version;
mod violation;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ews_im::types::{ResponseCode, ServerVersionInfo};
use ews_im::{AnyRequest, AnyResponse, Message, ReadOptions, RequestHeaders, ResponseHeaders, WriteOptions};
use xsd_runtime::soap::{Envelope, Version};

use crate::directory::{Directory, DirectoryError, DistributionList, Impersonates, Person};
use crate::mailbox::seed::text;
use crate::mailbox::{ContactState, GroupState, Limits, Mailbox, persons};
use faults::Fault;

/// The state of the server: all mailboxes, and who may open them. It may be asked from many threads at once; requests to
/// one mailbox are carried out one after the other.
#[derive(Debug)]
pub(crate) struct Service {
    server_version: ServerVersionInfo,
    persons: Vec<Person>,
    /// Places among the persons, by their addresses.
    person_places: HashMap<String, usize>,
    distribution_lists: HashMap<String, DistributionList>,
    users: Vec<User>,
}

/// A user: how the account can be called, and its mailbox.
#[derive(Debug)]
struct User {
    /// The SMTP addresses of the mailbox, the primary one first.
    smtp_addresses: Vec<String>,
    principal_name: String,
    sid: Option<String>,
    impersonates: Impersonates,
    mailbox: Mutex<Mailbox>,
}

/// What goes back over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The status: 200 for a response, 500 for a fault.
    pub(crate) status: u16,
    /// The envelope, with an XML declaration.
    pub(crate) body: String,
}

impl Service {
    /// A service that knows what a directory says.
    ///
    /// # Errors
    /// If the directory makes no sense.
    pub(crate) fn new(directory: Directory) -> Result<Self, DirectoryError> {
        let mut person_places = HashMap::new();
        for (place, person) in directory.persons.iter().enumerate() {
            text("the directory", &person.display_name)?;
            for address in person.smtp_addresses.iter().chain([&person.im_address]) {
                text(&person.display_name, address)?;
                person_places.entry(persons::normal(address)).or_insert(place);
            }
        }
        let mut distribution_lists = HashMap::new();
        for list in directory.distribution_lists {
            text("the directory", &list.smtp_address)?;
            distribution_lists.insert(persons::normal(&list.smtp_address), list);
        }
        let mut service = Self {
            server_version: directory.server_version,
            persons: directory.persons,
            person_places,
            distribution_lists,
            users: Vec::new(),
        };
        let limits = Limits { groups: directory.max_groups, contacts: directory.max_contacts };
        let mut guids = Vec::new();
        for (index, seed) in directory.mailboxes.into_iter().enumerate() {
            let counted = format!("00000000-0000-4000-8000-{:012x}", index + 1);
            let guid = seed.guid.clone().unwrap_or(counted).to_ascii_lowercase();
            let find = |address: &str| service.person(address);
            let mailbox = Mailbox::new(&seed, &guid, limits, directory.created, find)?;
            if guids.contains(&guid) {
                return Err(DirectoryError::SharedName(guid));
            }
            guids.push(guid);
            let user = User::new(&seed, mailbox);
            impersonation::check_names(&user, &service.users)?;
            service.users.push(user);
        }
        Ok(service)
    }

    /// Answers a request of the user with a primary SMTP address.
    pub(crate) fn answer(&self, account: &str, body: &[u8]) -> Reply {
        let written = match self.respond(account, body) {
            Ok(response) => {
                let headers = ResponseHeaders {
                    server_version_info: Some(self.server_version.clone()),
                    ..ResponseHeaders::default()
                };
                write(200, &Message::Response(headers, Box::new(response)))
            }
            Err(fault) => fault.message().and_then(|message| write(500, &message)),
        };
        written.unwrap_or_else(|error| Reply { status: 500, body: faults::internal(&error.to_string()) })
    }

    fn respond(&self, account: &str, body: &[u8]) -> Result<AnyResponse, Fault> {
        let (headers, request) = read(body)?;
        version::check(&headers)?;
        culture::check(&headers)?;
        let user = self.user(account, &headers)?;
        Ok(self.carry_out(&mut user.lock(), request))
    }

    /// The groups of the mailbox with an SMTP address, the default groups first.
    pub(crate) fn groups(&self, smtp_address: &str) -> Option<Vec<GroupState>> {
        Some(self.user_with_address(smtp_address)?.lock().group_states())
    }

    /// The contacts of the mailbox with an SMTP address, in the order in which they were made.
    pub(crate) fn contacts(&self, smtp_address: &str) -> Option<Vec<ContactState>> {
        Some(self.user_with_address(smtp_address)?.lock().contact_states())
    }

    /// Whether the contact list of the mailbox with an SMTP address is said to have been moved there.
    pub(crate) fn is_migration_completed(&self, smtp_address: &str) -> Option<bool> {
        Some(self.user_with_address(smtp_address)?.lock().is_migration_completed())
    }

    /// The person of the directory with an address, which is in the form in which addresses are compared.
    fn person(&self, address: &str) -> Option<&Person> {
        self.persons.get(*self.person_places.get(address)?)
    }
}

impl User {
    /// The mailbox, for one request. A mailbox is whole after each step, so that a thread that ended in the middle does no
    /// harm to others.
    fn lock(&self) -> MutexGuard<'_, Mailbox> {
        self.mailbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write(status: u16, message: &Message) -> xsd_runtime::Result<Reply> {
    let body = message.write_with(WriteOptions::new().xml_declaration(true))?;
    Ok(Reply { status, body })
}

/// Reads a request as Exchange does, which holds it to the schema.
fn read(body: &[u8]) -> Result<(RequestHeaders, AnyRequest), Fault> {
    let document = &xsd_runtime::decode(body).map_err(|error| violation::of_encoding(body, &error))?;
    let error = match read_with(document, &ReadOptions::strict()) {
        Ok(request) => return Ok(request),
        Err(error) => error,
    };
    if let Some(fault) = version::unknown(&error).or_else(|| culture::unsupported(&error)) {
        return Err(fault);
    }
    if let Some(request) = without_display_name(document, &error) {
        return Ok(request);
    }
    Err(violation::of(document, &error))
}

fn read_with(document: &str, options: &ReadOptions) -> xsd_runtime::Result<(RequestHeaders, AnyRequest)> {
    let envelope: Envelope<AnyRequest, RequestHeaders> = Envelope::read_version(Version::Soap11, document, options)?;
    Ok((envelope.headers, envelope.body))
}

/// The request that the documentation shows without a required element, for an error that says that the element is missing.
/// What stands before the place of the error has been found valid, and lenient reading forgives what may follow.
fn without_display_name(document: &str, error: &xsd_runtime::Error) -> Option<(RequestHeaders, AnyRequest)> {
    let is_there = error.kind() == xsd_runtime::ErrorKind::MissingElement
        && error.path() == "Envelope > Body > AddDistributionGroupToImList";
    if !is_there {
        return None;
    }
    let request = read_with(document, &ReadOptions::lenient()).ok()?;
    match &request.1 {
        AnyRequest::AddDistributionGroupToImList(add) if add.display_name.is_none() => Some(request),
        _ => None,
    }
}

/// A fault without details.
fn refuse(code: ResponseCode, text: &str) -> Fault {
    Fault::new(code, text, text)
}
