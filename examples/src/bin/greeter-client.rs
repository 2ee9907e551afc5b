//! Calls a greeter on another machine, or in another language.

#![allow(clippy::print_stdout, reason = "a program speaks on stdout")]

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use futures::TryStreamExt;
use strait::{Channel, Status, Streaming};
use strait_examples::{
    ClientTlsArguments, exit_code,
    greeter::{GreeterClient, HelloRequest},
    stdin_lines,
};

/// Calls a greeter; without a command, greets one person.
#[derive(Parser)]
struct Arguments {
    /// Where the server listens.
    #[arg(long, default_value = "127.0.0.1:50051", global = true)]
    addr: String,

    #[command(flatten)]
    tls: ClientTlsArguments,

    /// Who to greet.
    #[arg(long, default_value = "world")]
    name: String,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Greet each word of a name by itself (server streaming).
    EachWord { name: String },
    /// Greet many people at once (client streaming).
    Everyone { names: Vec<String> },
    /// Greet people as they come, a line of stdin each (bidi streaming).
    Chat,
    /// Add two numbers (plain arguments, a typed error).
    Add {
        #[arg(allow_negative_numbers = true)]
        a: i32,
        #[arg(allow_negative_numbers = true)]
        b: i32,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(call(Arguments::parse()).await)
}

async fn call(arguments: Arguments) -> Result<(), Status> {
    let mut channel = Channel::builder();
    if let Some(tls) = arguments.tls.tls() {
        channel = channel.tls(tls);
    }
    let greeter = GreeterClient::new(channel.connect(arguments.addr).await?);
    match arguments.command {
        None => {
            let reply = greeter.say_hello(HelloRequest { name: arguments.name }).await?;
            println!("Greeting: {}", reply.message);
        }
        Some(Command::EachWord { name }) => {
            let mut replies = greeter.greet_each_word(HelloRequest { name }).await?;
            while let Some(reply) = replies.try_next().await? {
                println!("Greeting: {}", reply.message);
            }
        }
        Some(Command::Everyone { names }) => {
            let requests = names.into_iter().map(|name| HelloRequest { name });
            let reply = greeter.greet_everyone(Streaming::from_iter(requests)).await?;
            println!("Greeting: {}", reply.message);
        }
        Some(Command::Chat) => {
            let requests = stdin_lines().map_ok(|name| HelloRequest { name });
            let mut replies = greeter.chat(Streaming::from_stream(requests)).await?;
            while let Some(reply) = replies.try_next().await? {
                println!("Greeting: {}", reply.message);
            }
        }
        Some(Command::Add { a, b }) => println!("Sum: {}", greeter.add(a, b).await?),
    }
    Ok(())
}
