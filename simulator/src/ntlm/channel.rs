//! What the bindings of a channel must be (RFC 5929, section 4, and MS-NLMP 3.1.5.1.2).

use der::{Decode, Reader, SliceReader};
use md5::Md5;
use sha2::{Digest, Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierRef;

/// The hash of the bindings `tls-server-end-point` for a certificate in DER, as a client puts it into its answer. `None` if
/// they are not defined for it, or not known here: the signature must be by RSA or ECDSA, with a hash function of SHA-2.
pub(super) fn bindings_hash(certificate: &[u8]) -> Option<[u8; 16]> {
    let hash = match signature_algorithm(certificate).ok()?.as_str() {
        "1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2" => Sha256::digest(certificate).to_vec(),
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Sha384::digest(certificate).to_vec(),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Sha512::digest(certificate).to_vec(),
        _ => return None,
    };
    let data = [b"tls-server-end-point:".as_slice(), &hash].concat();
    let mut md5 = Md5::new();
    // Type and length of the addresses of client and server, which are not bound.
    md5.update([0; 16]);
    md5.update(u32::try_from(data.len()).ok()?.to_le_bytes());
    md5.update(data);
    Some(md5.finalize().into())
}

/// The object identifier of the algorithm of the signature on a certificate.
fn signature_algorithm(certificate: &[u8]) -> der::Result<String> {
    SliceReader::new(certificate)?.sequence(|certificate| {
        certificate.tlv_bytes()?;
        let algorithm = AlgorithmIdentifierRef::decode(certificate)?.oid.to_string();
        certificate.tlv_bytes()?;
        Ok(algorithm)
    })
}
