//! The few WebCrypto calls that everything here is made of.

use js_sys::{Array, ArrayBuffer, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, CryptoKeyPair, EcKeyGenParams, EcdsaParams, SubtleCrypto};

use super::{PublicPoint, Signature};
use crate::platform::error::PlatformError;

const ECDSA: &str = "ECDSA";
const CURVE: &str = "P-256";

pub(super) fn crypto() -> Result<Crypto, PlatformError> {
    let window = web_sys::window().ok_or_else(|| missing("window"))?;
    Ok(window.crypto()?)
}

/// WebCrypto; browsers hide it on pages that came without TLS from anywhere but this device.
fn subtle() -> Result<SubtleCrypto, PlatformError> {
    let subtle = crypto()?.subtle();
    if subtle.is_undefined() {
        Err(missing("crypto.subtle"))
    } else {
        Ok(subtle)
    }
}

/// Makes a key pair; with `extractable` false its private half can never be read.
pub(super) async fn generate(extractable: bool) -> Result<CryptoKeyPair, PlatformError> {
    let usages = Array::of2(&"sign".into(), &"verify".into());
    let promise = subtle()?.generate_key_with_object(&curve(), extractable, &usages)?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

pub(super) async fn sign(private: &CryptoKey, message: &[u8]) -> Result<Signature, PlatformError> {
    // A copy in the browser's memory: ours may move while WebCrypto still reads.
    let message = Uint8Array::from(message);
    let promise = subtle()?.sign_with_object_and_js_u8_array(&digest(), private, &message)?;
    bytes(&JsFuture::from(promise).await?)
}

pub(super) async fn verify(
    public: &CryptoKey,
    message: &[u8],
    signature: &Signature,
) -> Result<bool, PlatformError> {
    let (message, signature) = (
        Uint8Array::from(message),
        Uint8Array::from(signature.as_slice()),
    );
    let promise = subtle()?.verify_with_object_and_js_u8_array_and_js_u8_array(
        &digest(),
        public,
        &signature,
        &message,
    )?;
    Ok(JsFuture::from(promise).await?.is_truthy())
}

/// Reads a public point into a key; fails when it is not on the curve.
pub(super) async fn import_public(point: &PublicPoint) -> Result<CryptoKey, PlatformError> {
    import("raw", &Uint8Array::from(point.as_slice()), "verify").await
}

pub(super) async fn import_private(jwk: &Object) -> Result<CryptoKey, PlatformError> {
    import("jwk", jwk, "sign").await
}

pub(super) async fn export_public(public: &CryptoKey) -> Result<PublicPoint, PlatformError> {
    let promise = subtle()?.export_key("raw", public)?;
    bytes(&JsFuture::from(promise).await?)
}

pub(super) async fn export_jwk(private: &CryptoKey) -> Result<JsValue, PlatformError> {
    let promise = subtle()?.export_key("jwk", private)?;
    Ok(JsFuture::from(promise).await?)
}

async fn import(format: &str, data: &Object, usage: &str) -> Result<CryptoKey, PlatformError> {
    let usages = Array::of1(&usage.into());
    let promise = subtle()?.import_key_with_object(format, data, &curve(), false, &usages)?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

fn curve() -> EcKeyGenParams {
    EcKeyGenParams::new(ECDSA, CURVE)
}

fn digest() -> EcdsaParams {
    EcdsaParams::new_with_str(ECDSA, "SHA-256")
}

fn bytes<const N: usize>(value: &JsValue) -> Result<[u8; N], PlatformError> {
    let buffer = value
        .dyn_ref::<ArrayBuffer>()
        .ok_or_else(|| odd("not bytes"))?;
    Uint8Array::new(buffer)
        .to_vec()
        .try_into()
        .map_err(|_| odd("not of the expected length"))
}

fn missing(what: &str) -> PlatformError {
    PlatformError::Unavailable(format!("{what} is missing"))
}

fn odd(what: &str) -> PlatformError {
    PlatformError::Browser(format!("WebCrypto's answer is {what}"))
}
