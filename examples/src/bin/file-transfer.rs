//! Sends files to a server and fetches them again; what was cut short goes on where it stopped.

#![allow(clippy::print_stdout, reason = "a program speaks on stdout")]

use std::{
    error::Error,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::{Parser, Subcommand};
use futures::{StreamExt, TryStreamExt, stream};
use indicatif::{ProgressBar, ProgressStyle};
use strait::{Server, Streaming};
use strait_examples::{
    exit_code,
    files::{
        Begin, Chunk, FileInfo, FilesClient, FilesServer, Folder, Incoming, Part, UploadPart,
        describe, read_chunks,
    },
    stop_signal,
};

/// Sends files to a server and fetches them again; what was cut short goes on where it stopped.
#[derive(Parser)]
struct Arguments {
    /// Where the server listens; for `serve`, port 0 is any free one.
    #[arg(long, default_value = "127.0.0.1:50052", global = true)]
    addr: String,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the files of a folder until Ctrl-C or SIGTERM.
    Serve {
        /// The folder.
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Send a file.
    Upload {
        /// The file.
        path: PathBuf,
    },
    /// Fetch a file.
    Download {
        /// Its name on the server.
        name: String,
        /// The folder to put it into.
        #[arg(long, default_value = ".")]
        to: PathBuf,
    },
}

type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// How long running transfers may go on after the signal.
const GRACE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(run(Arguments::parse()).await)
}

async fn run(Arguments { addr, command }: Arguments) -> Result<()> {
    match command {
        Command::Serve { folder } => serve(&addr, folder).await,
        Command::Upload { path } => upload(FilesClient::connect(addr).await?, &path).await,
        Command::Download { name, to } => {
            download(FilesClient::connect(addr).await?, name, &to).await
        }
    }
}

async fn serve(addr: &str, folder: PathBuf) -> Result<()> {
    if !folder.is_dir() {
        return Err(format!("{} is not a folder", folder.display()).into());
    }
    let server = Server::builder().add(FilesServer::new(Folder::new(folder))).bind(addr).await?;
    println!("listening on {}", server.local_addr().map_or(addr.to_owned(), |a| a.to_string()));
    server.serve_until(stop_signal(), GRACE).await;
    Ok(())
}

async fn upload(files: FilesClient, path: &Path) -> Result<()> {
    let cannot_read = |error| format!("cannot read {}: {error}", path.display());
    let name =
        path.file_name().and_then(|name| name.to_str()).ok_or("the path has no file name")?;
    let file = describe(path, name.to_owned()).await.map_err(cannot_read)?;
    let offset = files.received(file.clone()).await?;
    let bar = progress(&file, offset);

    let begin = Part::Begin(Begin { file, offset });
    let chunks = read_chunks(path, offset).await.map_err(cannot_read)?;
    let shown = bar.clone();
    let chunks = chunks.map_ok(move |chunk: Chunk| {
        shown.inc(chunk.data.len() as u64);
        UploadPart::from(Part::Chunk(chunk))
    });
    let parts = stream::once(async { Ok(begin.into()) }).chain(chunks);
    let stored = files.upload(Streaming::from_stream(parts)).await?;

    bar.finish_and_clear();
    println!("sent {}: {} bytes", stored.name, stored.size);
    Ok(())
}

async fn download(files: FilesClient, name: String, folder: &Path) -> Result<()> {
    // Under the name that was asked for, whatever the server calls it.
    let file = FileInfo { name: name.clone(), ..files.info(name).await? };
    let path = folder.join(Path::new(&file.name).file_name().ok_or("the name is no file name")?);
    let cannot_write = |error| format!("cannot write {}: {error}", path.display());
    let offset = Incoming::received(&path, &file).await.map_err(cannot_write)?;
    let mut incoming = Incoming::resume(&path, file.clone(), offset).await.map_err(cannot_write)?;
    let bar = progress(&file, offset);

    let mut chunks = files.download(file.name, offset).await?;
    while let Some(chunk) = chunks.try_next().await? {
        incoming.write(&chunk).await?;
        bar.set_position(incoming.position());
    }
    incoming.finish().await?;

    bar.finish_and_clear();
    println!("fetched {}: {} bytes", path.display(), file.size);
    Ok(())
}

/// A bar on stderr, if that is a terminal.
fn progress(file: &FileInfo, offset: u64) -> ProgressBar {
    if offset > 0 {
        println!("going on with {} after {offset} of {} bytes", file.name, file.size);
    }
    let bar = ProgressBar::new(file.size).with_message(file.name.clone()).with_position(offset);
    let style = ProgressStyle::with_template(
        "{msg} {wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
    );
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
