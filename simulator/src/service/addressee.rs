//! Whose mailbox a request is for, by a look at its markup: known before it is carried out, and of requests that are not.

use super::Service;
use crate::markup::{Kind, tags};

impl Service {
    /// The primary SMTP address of the mailbox that a request is for: the one named in `ExchangeImpersonation`, or else that
    /// of the account which sent it. `None` if there is no such mailbox. Whether the account may open it is not asked.
    pub(crate) fn addressee(&self, account: &str, body: &[u8]) -> Option<&str> {
        let name = std::str::from_utf8(body).ok().and_then(impersonated);
        let user = match name {
            Some(name) => self.users.iter().find(|user| user.names().any(|known| known.eq_ignore_ascii_case(name))),
            None => self.user_with_address(account),
        };
        user.map(|user| user.primary_smtp_address())
    }
}

/// What the child of `ConnectingSID` names, if there is one.
fn impersonated(document: &str) -> Option<&str> {
    let mut found = tags(document).skip_while(|tag| !(tag.depth == 3 && tag.local() == "ConnectingSID")).skip(1);
    let start = found.next().filter(|tag| tag.kind == Kind::Start)?;
    let end = found.next()?;
    document.get(start.range.end..end.range.start).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::impersonated;

    #[test]
    fn the_name_is_found() {
        let header = |inside: &str| {
            format!("<e><Header><t:ExchangeImpersonation>{inside}</t:ExchangeImpersonation></Header><Body/></e>")
        };
        let named = header("<t:ConnectingSID>\n <t:SID> S-1-5 </t:SID></t:ConnectingSID>");
        assert_eq!(impersonated(&named), Some("S-1-5"));
        for other in ["<e><Body><a/></Body></e>", "", "<e><Header><a><ConnectingSID><b>", "<e><a><b><ConnectingSID/>"] {
            assert_eq!(impersonated(other), None, "{other}");
        }
        assert_eq!(impersonated(&header("<ConnectingSID/>")), None);
    }
}
