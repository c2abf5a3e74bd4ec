//! Deterministic `GetImItemListResponse` documents in the shape an Exchange server sends.
//!
//! The elements, their order and their occurrence follow the IM schemas, so that a validating reader accepts
//! every document. The same parameters always give the same text.

use std::fmt::Write;

const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// A response to the small operation `AddImGroup`, as the body of a SOAP message holds it.
pub const ADD_IM_GROUP_RESPONSE: &str = r#"<AddImGroupResponse ResponseClass="Success" xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">
  <ResponseCode>NoError</ResponseCode>
  <ImGroup>
    <DisplayName xmlns="http://schemas.microsoft.com/exchange/services/2006/types">Project team</DisplayName>
    <GroupType xmlns="http://schemas.microsoft.com/exchange/services/2006/types">IPM.DistList.MOC.UserGroup</GroupType>
    <ExchangeStoreId Id="AAMkADIwMTNhYmNkLTc4Y2UAAA=" ChangeKey="EgAAAA==" xmlns="http://schemas.microsoft.com/exchange/services/2006/types"/>
  </ImGroup>
</AddImGroupResponse>"#;

/// The request that asks for that group.
pub const ADD_IM_GROUP: &str = r#"<m:AddImGroup xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><m:DisplayName>Project team</m:DisplayName></m:AddImGroup>"#;

/// What decides the content and the size of a document.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// How many personas the list holds; one takes about 6.5 kB when indented.
    pub personas: usize,
    /// Whether every element stands on a line of its own, indented by its depth.
    pub indented: bool,
    /// The start of the random numbers that choose names, numbers and optional members.
    pub seed: u64,
}

impl Document {
    /// The document as text.
    pub fn text(self) -> String {
        let mut page = Page {
            random: Random(self.seed),
            out: String::with_capacity(self.personas * 6800 + 4096),
            indented: self.indented,
            depth: 0,
        };
        page.response(self.personas);
        page.out
    }
}

/// The SplitMix64 sequence: small, and the same everywhere.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below the limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// Whether one case of so many has come.
    pub fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    /// One of these.
    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }

    fn base64(&mut self, prefix: &str, length: usize) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::from(prefix);
        while out.len() < length {
            out.push(char::from(DIGITS[self.below(64) as usize]));
        }
        out.push('=');
        out
    }

    fn phone(&mut self) -> String {
        format!("+1 425 555 {:04}", self.below(10_000))
    }
}

/// The text written so far and the place in it.
struct Page {
    random: Random,
    out: String,
    indented: bool,
    depth: usize,
}

/// One person, with the text of names already escaped for XML.
struct Person {
    given: &'static str,
    surname: &'static str,
    title: &'static str,
    department: &'static str,
    company: &'static str,
    email: String,
}

const GIVEN: &[&str] = &[
    "Anna", "Boris", "Chloé", "Dagmar", "Emil", "Fatima", "Gregor", "Hanna", "Iñigo", "Jürgen", "Kim", "Lena", "Marek",
    "Nadia", "Oscar", "Priya",
];
const SURNAME: &[&str] = &[
    "Adams",
    "Berg",
    "Castellanos",
    "D&apos;Souza",
    "Eriksen",
    "Fischer",
    "Gómez",
    "Horvath",
    "Ivanova",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Müller",
    "Nakamura",
];
const TITLE: &[&str] = &["Engineer", "Accountant", "Head of Sales", "Designer", "Attorney", "Research Fellow"];
const DEPARTMENT: &[&str] = &["Research &amp; Development", "Finance", "Sales", "Legal", "Human Resources"];
const COMPANY: &[&str] = &["Contoso", "Fabrikam &amp; Sons", "Northwind Traders", "Tailspin Toys &lt;EMEA&gt;"];
const CITY: &[&str] = &["Redmond", "Zürich", "São Paulo", "Oslo", "Kraków"];
const GROUP_TYPE: &[&str] = &[
    "IPM.DistList.MOC.OtherContacts",
    "IPM.DistList.MOC.Tagged",
    "IPM.DistList.MOC.Favorites",
    "IPM.DistList.MOC.UserGroup",
];

impl Page {
    fn line(&mut self) {
        if self.indented {
            if !self.out.is_empty() {
                self.out.push('\n');
            }
            for _ in 0..self.depth {
                self.out.push_str("  ");
            }
        }
    }

    fn open(&mut self, name: &str) {
        self.open_with(name, "");
    }

    /// Opens an element; `attributes` is empty or starts with a space.
    fn open_with(&mut self, name: &str, attributes: &str) {
        self.line();
        let _ = write!(self.out, "<{name}{attributes}>");
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line();
        let _ = write!(self.out, "</{name}>");
    }

    fn empty_with(&mut self, name: &str, attributes: &str) {
        self.line();
        let _ = write!(self.out, "<{name}{attributes} />");
    }

    /// An element with text, which has to be escaped already.
    fn leaf(&mut self, name: &str, text: &str) {
        self.line();
        let _ = write!(self.out, "<{name}>{text}</{name}>");
    }

    fn identifier(&mut self, name: &str, prefix: &str, length: usize) {
        let id = self.random.base64(prefix, length);
        let change_key = self.random.base64("EQAAABYAAAB", 43);
        self.empty_with(name, &format!(" Id=\"{id}\" ChangeKey=\"{change_key}\""));
    }

    fn response(&mut self, personas: usize) {
        self.open_with("GetImItemListResponse", &format!(" ResponseClass=\"Success\" xmlns=\"{MESSAGES}\""));
        self.leaf("ResponseCode", "NoError");
        self.open("ImItemList");
        self.open_with("Groups", &format!(" xmlns=\"{TYPES}\""));
        for index in 0..personas / 20 + 4 {
            self.group(index);
        }
        self.close("Groups");
        self.open_with("Personas", &format!(" xmlns=\"{TYPES}\""));
        for _ in 0..personas {
            self.persona();
        }
        self.close("Personas");
        self.close("ImItemList");
        self.close("GetImItemListResponse");
    }

    fn group(&mut self, index: usize) {
        self.open("ImGroup");
        self.leaf("DisplayName", &format!("Group {index}"));
        self.leaf("GroupType", GROUP_TYPE[index.min(GROUP_TYPE.len() - 1)]);
        self.identifier("ExchangeStoreId", "AAMkAGQ1", 79);
        self.open("MemberCorrelationKey");
        for _ in 0..=self.random.below(4) {
            self.identifier("ItemId", "AAMkAGQ1", 79);
        }
        self.close("MemberCorrelationKey");
        self.close("ImGroup");
    }

    fn person(&mut self) -> Person {
        let random = &mut self.random;
        let given = random.pick(GIVEN);
        let surname = random.pick(SURNAME);
        let mut email: String = given.chars().chain(surname.chars()).filter(char::is_ascii_alphabetic).collect();
        email.make_ascii_lowercase();
        let _ = write!(email, "{}@contoso.com", random.below(1000));
        Person {
            given,
            surname,
            title: random.pick(TITLE),
            department: random.pick(DEPARTMENT),
            company: random.pick(COMPANY),
            email,
        }
    }

    fn persona(&mut self) {
        let person = self.person();
        let name = format!("{} {}", person.given, person.surname);
        let file_as = format!("{}, {}", person.surname, person.given);
        let (created, minute) = (self.random.below(28) + 1, self.random.below(60));
        let phone = self.random.phone();
        let has_address = self.random.one_in(4);

        self.open("Persona");
        self.identifier("PersonaId", "AAQkAGQ1", 55);
        self.leaf("PersonaType", "Person");
        self.leaf("CreationTime", &format!("2013-01-{created:02}T22:{minute:02}:36Z"));
        self.leaf("DisplayName", &name);
        self.leaf("DisplayNameFirstLast", &name);
        self.leaf("DisplayNameLastFirst", &file_as);
        self.leaf("FileAs", &file_as);
        self.leaf("FileAsId", "LastCommaFirst");
        self.leaf("GivenName", person.given);
        self.leaf("Surname", person.surname);
        self.leaf("Title", person.title);
        self.leaf("Department", person.department);
        self.leaf("CompanyName", person.company);
        self.email("EmailAddress", &name, &person.email);
        self.open("EmailAddresses");
        self.email("Address", &name, &person.email);
        self.close("EmailAddresses");
        self.phone_number("PhoneNumber", &phone, "Business");
        self.leaf("ImAddress", &person.email);
        self.leaf("RelevanceScore", "2147483647");
        self.open("Attributions");
        self.attribution("0", "false");
        self.attribution("1", "true");
        self.close("Attributions");
        self.strings("DisplayNames", &[(&name, 1), (&file_as, 1)]);
        self.strings("FileAses", &[(&file_as, 1)]);
        self.strings("FileAsIds", &[("LastCommaFirst", 1), ("None", 1)]);
        self.strings("GivenNames", &[(person.given, 1)]);
        self.strings("Surnames", &[(person.surname, 1)]);
        self.phone_numbers("BusinessPhoneNumbers", &phone, "Business");
        if self.random.one_in(2) {
            let mobile = self.random.phone();
            self.phone_numbers("MobilePhones", &mobile, "Mobile");
        }
        self.open("Emails1");
        self.open("EmailAddressAttributedValue");
        self.email("Value", &name, &person.email);
        self.value_attributions(2);
        self.close("EmailAddressAttributedValue");
        self.close("Emails1");
        self.strings("ImAddresses", &[(&person.email, 2)]);
        if has_address {
            self.address();
        }
        self.strings("CompanyNames", &[(person.company, 1)]);
        self.close("Persona");
    }

    fn email(&mut self, element: &str, name: &str, address: &str) {
        self.open(element);
        self.leaf("Name", name);
        self.leaf("EmailAddress", address);
        self.leaf("RoutingType", "SMTP");
        self.leaf("MailboxType", "Contact");
        self.close(element);
    }

    fn phone_number(&mut self, element: &str, number: &str, kind: &str) {
        self.open(element);
        self.leaf("Number", number);
        self.leaf("Type", kind);
        self.close(element);
    }

    fn phone_numbers(&mut self, element: &str, number: &str, kind: &str) {
        self.open(element);
        self.open("PhoneNumberAttributedValue");
        self.phone_number("Value", number, kind);
        self.value_attributions(1);
        self.close("PhoneNumberAttributedValue");
        self.close(element);
    }

    fn attribution(&mut self, id: &str, quick_contact: &str) {
        self.open("Attribution");
        self.leaf("Id", id);
        self.identifier("SourceId", "AAMkAGQ1", 79);
        self.leaf("DisplayName", "Outlook");
        self.leaf("IsWritable", "true");
        self.leaf("IsQuickContact", quick_contact);
        self.leaf("IsHidden", "false");
        self.identifier("FolderId", "AQMkAGQ1", 79);
        self.close("Attribution");
    }

    /// A list of attributed strings, each with the number of its attributions.
    fn strings(&mut self, element: &str, values: &[(&str, usize)]) {
        self.open(element);
        for (value, attributions) in values {
            self.open("StringAttributedValue");
            self.leaf("Value", value);
            self.value_attributions(*attributions);
            self.close("StringAttributedValue");
        }
        self.close(element);
    }

    fn value_attributions(&mut self, count: usize) {
        self.open("Attributions");
        for index in 0..count {
            self.leaf("Attribution", &index.to_string());
        }
        self.close("Attributions");
    }

    fn address(&mut self) {
        let house = self.random.below(400) + 1;
        let city = self.random.pick(CITY);
        let code = self.random.below(100_000);
        self.open("BusinessAddresses");
        self.open("PostalAddressAttributedValue");
        self.open("Value");
        self.leaf("Street", &format!("{house} Main Street"));
        self.leaf("City", city);
        self.leaf("PostalCode", &format!("{code:05}"));
        self.leaf("Type", "Business");
        self.leaf("Latitude", "47.6415");
        self.leaf("Longitude", "-122.1345");
        self.leaf("FormattedAddress", &format!("{house} Main Street&#10;{code:05} {city}"));
        self.leaf("LocationSource", "Contact");
        self.close("Value");
        self.value_attributions(1);
        self.close("PostalAddressAttributedValue");
        self.close("BusinessAddresses");
    }
}

#[cfg(test)]
mod tests {
    use super::Document;

    const SMALL: Document = Document { personas: 164, indented: true, seed: 1 };

    #[test]
    fn the_same_parameters_give_the_same_text() {
        assert_eq!(SMALL.text(), SMALL.text());
    }

    #[test]
    fn a_hundred_and_sixty_four_personas_take_about_a_megabyte() {
        let length = SMALL.text().len();
        assert!((950_000..1_100_000).contains(&length), "{length} bytes");
    }

    #[test]
    fn the_compact_text_holds_the_same_elements() {
        let compact = Document { indented: false, ..SMALL }.text();
        let stripped: String = SMALL.text().lines().map(str::trim_start).collect();
        assert_eq!(compact, stripped);
    }
}
