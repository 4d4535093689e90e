//! Runs in a real browser: what IndexedDB does with our batches.

use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::row::Damage;
use super::{Database, DatabaseName, Fence, Key, Op, Rows, Span, State, Store};
use crate::platform::error::PlatformError;
use crate::platform::testing::delete_database;

const ROOM: [u8; 32] = [7; 32];

async fn empty_database() -> (Database, Fence) {
    delete_database(DatabaseName::Practice).await;
    let database = Database::open(DatabaseName::Practice).await.unwrap();
    let fence = database.claim_fence().await.unwrap();
    (database, fence)
}

fn key(number: u64) -> Key {
    Key::joined(&[&ROOM, &number.to_be_bytes()])
}

async fn entries(database: &Database) -> Rows {
    let mut rows = database
        .snapshot(&[(Store::Entries, Span::all())])
        .await
        .unwrap();
    rows.pop().unwrap()
}

fn entry(number: u64) -> Op {
    Op::put(Store::Entries, key(number), number.to_be_bytes().to_vec())
}

fn bytes(rows: &Rows) -> Vec<Vec<u8>> {
    rows.sound.iter().map(|row| row.bytes.clone()).collect()
}

/// Closes the connection as the browser does: the handle knows nothing of it.
fn close_under(database: &Database) {
    if let State::Open(connection) = &*database.inner.state.borrow() {
        connection.close();
    }
}

/// Writes a value past the form of stored rows, as a faulty disk would.
async fn write_raw(database: &Database, key: &Key, value: JsValue) {
    let connection = database.connection().await.unwrap();
    let transaction = connection
        .idb()
        .transaction("entries")
        .with_mode(TransactionMode::Readwrite)
        .build()
        .unwrap();
    let store = transaction.object_store("entries").unwrap();
    store
        .put(value)
        .with_key(key.to_js())
        .without_key_type()
        .primitive()
        .unwrap()
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_batch_is_there_after_reopening() {
    let (database, fence) = empty_database().await;
    let outbox = Op::put(Store::Outbox, Key::joined(&[&ROOM, b"e"]), vec![1]);
    database
        .commit(fence, &[entry(1), entry(2), outbox])
        .await
        .unwrap();
    database.close();
    drop(database);
    let database = Database::open(DatabaseName::Practice).await.unwrap();
    let spans = [(Store::Entries, Span::all()), (Store::Outbox, Span::all())];
    let [entries, outbox] = database.snapshot(&spans).await.unwrap().try_into().unwrap();
    assert_eq!(
        bytes(&entries),
        [1_u64, 2].map(|number| number.to_be_bytes().to_vec())
    );
    assert_eq!(bytes(&outbox), [[1]]);
}

#[wasm_bindgen_test]
async fn many_rows_come_back_in_order_and_ranges_are_deleted() {
    let (database, fence) = empty_database().await;
    let ops: Vec<Op> = (0..1_000).map(entry).collect();
    database.commit(fence, &ops).await.unwrap();
    let rows = entries(&database).await;
    assert_eq!(
        bytes(&rows),
        (0..1_000_u64)
            .map(|n| n.to_be_bytes().to_vec())
            .collect::<Vec<_>>()
    );
    let late = Span::closed(key(10).as_bytes(), key(999).as_bytes());
    database
        .commit(
            fence,
            &[Op::DeleteRange {
                store: Store::Entries,
                span: late,
            }],
        )
        .await
        .unwrap();
    database
        .commit(
            fence,
            &[Op::Delete {
                store: Store::Entries,
                key: key(0),
            }],
        )
        .await
        .unwrap();
    let rows = entries(&database).await;
    assert_eq!(
        bytes(&rows),
        (1..10_u64)
            .map(|n| n.to_be_bytes().to_vec())
            .collect::<Vec<_>>()
    );
    assert_eq!(database.get(Store::Entries, &key(0)).await, Ok(None));
}

#[wasm_bindgen_test]
async fn an_older_writer_writes_nothing() {
    let (database, old) = empty_database().await;
    let new = database.claim_fence().await.unwrap();
    let refused = database.commit(old, &[entry(1)]).await;
    assert_eq!(
        refused,
        Err(PlatformError::Fenced {
            ours: old.0,
            newest: new.0
        })
    );
    assert_eq!(entries(&database).await, Rows::default());
    database.commit(new, &[entry(1)]).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_database_cleared_under_us_is_not_written_to_as_if_nothing_happened() {
    let (database, fence) = empty_database().await;
    database.commit(fence, &[entry(1)]).await.unwrap();
    close_under(&database);
    delete_database(DatabaseName::Practice).await;
    assert_eq!(
        database.commit(fence, &[entry(2)]).await,
        Err(PlatformError::Wiped)
    );
}

#[wasm_bindgen_test]
async fn a_connection_closed_under_us_is_replaced() {
    let (database, fence) = empty_database().await;
    close_under(&database);
    database.commit(fence, &[entry(1)]).await.unwrap();
    assert_eq!(entries(&database).await.sound.len(), 1);
}

#[wasm_bindgen_test]
async fn a_read_on_a_closed_connection_opens_a_new_one() {
    let (database, fence) = empty_database().await;
    database.commit(fence, &[entry(1)]).await.unwrap();
    close_under(&database);
    assert_eq!(entries(&database).await.sound.len(), 1);
    close_under(&database);
    assert!(
        database
            .get(Store::Entries, &key(1))
            .await
            .unwrap()
            .is_some()
    );
}

#[wasm_bindgen_test]
async fn damaged_rows_are_set_aside_one_by_one() {
    let (database, fence) = empty_database().await;
    database
        .commit(fence, &[entry(1), entry(2), entry(3)])
        .await
        .unwrap();
    let mut row = super::row::seal(&key(2), b"entry");
    row[3] ^= 1;
    let row = js_sys::Uint8Array::from(row.as_slice());
    write_raw(&database, &key(2), row.into()).await;
    write_raw(&database, &key(4), "text".into()).await;
    let rows = entries(&database).await;
    assert_eq!(rows.sound.len(), 2);
    let damage: Vec<Damage> = rows.damaged.iter().map(|row| row.damage).collect();
    assert_eq!(damage, [Damage::Checksum, Damage::NotBytes]);
    assert_eq!(rows.damaged[0].key, Some(key(2)));
    let one = database.get(Store::Entries, &key(2)).await;
    assert!(matches!(one, Err(PlatformError::Corrupt(_))), "{one:?}");
}

#[wasm_bindgen_test]
async fn rows_read_one_by_one_are_the_same() {
    let (database, fence) = empty_database().await;
    database.commit(fence, &[entry(1), entry(2)]).await.unwrap();
    let spans = [(Store::Entries, Span::all())];
    let connection = database.connection().await.unwrap();
    let slowly = super::read::row_by_row(connection.idb(), &spans)
        .await
        .unwrap();
    assert_eq!(slowly, database.snapshot(&spans).await.unwrap());
}

#[wasm_bindgen_test]
async fn a_batch_with_an_impossible_value_keeps_nothing() {
    let (database, fence) = empty_database().await;
    let pair = js_sys::Object::new();
    js_sys::Reflect::set(
        &pair,
        &"privateKey".into(),
        &js_sys::Function::new_no_args(""),
    )
    .unwrap();
    let pair = wasm_bindgen::JsCast::unchecked_into(pair);
    let op = Op::PutKeys {
        key: Key::name("odd"),
        pair,
    };
    assert!(database.commit(fence, &[entry(1), op]).await.is_err());
    assert_eq!(entries(&database).await, Rows::default());
}

#[wasm_bindgen_test]
async fn a_page_that_is_superseded_writes_its_last_words_and_stops() {
    let (database, fence) = empty_database().await;
    database.on_superseded({
        let database = database.clone();
        move || {
            let database = database.clone();
            async move {
                database.commit(fence, &[entry(9)]).await.unwrap();
            }
        }
    });
    let newer = indexed_db_futures::database::Database::open("zhongshang-practice")
        .with_version(1_000_u32)
        .with_on_upgrade_needed(|_, _| Ok(()))
        .await
        .unwrap();
    assert_eq!(
        database.commit(fence, &[entry(10)]).await,
        Err(PlatformError::Superseded)
    );
    let transaction = newer.transaction("entries").build().unwrap();
    let store = transaction.object_store("entries").unwrap();
    let count: u32 = store.count().primitive().unwrap().await.unwrap();
    assert_eq!(count, 1);
    drop(store);
    drop(transaction);
    newer.close();
    let reopened = Database::open(DatabaseName::Practice).await;
    assert!(matches!(
        reopened.map(|_| ()),
        Err(PlatformError::NewerData(_))
    ));
}

#[wasm_bindgen_test]
async fn what_the_first_version_stored_is_there_and_the_new_store_beside_it() {
    delete_database(DatabaseName::Practice).await;
    let older = indexed_db_futures::database::Database::open("zhongshang-practice")
        .with_version(1_u32)
        .with_on_upgrade_needed(|_, older| {
            for store in Store::ALL.into_iter().filter(|it| *it != Store::Uploads) {
                older.create_object_store(store.as_str()).build()?;
            }
            Ok(())
        })
        .await
        .unwrap();
    let transaction = older
        .transaction("entries")
        .with_mode(TransactionMode::Readwrite)
        .build()
        .unwrap();
    let store = transaction.object_store("entries").unwrap();
    let row = js_sys::Uint8Array::from(super::row::seal(&key(1), b"entry").as_slice());
    let put = store.put(JsValue::from(row)).with_key(key(1).to_js());
    put.without_key_type().primitive().unwrap().await.unwrap();
    transaction.commit().await.unwrap();
    older.close();
    let database = Database::open(DatabaseName::Practice).await.unwrap();
    assert_eq!(bytes(&entries(&database).await), [b"entry"]);
    let fence = database.claim_fence().await.unwrap();
    let upload = Op::put(Store::Uploads, key(2), vec![1]);
    database.commit(fence, &[upload]).await.unwrap();
    let waiting = database.get(Store::Uploads, &key(2)).await;
    assert_eq!(waiting, Ok(Some(vec![1])));
}

#[wasm_bindgen_test]
async fn a_photo_and_the_note_that_it_waits_are_kept_together_or_not_at_all() {
    let (database, old) = empty_database().await;
    let new = database.claim_fence().await.unwrap();
    let photo = |fence| {
        let database = database.clone();
        async move {
            let blob = Op::put(Store::Blobs, key(7), vec![7; 400_000]);
            let waits = Op::put(Store::Uploads, key(7), vec![1]);
            database.commit(fence, &[blob, waits]).await
        }
    };
    assert!(photo(old).await.is_err());
    for store in [Store::Blobs, Store::Uploads] {
        assert_eq!(database.get(store, &key(7)).await, Ok(None));
    }
    assert_eq!(photo(new).await, Ok(()));
    let blob = database.get(Store::Blobs, &key(7)).await.unwrap();
    assert_eq!(blob, Some(vec![7; 400_000]));
}
