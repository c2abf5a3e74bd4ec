//! The versions of the schema, in their order.

use ews_im_types::ExchangeVersion;

/// From the newest one on to the first that has the instant-messaging operations.
const VERSIONS: [ExchangeVersion; 12] = [
    ExchangeVersion::V2017_07_11,
    ExchangeVersion::V2017_04_14,
    ExchangeVersion::V2017_01_07,
    ExchangeVersion::V2016_10_10,
    ExchangeVersion::V2016_07_13,
    ExchangeVersion::V2016_04_13,
    ExchangeVersion::V2016_01_06,
    ExchangeVersion::V2015_10_05,
    ExchangeVersion::Exchange2016,
    ExchangeVersion::Exchange2015,
    ExchangeVersion::Exchange2013Sp1,
    ExchangeVersion::Exchange2013,
];

/// The version before one; of a version that is newer than this list, the newest of it. `None` if the operations
/// do not exist before.
pub(super) fn before(version: &ExchangeVersion) -> Option<ExchangeVersion> {
    match VERSIONS.iter().position(|known| known == version) {
        Some(at) => VERSIONS.get(at + 1).cloned(),
        None if matches!(version, ExchangeVersion::Other(_)) => VERSIONS.first().cloned(),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ExchangeVersion, before};

    #[test]
    fn versions_end_with_the_first_that_knows_the_operations() {
        let mut version = ExchangeVersion::Other("V2018_01_08".into());
        let mut n_versions = 0;
        while let Some(older) = before(&version) {
            version = older;
            n_versions += 1;
        }
        assert_eq!((version, n_versions), (ExchangeVersion::Exchange2013, 12));
        assert_eq!(before(&ExchangeVersion::Exchange2010), None);
    }
}
