//! Enrolment: proving that this browser can keep a key before anybody relies on it.
//!
//! Some browsers make keys they cannot store, or lose them with the page (private mode, odd web views). So the
//! key is made, stored, the database reopened, the key read back, and a signature made and verified with it. If
//! any step fails the device stays a visitor.

use super::device::DeviceKeys;
use super::subtle;
use super::verifier::Verifier;
use crate::platform::database::{Database, Fence, Key, Op};
use crate::platform::error::PlatformError;

/// The name under which the device's pair is kept.
const NAME: &str = "device";

const PROOF: &[u8] = b"zhongshang/enrolment/1";

/// Reads the pair of this device; `None` on a device that is not enrolled.
///
/// A missing pair on a device that holds data is for the caller to notice: no new one is made here.
pub(crate) async fn enrolled(database: &Database) -> Result<Option<DeviceKeys>, PlatformError> {
    match database.get_keys(&Key::name(NAME)).await? {
        Some(pair) => Ok(Some(DeviceKeys::from_pair(pair).await?)),
        None => Ok(None),
    }
}

/// Makes the pair of this device and proves that it was kept; an existing pair is proved and used again.
///
/// # Errors
/// `NotPersisted` when the pair was not there after reopening or does not sign, `Unavailable` when its private key
/// can be read; otherwise what the step said.
pub(crate) async fn enrol(database: &Database, fence: Fence) -> Result<DeviceKeys, PlatformError> {
    let made = match enrolled(database).await? {
        Some(existing) => existing,
        None => {
            let made = DeviceKeys::generate().await?;
            let op = Op::PutKeys {
                key: Key::name(NAME),
                pair: made.pair().clone(),
            };
            database.commit(fence, &[op]).await?;
            made
        }
    };
    database.close();
    let kept = enrolled(database)
        .await?
        .ok_or_else(|| unproved("the key is gone"))?;
    if kept.public() != made.public() {
        return Err(unproved("another key came back"));
    }
    let challenge = [PROOF, &super::random::<32>()?].concat();
    let signature = kept.sign(&challenge).await?;
    if !Verifier::default()
        .verify(kept.public(), &challenge, &signature)
        .await?
    {
        return Err(unproved("the key does not sign"));
    }
    if subtle::export_jwk(&kept.pair().get_private_key())
        .await
        .is_ok()
    {
        return Err(PlatformError::Unavailable(
            "the private key can be read".into(),
        ));
    }
    Ok(kept)
}

fn unproved(what: &str) -> PlatformError {
    PlatformError::NotPersisted(what.into())
}
