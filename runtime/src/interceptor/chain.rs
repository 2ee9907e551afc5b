//! Interceptors in their order.

use std::{fmt, sync::Arc};

/// Some interceptors, the outermost first. Cheap to clone; none is a null pointer.
pub(crate) struct Chain<I: ?Sized>(Option<Arc<[Arc<I>]>>);

impl<I: ?Sized> Chain<I> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The same with `interceptor` as the innermost.
    pub(crate) fn with(&self, interceptor: Arc<I>) -> Self {
        Self(Some(self.all().iter().cloned().chain([interceptor]).collect()))
    }

    /// The same with `inner` within.
    #[cfg(feature = "client")]
    pub(crate) fn around(&self, inner: &Self) -> Self {
        if inner.is_empty() {
            return self.clone();
        }
        if self.is_empty() {
            return inner.clone();
        }
        Self(Some(self.all().iter().chain(inner.all()).cloned().collect()))
    }

    /// The interceptor that has `outer` others around it.
    pub(super) fn get(&self, outer: usize) -> Option<Arc<I>> {
        self.all().get(outer).cloned()
    }

    fn all(&self) -> &[Arc<I>] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl<I: ?Sized> Default for Chain<I> {
    fn default() -> Self {
        Self(None)
    }
}

impl<I: ?Sized> Clone for Chain<I> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<I: ?Sized> fmt::Debug for Chain<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} interceptors", self.all().len())
    }
}
