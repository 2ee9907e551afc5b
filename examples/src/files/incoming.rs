//! Files on their way in and out, on either side.

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
};

use bytes::{Bytes, BytesMut};
use sha2::{Digest, Sha256};
use strait::{Code, OrStatus, Status, Streaming};
use tokio::{
    fs::{self, File, OpenOptions},
    io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
};

use super::{Chunk, FileInfo};

/// How much goes into one message: far below the limit of 4 MiB, and enough to keep the cost of a
/// message small beside that of its bytes.
const CHUNK: usize = 64 * 1024;

const CANNOT_WRITE: &str = "cannot write the file";

/// A file that is coming in: written under a name of its own, and given its place when it is
/// whole and right.
///
/// The name has the hash in it, so that a transfer goes on only with bytes of the same file.
#[derive(Debug)]
pub struct Incoming {
    path: PathBuf,
    unfinished: PathBuf,
    info: FileInfo,
    file: File,
    hash: Sha256,
    len: u64,
}

impl Incoming {
    /// Where the bytes of `info` are kept on their way to `path`.
    #[must_use]
    pub fn unfinished_path(path: &Path, info: &FileInfo) -> PathBuf {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.with_file_name(format!(".{name}.{}.part", hex(&info.sha256[..8])))
    }

    /// How many bytes have arrived before.
    ///
    /// # Errors
    ///
    /// If the file system does not say.
    pub async fn received(path: &Path, info: &FileInfo) -> io::Result<u64> {
        match fs::metadata(Self::unfinished_path(path, info)).await {
            // Longer than the whole can only be wrong: it is written anew.
            Ok(metadata) if metadata.len() <= info.size => Ok(metadata.len()),
            Ok(_) => Ok(0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Goes on with a file of which `offset` bytes have arrived before.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub async fn resume(path: &Path, info: FileInfo, offset: u64) -> io::Result<Self> {
        let unfinished = Self::unfinished_path(path, &info);
        let mut options = OpenOptions::new();
        let mut file = options.read(true).write(true).create(true).open(&unfinished).await?;
        file.set_len(offset).await?;
        let mut hash = Sha256::new();
        update(&mut hash, &mut file).await?;
        Ok(Self { path: path.to_owned(), unfinished, info, file, hash, len: offset })
    }

    /// How many bytes have arrived.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.len
    }

    /// Writes what comes next.
    ///
    /// # Errors
    ///
    /// DATA_LOSS if it is more than the file was said to have, INTERNAL if it cannot be written.
    pub async fn write(&mut self, chunk: &Chunk) -> Result<(), Status> {
        self.len += chunk.data.len() as u64;
        if self.len > self.info.size {
            let FileInfo { name, size, .. } = &self.info;
            let message = format!("{name} has more than the {size} bytes it should have");
            return Err(Status::data_loss(message));
        }
        self.hash.update(&chunk.data);
        self.file.write_all(&chunk.data).await.or_status_with(Code::Internal, CANNOT_WRITE)?;
        // What is counted is written, should this be the last that arrives.
        self.file.flush().await.or_status_with(Code::Internal, CANNOT_WRITE)
    }

    /// Gives the file its place. If it is not whole, it stays as it is, to be gone on with.
    ///
    /// # Errors
    ///
    /// ABORTED if it is not whole. DATA_LOSS if it is not right; it has to start anew then.
    /// INTERNAL if it cannot be written.
    pub async fn finish(self) -> Result<FileInfo, Status> {
        let FileInfo { name, size, sha256 } = &self.info;
        if self.len < *size {
            let message = format!("{name} ended after {} of {size} bytes", self.len);
            return Err(Status::aborted(message));
        }
        if self.hash.finalize()[..] != sha256[..] {
            // What is wrong is of no use, and left in place it would be gone on with.
            fs::remove_file(&self.unfinished).await.or_status(Code::Internal)?;
            return Err(Status::data_loss(format!("{name} does not have the SHA-256 it should")));
        }
        self.file.sync_all().await.or_status_with(Code::Internal, CANNOT_WRITE)?;
        fs::rename(&self.unfinished, &self.path)
            .await
            .or_status_with(Code::Internal, "cannot rename the finished file")?;
        Ok(self.info)
    }
}

/// Reads a whole file and says what it is.
///
/// # Errors
///
/// If it cannot be read.
pub async fn describe(path: &Path, name: String) -> io::Result<FileInfo> {
    let mut hash = Sha256::new();
    let size = update(&mut hash, &mut File::open(path).await?).await?;
    Ok(FileInfo { name, size, sha256: hash.finalize().into() })
}

/// The content of a file from `offset` on.
///
/// # Errors
///
/// If the file cannot be opened; later errors are those of the stream.
pub async fn read_chunks(path: &Path, offset: u64) -> io::Result<Streaming<Chunk>> {
    let mut file = File::open(path).await?;
    file.seek(io::SeekFrom::Start(offset)).await?;
    Ok(Streaming::produce(async move |mut tx| {
        while let Some(data) =
            next(&mut file).await.or_status_with(Code::Internal, "cannot read the file")?
        {
            tx.send(Chunk { data }).await?;
        }
        Ok(())
    }))
}

/// Hashes the rest of a file and gives its length.
async fn update(hash: &mut Sha256, file: &mut File) -> io::Result<u64> {
    let mut len = 0;
    while let Some(chunk) = next(file).await? {
        hash.update(&chunk);
        len += chunk.len() as u64;
    }
    Ok(len)
}

async fn next(file: &mut File) -> io::Result<Option<Bytes>> {
    let mut chunk = BytesMut::with_capacity(CHUNK);
    let read = file.read_buf(&mut chunk).await?;
    Ok((read > 0).then(|| chunk.freeze()))
}

/// Bytes as people compare them.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
