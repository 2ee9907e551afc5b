//! A diary for each of many people, who show a token: interceptors on both sides.

#![allow(clippy::print_stdout, reason = "a program speaks on stdout")]

use std::{error::Error, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};
use strait::{Channel, Server, interceptor::BearerToken};
use strait_examples::{
    diary::{Diaries, DiaryClient, DiaryServer, Entry, RequestLog, RequireToken, User},
    exit_code, stop_signal,
};

/// A diary for each of many people, who show a token.
#[derive(Parser)]
struct Arguments {
    /// Where the server listens; for `serve`, port 0 is any free one.
    #[arg(long, default_value = "127.0.0.1:50054", global = true)]
    addr: String,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Keep diaries until Ctrl-C or SIGTERM, and write a line for each call.
    Serve {
        /// Somebody who may write, and the token that shows it: `ann=secret`. As often as needed.
        #[arg(long = "user", value_parser = name_and_token)]
        users: Vec<(String, User)>,
    },
    /// Write an entry.
    Write {
        /// What to write.
        text: String,
        #[command(flatten)]
        who: Who,
    },
    /// Read all entries.
    Read {
        #[command(flatten)]
        who: Who,
    },
}

#[derive(clap::Args)]
struct Who {
    /// The token that the server knows.
    #[arg(long)]
    token: Option<String>,
}

type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// How long running calls may go on after the signal.
const GRACE: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { addr, command } = Arguments::parse();
    exit_code(match command {
        Command::Serve { users } => serve(addr, users).await,
        Command::Write { text, who } => write(&addr, who, text).await,
        Command::Read { who } => read(&addr, who).await,
    })
}

async fn serve(addr: String, users: Vec<(String, User)>) -> Result<()> {
    let server = Server::builder()
        // Outermost: it has to see those too whom the next one turns away.
        .intercept(RequestLog::new(|line| println!("{line}")))
        .intercept(RequireToken::new(users))
        .add(DiaryServer::new(Diaries::default()))
        .bind(&addr)
        .await?;
    match server.local_addr() {
        Some(address) => println!("listening on {address}"),
        None => println!("listening on {addr}"),
    }
    server.serve_until(stop_signal(), GRACE).await;
    Ok(())
}

async fn write(addr: &str, who: Who, text: String) -> Result<()> {
    Ok(client(addr, who)?.write(Entry { text }).await?)
}

async fn read(addr: &str, who: Who) -> Result<()> {
    let mut entries = client(addr, who)?.read().await?;
    while let Some(entry) = entries.message().await? {
        println!("{}", entry.text);
    }
    Ok(())
}

fn client(addr: &str, who: Who) -> Result<DiaryClient> {
    let mut channel = Channel::builder();
    if let Some(token) = who.token {
        // This example stays on one machine. Over a network the channel has TLS, and this line
        // goes away.
        channel = channel.intercept(BearerToken::new(token).allow_insecure());
    }
    Ok(DiaryClient::new(channel.lazy(addr)?))
}

fn name_and_token(text: &str) -> Result<(String, User), String> {
    let (name, token) = text.split_once('=').ok_or("want a name and a token: ann=secret")?;
    Ok((token.to_owned(), User(name.to_owned())))
}
