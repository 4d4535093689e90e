//! Runs in a real browser: WebCrypto's keys and signatures.

use wasm_bindgen_test::wasm_bindgen_test;

use super::device::DeviceKeys;
use super::{Check, InvitationKeys, JoinKey, Verifier, enrol, enrolled, random, subtle};
use crate::platform::database::{Database, DatabaseName};
use crate::platform::error::PlatformError;
use crate::platform::testing::delete_database;

#[wasm_bindgen_test]
async fn an_enrolled_device_keeps_its_key() {
    delete_database(DatabaseName::Practice).await;
    let database = Database::open(DatabaseName::Practice).await.unwrap();
    assert!(enrolled(&database).await.unwrap().is_none());
    let fence = database.claim_fence().await.unwrap();
    let keys = enrol(&database, fence).await.unwrap();
    assert_eq!(keys.public()[0], 4);
    database.close();
    let again = enrolled(&database).await.unwrap().unwrap();
    assert_eq!(again.public(), keys.public());
    assert_eq!(
        enrol(&database, fence).await.unwrap().public(),
        keys.public()
    );
    let signature = again.sign(b"message").await.unwrap();
    assert!(
        Verifier::default()
            .verify(keys.public(), b"message", &signature)
            .await
            .unwrap()
    );
    let exported = subtle::export_jwk(&again.pair().get_private_key()).await;
    assert!(exported.is_err(), "the private key can be read");
}

#[wasm_bindgen_test]
async fn an_extractable_key_is_never_used() {
    let pair = subtle::generate(true).await.unwrap();
    assert!(matches!(
        DeviceKeys::from_pair(pair).await,
        Err(PlatformError::Corrupt(_))
    ));
}

#[wasm_bindgen_test]
async fn an_invitation_signs_what_its_numbers_promise() {
    let keys = InvitationKeys::generate().await.unwrap();
    let join = JoinKey::import(&keys).await.unwrap();
    let signature = join.sign(b"join").await.unwrap();
    let verifier = Verifier::default();
    assert!(
        verifier
            .verify(&keys.public, b"join", &signature)
            .await
            .unwrap()
    );
    assert!(
        !verifier
            .verify(&keys.public, b"John", &signature)
            .await
            .unwrap()
    );
    let other = InvitationKeys::generate().await.unwrap();
    let mixed = InvitationKeys {
        secret: keys.secret,
        public: other.public,
    };
    assert!(JoinKey::import(&mixed).await.is_err());
}

#[wasm_bindgen_test]
async fn many_checks_answer_in_order_and_odd_points_are_only_wrong() {
    let keys = InvitationKeys::generate().await.unwrap();
    let join = JoinKey::import(&keys).await.unwrap();
    let signature = join.sign(b"message").await.unwrap();
    let off_curve = [4; 65];
    let good = Check {
        public: &keys.public,
        message: b"message",
        signature: &signature,
    };
    let checks = [
        good,
        Check {
            message: b"other",
            ..good
        },
        Check {
            public: &off_curve,
            ..good
        },
        Check {
            signature: &[0; 64],
            ..good
        },
        good,
    ];
    let answers = Verifier::default().verify_many(&checks).await.unwrap();
    assert_eq!(answers, [true, false, false, false, true]);
    let many = vec![good; 300];
    assert_eq!(
        Verifier::default().verify_many(&many).await.unwrap(),
        vec![true; 300]
    );
}

#[wasm_bindgen_test]
fn random_bytes_differ() {
    assert_ne!(random::<32>().unwrap(), random::<32>().unwrap());
}
