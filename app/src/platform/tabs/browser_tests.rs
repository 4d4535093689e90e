//! Runs in a real browser: two places of one page stand for two tabs, which locks and channels treat alike.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen_test::wasm_bindgen_test;

use super::{Claim, TabEvent, Tabs, Writing};
use crate::platform::clock;
use crate::platform::database::{Database, DatabaseName};
use crate::platform::timer;

struct Tab {
    tabs: Tabs,
    heard: Rc<RefCell<Vec<TabEvent>>>,
}

async fn tab(database: &Database) -> Tab {
    let heard: Rc<RefCell<Vec<TabEvent>>> = Rc::default();
    let log = heard.clone();
    let tabs = Tabs::join(database, move |event| log.borrow_mut().push(event));
    Tab { tabs, heard }
}

impl Tab {
    async fn hears(&self, event: TabEvent) {
        let until = clock::elapsed_ms() + 5_000.0;
        while !self.heard.borrow().contains(&event) {
            assert!(
                clock::elapsed_ms() < until,
                "never heard {event:?}: {:?}",
                self.heard.borrow()
            );
            timer::sleep(Duration::from_millis(10)).await;
        }
    }
}

#[wasm_bindgen_test]
async fn the_writer_follows_the_person_even_past_a_tab_that_hangs() {
    let database = Database::open(DatabaseName::Practice).await.unwrap();
    let (first, second) = (tab(&database).await, tab(&database).await);
    let Writing::Here(old) = first.tabs.claim(Claim::IfFree).await.unwrap() else {
        panic!("the first tab does not write");
    };
    assert_eq!(
        second.tabs.claim(Claim::IfFree).await.unwrap(),
        Writing::Elsewhere
    );

    // The first tab answers nothing: it hangs, and after two seconds the lock is taken from it.
    let Writing::Here(new) = second.tabs.claim(Claim::ByPerson).await.unwrap() else {
        panic!("the second tab does not write");
    };
    assert!(new > old);
    first.hears(TabEvent::WriterWanted).await;
    first.hears(TabEvent::WriterLost).await;
    assert_eq!(first.tabs.writing(), None);
    assert_eq!(second.tabs.writing(), Some(new));

    // A tab that lets go is not robbed.
    second.tabs.release();
    first.hears(TabEvent::WriterReleased).await;
    assert!(matches!(
        first.tabs.claim(Claim::IfFree).await.unwrap(),
        Writing::Here(_)
    ));
    assert_eq!(*second.heard.borrow(), []);

    first.tabs.announce(&[1, 2]);
    second.hears(TabEvent::Changed(vec![1, 2])).await;
}

#[wasm_bindgen_test]
async fn a_tab_that_lets_go_when_asked_hands_over_at_once() {
    let database = Database::open(DatabaseName::Practice).await.unwrap();
    let polite: Rc<RefCell<Option<Tabs>>> = Rc::default();
    let tabs = Tabs::join(&database, {
        let polite = polite.clone();
        move |event| {
            if let (TabEvent::WriterWanted, Some(tabs)) = (event, &*polite.borrow()) {
                tabs.release();
            }
        }
    });
    assert!(matches!(
        tabs.claim(Claim::ByPerson).await.unwrap(),
        Writing::Here(_)
    ));
    *polite.borrow_mut() = Some(tabs);
    let second = tab(&database).await;
    let begun = clock::elapsed_ms();
    assert!(matches!(
        second.tabs.claim(Claim::ByPerson).await.unwrap(),
        Writing::Here(_)
    ));
    assert!(
        clock::elapsed_ms() - begun < 1_500.0,
        "the lock was stolen rather than handed over"
    );
    polite.borrow_mut().take();
}
