//! A chat in the terminal: one room, and a line of stdin is a line of talk.

#![allow(clippy::print_stdout, reason = "a program speaks on stdout")]

use std::{error::Error, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};
use futures::{StreamExt, TryStreamExt, stream};
use strait::{Server, Streaming};
use strait_examples::{
    chat::{ChatClient, ChatServer, Event, Line, Room, What},
    exit_code, stdin_lines, stop_signal,
};

/// A chat in the terminal: one room, and a line of stdin is a line of talk.
#[derive(Parser)]
struct Arguments {
    /// Where the server listens; for `serve`, port 0 is any free one.
    #[arg(long, default_value = "127.0.0.1:50053", global = true)]
    addr: String,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open a room until Ctrl-C or SIGTERM.
    Serve,
    /// Join the room until the end of stdin.
    Join {
        /// What to be called.
        #[arg(long)]
        name: String,
    },
}

type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// Bytes of a line, and a little for its frame.
const LONGEST_LINE: usize = 4096;

/// How long the last words may take after the signal.
const GRACE: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { addr, command } = Arguments::parse();
    exit_code(match command {
        Command::Serve => serve(addr).await,
        Command::Join { name } => join(addr, name).await,
    })
}

async fn serve(addr: String) -> Result<()> {
    let room = Room::default();
    let server = Server::builder()
        .add(ChatServer::new(room.clone()))
        .max_receive_message_len(LONGEST_LINE)
        .bind(&addr)
        .await?;
    println!("listening on {}", server.local_addr().map_or(addr, |addr| addr.to_string()));
    let closing_time = async {
        stop_signal().await;
        room.close();
    };
    server.serve_until(closing_time, GRACE).await;
    Ok(())
}

async fn join(addr: String, name: String) -> Result<()> {
    let chat = ChatClient::connect(addr).await?;
    let first = Line { text: name.clone() };
    let lines = stdin_lines().map_ok(|text| Line { text });
    let lines = stream::once(async { Ok(first) }).chain(lines);
    let mut events = chat.join(Streaming::from_stream(lines)).await?;
    while let Some(Event { name: who, what }) = events.try_next().await? {
        match what {
            Some(What::Joined(joined)) => {
                println!("* {who} joined; here: {}", joined.members.join(", "));
            }
            Some(What::Left(_)) => println!("* {who} left"),
            // One's own words are on the screen already.
            Some(What::Said(text)) if who != name => println!("{who}: {text}"),
            // Of a kind that a later version of the room knows.
            Some(What::Said(_)) | None => {}
        }
    }
    Ok(())
}
