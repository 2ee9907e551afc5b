//! A folder as a file store.

use std::{
    collections::HashSet,
    io,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use strait::{Code, OrStatus, Status, Streaming};
use tokio::fs;

use super::{Begin, Chunk, FileInfo, Files, Incoming, Part, UploadPart, describe, read_chunks};

/// The files of one folder. Folders within it, hidden files and links are not served.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    /// The unfinished files that are written right now: each by one upload only.
    uploads: Arc<Mutex<HashSet<PathBuf>>>,
}

impl Folder {
    /// Serves `root`, which has to be there.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), uploads: Arc::default() }
    }

    /// Where a file lies. The name comes from the peer: nothing but a plain name gets through.
    fn path(&self, name: &str) -> Result<PathBuf, Status> {
        let mut components = Path::new(name).components();
        let plain = match (components.next(), components.next()) {
            (Some(Component::Normal(only)), None) => only == name,
            _ => false,
        };
        if !plain || name.starts_with('.') || name.contains(['\\', '\0']) {
            return Err(Status::invalid_argument(format!(
                "{name:?} is no name of a file: folders and a leading dot are not allowed"
            )));
        }
        Ok(self.root.join(name))
    }

    /// Where a file lies that has to be there.
    async fn existing(&self, name: &str) -> Result<PathBuf, Status> {
        let path = self.path(name)?;
        match fs::symlink_metadata(&path).await {
            Ok(metadata) if metadata.is_file() => Ok(path),
            Ok(_) => Err(Status::not_found(format!("{name} is not a file"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(Status::not_found(format!("there is no file {name}")))
            }
            Err(error) => Err(error).or_status_with(Code::Internal, format!("cannot read {name}")),
        }
    }
}

impl Files for Folder {
    async fn info(&self, name: String) -> Result<FileInfo, Status> {
        let path = self.existing(&name).await?;
        let message = format!("cannot read {name}");
        describe(&path, name).await.or_status_with(Code::Internal, message)
    }

    async fn download(&self, name: String, offset: u64) -> Result<Streaming<Chunk>, Status> {
        let path = self.existing(&name).await?;
        let message = format!("cannot read {name}");
        read_chunks(&path, offset).await.or_status_with(Code::Internal, message)
    }

    async fn received(&self, file: FileInfo) -> Result<u64, Status> {
        let path = self.path(&file.name)?;
        Incoming::received(&path, &file).await.or_status(Code::Internal)
    }

    async fn upload(&self, mut parts: Streaming<UploadPart>) -> Result<FileInfo, Status> {
        let Some(UploadPart { part: Some(Part::Begin(Begin { file, offset })) }) =
            parts.message().await?
        else {
            return Err(Status::invalid_argument("an upload starts with a `begin`"));
        };
        let path = self.path(&file.name)?;
        let _alone = Writing::start(self, Incoming::unfinished_path(&path, &file))?;
        let received = Incoming::received(&path, &file).await.or_status(Code::Internal)?;
        if offset > received {
            return Err(Status::out_of_range(format!(
                "{} of {} bytes have arrived: an upload cannot go on at {offset}",
                received, file.size
            )));
        }
        let mut incoming = Incoming::resume(&path, file, offset)
            .await
            .or_status_with(Code::Internal, "cannot write the file")?;
        while let Some(part) = parts.message().await? {
            let Some(Part::Chunk(chunk)) = part.part else {
                return Err(Status::invalid_argument("after its `begin`, an upload has chunks"));
            };
            incoming.write(&chunk).await?;
        }
        incoming.finish().await
    }
}

/// The right to write an unfinished file.
struct Writing<'a> {
    folder: &'a Folder,
    unfinished: PathBuf,
}

impl<'a> Writing<'a> {
    fn start(folder: &'a Folder, unfinished: PathBuf) -> Result<Self, Status> {
        let mut uploads = folder.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        if uploads.insert(unfinished.clone()) {
            Ok(Self { folder, unfinished })
        } else {
            Err(Status::aborted("the same file is being uploaded by somebody else"))
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let mut uploads = self.folder.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        uploads.remove(&self.unfinished);
    }
}
