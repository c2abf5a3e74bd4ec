//! The channel binding `tls-server-end-point` (RFC 5929, section 4): what ties an answer to a server's certificate.

use der::asn1::{AnyRef, ContextSpecific, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, TagNumber};
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierRef;

/// The bindings for a connection to the server with this certificate (in DER), in the layout `SEC_CHANNEL_BINDINGS` that
/// the library reads: 32 octets of lengths and offsets, of which the last two are of the application's data behind them.
/// `None` if the binding is not defined for such a certificate.
pub(super) fn bindings(certificate: &[u8]) -> Option<Vec<u8>> {
    let hash = hash(certificate)?;
    let data = [b"tls-server-end-point:".as_slice(), &hash].concat();
    let mut bindings = vec![0; 24];
    bindings.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
    bindings.extend(32_u32.to_le_bytes());
    bindings.extend(data);
    Some(bindings)
}

/// The hash of a certificate by the hash function of its signature, or by SHA-256 in place of MD5 and SHA-1.
fn hash(certificate: &[u8]) -> Option<Vec<u8>> {
    Some(match hash_function(&signature_algorithm(certificate).ok()?)? {
        HashFunction::Sha224 => Sha224::digest(certificate).to_vec(),
        HashFunction::Sha256 => Sha256::digest(certificate).to_vec(),
        HashFunction::Sha384 => Sha384::digest(certificate).to_vec(),
        HashFunction::Sha512 => Sha512::digest(certificate).to_vec(),
    })
}

enum HashFunction {
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// `Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }` (RFC 5280, section 4.1).
fn signature_algorithm(certificate: &[u8]) -> der::Result<AlgorithmIdentifierRef<'_>> {
    SliceReader::new(certificate)?.sequence(|certificate| {
        certificate.tlv_bytes()?;
        let algorithm = AlgorithmIdentifierRef::decode(certificate)?;
        certificate.tlv_bytes()?;
        Ok(algorithm)
    })
}

fn hash_function(algorithm: &AlgorithmIdentifierRef<'_>) -> Option<HashFunction> {
    match algorithm.oid.to_string().as_str() {
        // MD5 and SHA-1 with RSA (twice), with DSA and with ECDSA.
        "1.2.840.113549.1.1.4"
        | "1.2.840.113549.1.1.5"
        | "1.3.14.3.2.29"
        | "1.2.840.10040.4.3"
        | "1.2.840.10045.4.1" => Some(HashFunction::Sha256),
        "1.2.840.113549.1.1.14" | "1.2.840.10045.4.3.1" => Some(HashFunction::Sha224),
        "1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2" | "2.16.840.1.101.3.4.3.2" => Some(HashFunction::Sha256),
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Some(HashFunction::Sha384),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Some(HashFunction::Sha512),
        "1.2.840.113549.1.1.10" => pss_hash_function(algorithm.parameters.as_ref()),
        _ => None,
    }
}

/// The parameters of RSASSA-PSS (RFC 4055, section 3.1) begin with the hash function, which is SHA-1 if there is none.
fn pss_hash_function(parameters: Option<&AnyRef<'_>>) -> Option<HashFunction> {
    let mut oid: Option<ObjectIdentifier> = None;
    if let Some(parameters) = parameters {
        let mut reader = SliceReader::new(parameters.value()).ok()?;
        let hash = ContextSpecific::<AlgorithmIdentifierRef<'_>>::decode_explicit(&mut reader, TagNumber(0)).ok()?;
        oid = hash.map(|hash| hash.value.oid);
    }
    match oid.map(|oid| oid.to_string()).as_deref() {
        None | Some("1.3.14.3.2.26" | "2.16.840.1.101.3.4.2.1") => Some(HashFunction::Sha256),
        Some("2.16.840.1.101.3.4.2.4") => Some(HashFunction::Sha224),
        Some("2.16.840.1.101.3.4.2.2") => Some(HashFunction::Sha384),
        Some("2.16.840.1.101.3.4.2.3") => Some(HashFunction::Sha512),
        Some(_) => None,
    }
}
