//! Derived values of the interface, all of one type for the reactive graph.
//!
//! Leptos compiles a memo anew for each type of its value, five kilobytes a time, and the interface has
//! some thirty types. Here each value is kept behind one type that can be compared; what a part of the
//! page reads is given back as what it is.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;

/// Anything that a page derives.
trait Held: Any + Send + Sync {
    fn is(&self, other: &dyn Held) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: Any + PartialEq + Send + Sync> Held for T {
    fn is(&self, other: &dyn Held) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Value(Arc<dyn Held>);

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (*self.0).is(&*other.0)
    }
}

type Derive = Box<dyn Fn(Option<&Value>) -> Value + Send + Sync>;

/// One memo for all types of values.
fn memo(derive: Derive) -> Memo<Value> {
    Memo::new(derive)
}

/// A value that is derived from others and told of only when it changes.
pub(crate) struct Live<T> {
    memo: Memo<Value>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

/// A value as it was read.
pub(crate) struct Reading<T> {
    value: Value,
    kind: PhantomData<fn() -> T>,
}

impl<T: Any> Deref for Reading<T> {
    type Target = T;

    #[allow(
        clippy::expect_used,
        reason = "only a value of this type is ever put there"
    )]
    fn deref(&self) -> &T {
        let value = (*self.value.0).as_any();
        value.downcast_ref().expect("a value of another type")
    }
}

impl<T: Any + Clone + PartialEq + Send + Sync> Live<T> {
    /// Derives a value; what it was before is handed in.
    pub(crate) fn new(derive: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let derive = move |last: Option<&Value>| {
            let last = last.and_then(|last| (*last.0).as_any().downcast_ref());
            Value(Arc::new(derive(last)))
        };
        Self {
            memo: memo(Box::new(derive)),
            kind: PhantomData,
        }
    }

    /// The value; whoever asks is told when it changes.
    pub(crate) fn read(self) -> Reading<T> {
        Reading {
            value: self.memo.get(),
            kind: PhantomData,
        }
    }

    /// The value, for whoever need not be told.
    pub(crate) fn read_untracked(self) -> Reading<T> {
        Reading {
            value: self.memo.get_untracked(),
            kind: PhantomData,
        }
    }

    /// A copy of the value; `None` when the part of the page that derived it is gone.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        let value = self.memo.try_get_untracked()?;
        (*value.0).as_any().downcast_ref().cloned()
    }

    /// A copy of the value.
    pub(crate) fn get(self) -> T {
        self.read().clone()
    }

    /// A copy of the value, for whoever need not be told.
    pub(crate) fn get_untracked(self) -> T {
        self.read_untracked().clone()
    }
}

/// A value that the interface writes and reads, behind the one type of signal that all of them share.
pub(crate) struct Var<T> {
    signal: RwSignal<Value>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Var<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Var<T> {}

impl<T: Any + Clone + PartialEq + Send + Sync> Var<T> {
    /// Begins with a value.
    pub(crate) fn new(value: T) -> Self {
        Self {
            signal: RwSignal::new(Value(Arc::new(value))),
            kind: PhantomData,
        }
    }

    /// The value; whoever asks is told when another is written.
    pub(crate) fn read(self) -> Reading<T> {
        Reading {
            value: self.signal.get(),
            kind: PhantomData,
        }
    }

    /// A copy of the value.
    pub(crate) fn get(self) -> T {
        self.read().clone()
    }

    /// The value, for whoever need not be told.
    pub(crate) fn read_untracked(self) -> Reading<T> {
        Reading {
            value: self.signal.get_untracked(),
            kind: PhantomData,
        }
    }

    /// A copy of the value, for whoever need not be told.
    pub(crate) fn get_untracked(self) -> T {
        self.read_untracked().clone()
    }

    /// A copy of the value, for whoever need not be told; `None` when the part of the page that keeps it is gone.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        let value = self.signal.try_get_untracked()?;
        (*value.0).as_any().downcast_ref().cloned()
    }

    /// Writes a value; nothing where the part of the page that keeps it is gone.
    pub(crate) fn set(self, value: T) {
        let _ = self.signal.try_set(Value(Arc::new(value)));
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Live, Var};

    #[test]
    fn a_value_that_is_written_is_read_and_told_of() {
        let owner = Owner::new();
        owner.set();
        let words = Var::new("甲".to_owned());
        let length = Live::new(move |_| words.read().len());
        assert_eq!(length.get(), 3);
        words.set("甲乙".to_owned());
        assert_eq!((words.get().as_str(), length.get()), ("甲乙", 6));
        owner.cleanup();
        words.set(String::new());
        assert_eq!(words.try_get_untracked(), None);
    }

    #[test]
    fn a_value_comes_back_as_what_it_is_and_follows_what_it_is_derived_from() {
        let owner = Owner::new();
        owner.set();
        let number = RwSignal::new(7);
        let words = Live::new(move |_| format!("{} 项", number.get()));
        let length =
            Live::new(move |last: Option<&usize>| words.read().len() + last.map_or(0, |_| 100));
        assert_eq!((words.get().as_str(), length.get()), ("7 项", 5));
        number.set(70);
        assert_eq!(&*words.read(), "70 项");
        assert_eq!(length.get(), 106);
    }
}
