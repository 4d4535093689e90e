//! Invitations: key pairs whose private half travels in a link's fragment.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::CryptoKey;

use super::{PublicPoint, Signature, subtle};
use crate::platform::error::PlatformError;

/// The numbers of an invitation's pair, to be written into a link.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct InvitationKeys {
    /// The private number.
    pub(crate) secret: [u8; 32],
    /// The public point.
    pub(crate) public: PublicPoint,
}

impl InvitationKeys {
    /// Makes a new pair.
    pub(crate) async fn generate() -> Result<Self, PlatformError> {
        let pair = subtle::generate(true).await?;
        let public = subtle::export_public(&pair.get_public_key()).await?;
        let jwk = subtle::export_jwk(&pair.get_private_key()).await?;
        let secret = Reflect::get(&jwk, &"d".into())?
            .as_string()
            .and_then(|text| decode(&text));
        let secret =
            secret.ok_or_else(|| PlatformError::Browser("a private key without d".into()))?;
        Ok(Self { secret, public })
    }
}

/// The private half of an invitation, ready to sign one join.
#[derive(Clone, Debug)]
pub(crate) struct JoinKey(CryptoKey);

impl JoinKey {
    /// Reads the numbers from a link.
    ///
    /// # Errors
    /// When they are not a pair: browsers check that the point belongs to the number.
    pub(crate) async fn import(keys: &InvitationKeys) -> Result<Self, PlatformError> {
        let [_, point @ ..] = &keys.public;
        let (x, y) = point.split_at(point.len() / 2);
        let jwk = Object::new();
        for (name, value) in [
            ("kty", JsValue::from("EC")),
            ("crv", "P-256".into()),
            ("x", encode(x)?.into()),
            ("y", encode(y)?.into()),
            ("d", encode(&keys.secret)?.into()),
        ] {
            Reflect::set(&jwk, &name.into(), &value)?;
        }
        Ok(Self(subtle::import_private(&jwk).await?))
    }

    /// Signs the join.
    pub(crate) async fn sign(&self, message: &[u8]) -> Result<Signature, PlatformError> {
        subtle::sign(&self.0, message).await
    }
}

/// Base64url without padding, as JSON Web Keys write numbers.
fn encode(bytes: &[u8]) -> Result<String, PlatformError> {
    let window = web_sys::window().ok_or_else(|| PlatformError::Unavailable("window".into()))?;
    let text = window.btoa(
        &bytes
            .iter()
            .map(|byte| char::from(*byte))
            .collect::<String>(),
    )?;
    Ok(text
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_"))
}

fn decode(text: &str) -> Option<[u8; 32]> {
    let text = web_sys::window()?
        .atob(&text.replace('-', "+").replace('_', "/"))
        .ok()?;
    let bytes: Option<Vec<u8>> = text
        .chars()
        .map(|char| u8::try_from(u32::from(char)).ok())
        .collect();
    bytes?.try_into().ok()
}
