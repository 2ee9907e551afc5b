//! A configuration that follows its files.

use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher as _},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use crate::tls::{Observer, TlsError, TlsEvent};

/// What a configuration is made of, and how.
pub(super) trait Recipe: Send + Sync + 'static {
    /// What the files hold.
    type Content: Hash;
    /// What is made of it.
    type Config: Send + Sync;

    fn read(&self) -> Result<Self::Content, TlsError>;
    fn make(&self, content: &Self::Content) -> Result<Self::Config, TlsError>;
    fn observer(&self) -> &Observer;
}

/// The configuration as it is now.
pub(super) struct Live<R: Recipe> {
    recipe: R,
    current: RwLock<Arc<R::Config>>,
    seen: Mutex<Seen>,
}

/// What the files held.
struct Seen {
    /// At the last look, good or bad: a hash of the content, or why there was none.
    last: Result<u64, String>,
    /// When the current configuration was made of it.
    used: u64,
}

impl<R: Recipe> Live<R> {
    pub(super) fn new(recipe: R) -> Result<Self, TlsError> {
        let content = recipe.read()?;
        let current = RwLock::new(Arc::new(recipe.make(&content)?));
        let used = fingerprint(&content);
        Ok(Self { recipe, current, seen: Mutex::new(Seen { last: Ok(used), used }) })
    }

    pub(super) fn recipe(&self) -> &R {
        &self.recipe
    }

    pub(super) fn current(&self) -> Arc<R::Config> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks at the files, and takes over what has changed. Tells the observer, once for each
    /// change. Blocks while it reads.
    pub(super) fn reload(&self) -> Result<bool, TlsError> {
        // Held throughout: of two at once, the later sees what the earlier saw or newer.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let read = self.recipe.read();
        let now = match &read {
            Ok(content) => Ok(fingerprint(content)),
            Err(error) => Err(error.to_string()),
        };
        let changed = seen.last != now;
        if !changed && now == Ok(seen.used) {
            return Ok(false);
        }
        seen.last = now.clone();
        let made = read.and_then(|content| self.recipe.make(&content));
        if let (Ok(_), Ok(hash)) = (&made, now) {
            seen.used = hash;
        }
        match made {
            Ok(config) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
                drop(seen);
                self.recipe.observer().tell(TlsEvent::Reloaded);
                Ok(true)
            }
            Err(error) => {
                drop(seen);
                if changed {
                    self.recipe.observer().tell(TlsEvent::ReloadFailed(&error));
                }
                Err(error)
            }
        }
    }
}

fn fingerprint(content: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

/// Reloads the certificates of a server when it is asked to.
///
/// From [`Server::tls_reloader`](crate::Server::tls_reloader). Clones reload the same server.
#[derive(Clone)]
pub struct TlsReloader(pub(super) Arc<dyn Reload>);

pub(super) trait Reload: Send + Sync {
    fn reload(&self) -> Result<bool, TlsError>;
}

impl<R: Recipe> Reload for Live<R> {
    fn reload(&self) -> Result<bool, TlsError> {
        self.reload()
    }
}

impl TlsReloader {
    /// Looks at the files now, and uses what they hold for connections made from now on. `false`
    /// if they have not changed. Reads the files before it returns.
    ///
    /// # Errors
    ///
    /// If they cannot be used; what was loaded before stays in use.
    pub fn reload(&self) -> Result<bool, TlsError> {
        self.0.reload()
    }
}

impl fmt::Debug for TlsReloader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TlsReloader")
    }
}
