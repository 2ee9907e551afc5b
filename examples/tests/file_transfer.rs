//! Files arrive whole and right, and what was cut short goes on where it stopped.

use std::{fs, path::Path, process::Command};

use bytes::Bytes;
use futures::{StreamExt, stream};
use strait::{Code, Server, Status, Streaming};
use strait_examples::files::{
    Begin, Chunk, FileInfo, Files, FilesClient, FilesServer, Folder, Incoming, Part, UploadPart,
    describe,
};
use strait_tests::program::{Ended, Program};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const SIZE: usize = 300_000;

/// Two folders: the server's and the client's.
struct Folders {
    server: TempDir,
    client: TempDir,
}

impl Folders {
    fn new() -> Self {
        let folder = || TempDir::new().expect("a folder");
        Self { server: folder(), client: folder() }
    }

    fn serve(&self) -> (Program, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_file-transfer"));
        command.args(["serve", "--addr", "127.0.0.1:0"]).arg(self.server.path());
        let mut server = Program::start(&mut command);
        let addr = server.line_after("listening on ");
        (server, addr)
    }

    fn upload(&self, addr: &str, name: &str) -> Ended {
        let path = self.client.path().join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_file-transfer"));
        Program::start(command.args(["upload", "--addr", addr]).arg(path)).end()
    }

    fn download(&self, addr: &str, name: &str) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_file-transfer"));
        command.args(["download", "--addr", addr, "--to"]).arg(self.client.path()).arg(name);
        Program::start(&mut command).end()
    }
}

/// Bytes that are different at each place.
fn content() -> Vec<u8> {
    (0..SIZE).map(|i| (i * 31 % 251) as u8).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("the folder can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn files_go_up_and_come_down_again() {
    let folders = Folders::new();
    let (mut server, addr) = folders.serve();
    for (name, content) in [("data.bin", content()), ("empty", Vec::new()), ("größe ☂", vec![1])]
    {
        let path = folders.client.path().join(name);
        fs::write(&path, &content).unwrap();
        let sent = folders.upload(&addr, name).success();
        assert_eq!(sent, format!("sent {name}: {} bytes\n", content.len()));
        fs::remove_file(&path).unwrap();

        let fetched = folders.download(&addr, name).success();
        assert_eq!(fetched, format!("fetched {}: {} bytes\n", path.display(), content.len()));
        assert_eq!(fs::read(&path).unwrap(), content);
    }
    assert_eq!(names(folders.server.path()), ["data.bin", "empty", "größe ☂"]);
    server.terminate();
    assert_eq!(server.end().success(), "");
}

/// A server whose line breaks after two chunks, in either direction.
struct Flaky(Folder);

impl Files for Flaky {
    async fn info(&self, name: String) -> Result<FileInfo, Status> {
        self.0.info(name).await
    }

    async fn download(&self, name: String, offset: u64) -> Result<Streaming<Chunk>, Status> {
        let chunks = self.0.download(name, offset).await?;
        let broken = stream::once(async { Err(Status::unavailable("the line is down")) });
        Ok(Streaming::from_stream(chunks.take(2).chain(broken)))
    }

    async fn received(&self, file: FileInfo) -> Result<u64, Status> {
        self.0.received(file).await
    }

    async fn upload(&self, parts: Streaming<UploadPart>) -> Result<FileInfo, Status> {
        self.0.upload(Streaming::from_stream(parts.take(3))).await
    }
}

fn serve_flaky(folder: &Path) -> (Runtime, String) {
    let runtime = Runtime::new().expect("a runtime");
    let addr = runtime.block_on(async {
        let server = Server::builder().add(FilesServer::new(Flaky(Folder::new(folder))));
        let server = server.bind("127.0.0.1:0").await.expect("a free port");
        server.spawn().local_addr().expect("a TCP address").to_string()
    });
    (runtime, addr)
}

#[test]
fn an_upload_goes_on_where_it_was_cut_short() {
    let folders = Folders::new();
    fs::write(folders.client.path().join("data.bin"), content()).unwrap();
    let (_runtime, addr) = serve_flaky(folders.server.path());
    assert_eq!(
        folders.upload(&addr, "data.bin").failure(),
        (1, "error: ABORTED: data.bin ended after 131072 of 300000 bytes\n".to_owned())
    );

    let (_server, addr) = folders.serve();
    assert_eq!(
        folders.upload(&addr, "data.bin").success(),
        "going on with data.bin after 131072 of 300000 bytes\nsent data.bin: 300000 bytes\n"
    );
    assert_eq!(fs::read(folders.server.path().join("data.bin")).unwrap(), content());
    assert_eq!(names(folders.server.path()), ["data.bin"]);
}

#[test]
fn a_download_goes_on_where_it_was_cut_short() {
    let folders = Folders::new();
    fs::write(folders.server.path().join("data.bin"), content()).unwrap();
    let (_runtime, addr) = serve_flaky(folders.server.path());
    assert_eq!(
        folders.download(&addr, "data.bin").failure(),
        (1, "error: UNAVAILABLE: the line is down\n".to_owned())
    );

    let (_server, addr) = folders.serve();
    let said = folders.download(&addr, "data.bin").success();
    assert!(said.starts_with("going on with data.bin after 131072 of 300000 bytes\n"), "{said}");
    assert_eq!(fs::read(folders.client.path().join("data.bin")).unwrap(), content());
    assert_eq!(names(folders.client.path()), ["data.bin"]);
}

#[test]
fn what_is_not_right_is_thrown_away() {
    let folders = Folders::new();
    let path = folders.server.path().join("data.bin");
    fs::write(&path, content()).unwrap();
    let info = Runtime::new().unwrap().block_on(describe(&path, "data.bin".to_owned())).unwrap();
    let unfinished = Incoming::unfinished_path(&folders.client.path().join("data.bin"), &info);
    fs::write(&unfinished, b"not how it begins").unwrap();

    let (_server, addr) = folders.serve();
    let (code, stderr) = folders.download(&addr, "data.bin").failure();
    assert_eq!(code, 1);
    assert_eq!(stderr, "error: DATA_LOSS: data.bin does not have the SHA-256 it should\n");
    assert_eq!(names(folders.client.path()), [""; 0]);
    let _ = folders.download(&addr, "data.bin").success();
    assert_eq!(fs::read(folders.client.path().join("data.bin")).unwrap(), content());
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let folders = Folders::new();
    let (root, outside) = (folders.server.path(), folders.client.path());
    fs::write(outside.join("secret"), b"secret").unwrap();
    fs::write(root.join(".hidden"), b"secret").unwrap();
    fs::create_dir(root.join("folder")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.join("secret"), root.join("link")).unwrap();
    let channel = Server::builder().add(FilesServer::new(Folder::new(root))).in_process().unwrap();
    let files = FilesClient::new(channel);

    let secret = outside.join("secret").display().to_string();
    for name in ["", ".", "..", "../secret", "folder/../.hidden", ".hidden", "a\\b", "a/", &secret]
    {
        let code = |status: Status| (name.to_owned(), status.code());
        let refused = (name.to_owned(), Code::InvalidArgument);
        let file = FileInfo { name: name.to_owned(), ..FileInfo::default() };
        let begin = Part::Begin(Begin { file: file.clone(), offset: 0 });
        let parts = Streaming::from_iter([UploadPart::from(begin)]);
        assert_eq!(files.info(name.to_owned()).await.map_err(code).unwrap_err(), refused);
        let download = files.download(name.to_owned(), 0).await.unwrap();
        let (first, _) = download.into_future().await;
        assert_eq!(first.unwrap().map_err(code).unwrap_err(), refused);
        assert_eq!(files.received(file).await.map_err(code).unwrap_err(), refused);
        assert_eq!(files.upload(parts).await.map_err(code).unwrap_err(), refused);
    }
    for name in [
        "folder",
        "absent",
        #[cfg(unix)]
        "link",
    ] {
        let status = files.info(name.to_owned()).await.unwrap_err();
        assert_eq!(status.code(), Code::NotFound, "{name}: {status}");
    }
}

#[tokio::test]
async fn one_file_is_uploaded_by_one_at_a_time() {
    let folders = Folders::new();
    let folder = Folder::new(folders.server.path());
    let path = folders.client.path().join("data.bin");
    fs::write(&path, content()).unwrap();
    let file = describe(&path, "data.bin".to_owned()).await.unwrap();
    let begin = || UploadPart::from(Part::Begin(Begin { file: file.clone(), offset: 0 }));
    let chunk = |data: &'static [u8]| {
        UploadPart::from(Part::Chunk(Chunk { data: Bytes::from_static(data) }))
    };

    let (mut parts, stream) = Streaming::channel(0);
    let first = tokio::spawn({
        let folder = folder.clone();
        async move { folder.upload(stream).await }
    });
    parts.send(begin()).await.unwrap();
    // Taken by the upload, which has begun by then.
    parts.send(chunk(b"abc")).await.unwrap();
    let second = folder.upload(Streaming::from_iter([begin()])).await.unwrap_err();
    assert_eq!(second.to_string(), "ABORTED: the same file is being uploaded by somebody else");

    drop(parts);
    assert_eq!(first.await.unwrap().unwrap_err().code(), Code::Aborted);
    assert_eq!(folder.received(file.clone()).await.unwrap(), 3);
    let ahead = UploadPart::from(Part::Begin(Begin { file: file.clone(), offset: 4 }));
    let gap = folder.upload(Streaming::from_iter([ahead])).await.unwrap_err();
    assert_eq!(gap.code(), Code::OutOfRange, "{gap}");
}

#[test]
fn what_is_not_there_is_said_in_one_line() {
    let folders = Folders::new();
    let (_server, addr) = folders.serve();
    assert_eq!(
        folders.download(&addr, "absent").failure(),
        (1, "error: NOT_FOUND: there is no file absent\n".to_owned())
    );
    let (code, stderr) = folders.upload(&addr, "absent").failure();
    let path = folders.client.path().join("absent");
    let reason = format!("error: cannot read {}: No such file", path.display());
    assert!(code == 1 && stderr.starts_with(&reason), "{stderr}");

    let mut command = Command::new(env!("CARGO_BIN_EXE_file-transfer"));
    let (code, stderr) = Program::start(command.args(["serve", "absent"])).end().failure();
    assert_eq!((code, stderr.as_str()), (1, "error: absent is not a folder\n"));
}
