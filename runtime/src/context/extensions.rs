//! Values attached to a call, found by their type.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

#[derive(Default)]
pub(super) struct Extensions(Mutex<Option<HashMap<TypeId, Box<dyn Any + Send + Sync>>>>);

impl Extensions {
    pub(super) fn insert<T: Clone + Send + Sync + 'static>(&self, value: T) -> Option<T> {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let old = map.get_or_insert_default().insert(TypeId::of::<T>(), Box::new(value))?;
        old.downcast::<T>().ok().map(|old| *old)
    }

    pub(super) fn get<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        let map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        map.as_ref()?.get(&TypeId::of::<T>())?.downcast_ref::<T>().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_type_and_replaced() {
        let e = Extensions::default();
        assert_eq!(e.get::<u32>(), None);
        assert_eq!(e.insert(1_u32), None);
        assert_eq!(e.insert(2_u32), Some(1));
        assert_eq!((e.get::<u32>(), e.get::<u64>()), (Some(2), None));
    }
}
