//! The cryptography of NTLM's second version (MS-NLMP, sections 3.3.2 and 3.4).

use hmac::{Hmac, KeyInit, Mac};
use md4::Md4;
use md5::{Digest, Md5};
use rc4::{Rc4, StreamCipher};

use super::message::{Authenticate, flags, utf16};

/// Where an AUTHENTICATE message has its integrity code.
const MIC: std::ops::Range<usize> = 72..88;

/// What is made of password, name and domain: `NTOWFv2`.
pub(super) struct ResponseKey([u8; 16]);

impl ResponseKey {
    pub(super) fn new(password: &str, user: &str, domain: &str) -> Self {
        // Windows knows upper-case letters one by one: `ß` has none.
        let upper = user.chars().map(|c| {
            let mut upper = c.to_uppercase();
            if upper.len() == 1 { upper.next().unwrap_or(c) } else { c }
        });
        let name: String = upper.chain(domain.chars()).collect();
        Self(hmac_md5(&Md4::digest(utf16(password)), &[&utf16(&name)]))
    }

    /// Whether the answer to a challenge is by who knows the password.
    pub(super) fn proves(&self, server_challenge: &[u8], proof: &[u8], blob: &[u8]) -> bool {
        hmac_md5(&self.0, &[server_challenge, blob]) == proof
    }
}

/// What both sides know when the client has proved itself.
pub(super) struct SessionKeys {
    exported: [u8; 16],
    flags: u32,
}

impl SessionKeys {
    /// `None` if keys are exchanged and the client's is no key.
    pub(super) fn new(key: &ResponseKey, proof: &[u8], authenticate: &Authenticate<'_>) -> Option<Self> {
        let mut exported = hmac_md5(&key.0, &[proof]);
        if authenticate.flags & flags::KEY_EXCHANGE != 0 {
            let mut rc4 = Rc4::new_from_slice(&exported).ok()?;
            exported = authenticate.session_key.try_into().ok()?;
            rc4.apply_keystream(&mut exported);
        }
        Some(Self { exported, flags: authenticate.flags })
    }

    /// Whether the integrity code in an AUTHENTICATE message fits the three messages.
    pub(super) fn fits_mic(&self, negotiate: &[u8], challenge: &[u8], authenticate: &[u8]) -> bool {
        let (Some(mic), Some(rest)) = (authenticate.get(MIC), authenticate.get(MIC.end..)) else {
            return false;
        };
        hmac_md5(&self.exported, &[negotiate, challenge, &authenticate[..MIC.start], &[0; 16], rest]) == mic
    }

    /// The client's first signature, of `text` (MS-NLMP 3.4.4.2).
    pub(super) fn client_signature(&self, text: &[u8]) -> Vec<u8> {
        self.signature("client-to-server", text)
    }

    /// The server's first signature.
    pub(super) fn server_signature(&self, text: &[u8]) -> Vec<u8> {
        self.signature("server-to-client", text)
    }

    fn signature(&self, direction: &str, text: &[u8]) -> Vec<u8> {
        const SEQUENCE_NUMBER: [u8; 4] = [0; 4];
        let signing_key = magic_key(&self.exported, direction, "signing");
        let mut checksum: [u8; 8] = [0; 8];
        checksum.copy_from_slice(&hmac_md5(&signing_key, &[&SEQUENCE_NUMBER, text])[..8]);
        if self.flags & flags::KEY_EXCHANGE != 0 {
            let strength = match self.flags {
                flags if flags & flags::KEY_128 != 0 => 16,
                flags if flags & flags::KEY_56 != 0 => 7,
                _ => 5,
            };
            let sealing_key = magic_key(&self.exported[..strength], direction, "sealing");
            if let Ok(mut rc4) = Rc4::new_from_slice(&sealing_key) {
                rc4.apply_keystream(&mut checksum);
            }
        }
        [&1_u32.to_le_bytes()[..], &checksum, &SEQUENCE_NUMBER].concat()
    }
}

/// `SIGNKEY` and `SEALKEY` (MS-NLMP 3.4.5.2 and 3.4.5.3).
fn magic_key(key: &[u8], direction: &str, purpose: &str) -> [u8; 16] {
    let mut md5 = Md5::new();
    md5.update(key);
    md5.update(format!("session key to {direction} {purpose} key magic constant\0"));
    md5.finalize().into()
}

fn hmac_md5(key: &[u8], text: &[&[u8]]) -> [u8; 16] {
    // HMAC takes keys of any length.
    let Ok(mut hmac) = Hmac::<Md5>::new_from_slice(key) else {
        return [0; 16];
    };
    text.iter().for_each(|part| hmac.update(part));
    hmac.finalize().into_bytes().into()
}

/// The values of MS-NLMP, section 4.2: user `User` of `Domain` with the password `Password`.
#[cfg(test)]
mod tests {
    use super::*;

    const SERVER_CHALLENGE: [u8; 8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<_> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
        digits.chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
    }

    /// `temp` of section 4.2.4.1.3.
    fn blob() -> Vec<u8> {
        let head = hex("0101 0000 00000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000");
        let info = [hex("0200 0c00"), utf16("Domain"), hex("0100 0c00"), utf16("Server"), hex("0000 0000 00000000")];
        [head, info.concat()].concat()
    }

    fn authenticate(flags: u32, session_key: &[u8]) -> Authenticate<'_> {
        Authenticate { message: &[], flags, user: String::new(), domain: String::new(), session_key, response: None }
    }

    #[test]
    fn responses_are_proved_as_documented() {
        let key = ResponseKey::new("Password", "User", "Domain");
        assert_eq!(key.0.to_vec(), hex("0c868a403bfd7a93a3001ef22ef02e3f"));
        let proof = hex("68cd0ab851e51c96aabc927bebef6a1c");
        assert!(key.proves(&SERVER_CHALLENGE, &proof, &blob()));
        assert!(!key.proves(&[0; 8], &proof, &blob()));
        assert!(!key.proves(&SERVER_CHALLENGE, &proof[1..], &blob()));
        // The name is in any letter case, the domain as it is written.
        assert!(ResponseKey::new("Password", "uSER", "Domain").proves(&SERVER_CHALLENGE, &proof, &blob()));
        for (password, user, domain) in
            [("password", "User", "Domain"), ("Password", "User", "DOMAIN"), ("Password", "Usar", "Domain")]
        {
            assert!(!ResponseKey::new(password, user, domain).proves(&SERVER_CHALLENGE, &proof, &blob()));
        }
    }

    #[test]
    fn session_keys_are_derived_as_documented() {
        let key = ResponseKey::new("Password", "User", "Domain");
        let proof = hex("68cd0ab851e51c96aabc927bebef6a1c");
        let plain = SessionKeys::new(&key, &proof, &authenticate(0, &[])).unwrap();
        assert_eq!(plain.exported.to_vec(), hex("8de40ccadbc14a82f15cb0ad0de95ca3"));
        let encrypted = hex("c5dad2544fc9799094ce1ce90bc9d03e");
        let exchanged = SessionKeys::new(&key, &proof, &authenticate(flags::KEY_EXCHANGE, &encrypted)).unwrap();
        assert_eq!(exchanged.exported, [0x55; 16]);
        assert_eq!(
            magic_key(&[0x55; 16], "client-to-server", "signing").to_vec(),
            hex("4788dc861b4782f35d43fd98fe1a2d39")
        );
        assert_eq!(
            magic_key(&[0x55; 16], "client-to-server", "sealing").to_vec(),
            hex("59f600973cc4960a25480a7c196e4c58")
        );
        assert!(SessionKeys::new(&key, &proof, &authenticate(flags::KEY_EXCHANGE, &encrypted[1..])).is_none());
    }

    /// By another implementation, pyspnego 0.12.
    #[test]
    fn signatures_are_those_of_others() {
        let list = hex("300c 060a 2b06010401823702020a");
        for (flags, client, server) in [
            (flags::KEY_128, "22a3984fefbb9c32", "7dd6da05648a73ae"),
            (flags::KEY_56, "489ec007bda3438d", "ed0635b9ef101fc9"),
            (0, "3afa859b310b0003", "b148d65eba5b830b"),
        ] {
            let keys = SessionKeys { exported: [0x55; 16], flags: flags | flags::KEY_EXCHANGE };
            assert_eq!(keys.client_signature(&list), hex(&format!("01000000 {client} 00000000")));
            assert_eq!(keys.server_signature(&list), hex(&format!("01000000 {server} 00000000")));
        }
        let keys = SessionKeys { exported: [0x55; 16], flags: flags::KEY_128 };
        assert_eq!(keys.client_signature(&list), hex("01000000 2646f52a31a2c3ee 00000000"));
    }
}
