//! The tour: one process that is the server and its clients, and makes every kind of call.

#![allow(clippy::print_stdout, reason = "a program speaks on stdout")]

use std::{error::Error, path::PathBuf, process::ExitCode, time::Duration};

use clap::Parser;
use futures::TryStreamExt;
use strait::{Server, Streaming};
use strait_examples::{
    exit_code,
    greeter::{
        AddError, GreeterBlockingClient, GreeterClient, GreeterSchema, GreeterServer, HelloRequest,
        MyGreeter,
    },
};

/// Runs a greeter's server and clients in one process, and shows every kind of call.
#[derive(Parser)]
struct Arguments {
    /// Where to write the `.proto` for other languages.
    #[arg(long, default_value = "target/proto")]
    proto_dir: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    exit_code(tour(Arguments::parse()).await)
}

async fn tour(arguments: Arguments) -> Result<(), Box<dyn Error + Send + Sync>> {
    step("The contract is a Rust trait; other languages get it as");
    for file in GreeterSchema::proto_files() {
        show(file.write_below(&arguments.proto_dir)?.display());
    }

    step("A server listens on");
    let server = Server::builder().add(GreeterServer::new(MyGreeter)).bind("127.0.0.1:0").await?;
    let address = server.local_addr().ok_or("the server has no TCP address")?;
    let server = server.spawn();
    show(address);

    let greeter = GreeterClient::connect(address).await?;

    step("Unary: one request, one response");
    let reply = greeter.say_hello(request("world")).await?;
    show(reply.message);

    step("Server streaming: one request, a response for each word");
    let mut replies = greeter.greet_each_word(request("Ada Grace Edsger")).await?;
    while let Some(reply) = replies.try_next().await? {
        show(reply.message);
    }

    step("Client streaming: many requests, one response");
    let everyone = Streaming::from_iter(["Ada", "Grace", "Edsger"].map(request));
    let reply = greeter.greet_everyone(everyone).await?;
    show(reply.message);

    step("Bidi streaming: each response is read before the next request is sent");
    let (mut requests, outgoing) = Streaming::channel(1);
    let mut replies = greeter.chat(outgoing).await?;
    for name in ["Ada", "Grace", "Edsger"] {
        requests.send(request(name)).await?;
        let reply = replies.try_next().await?.ok_or("the chat ended early")?;
        show(reply.message);
    }
    // Ends the chat, which the drain below would wait for.
    drop(requests);

    step("Plain arguments, with a deadline: 20 + 22");
    let sum = greeter.add(20, 22).timeout(Duration::from_secs(5)).await?;
    show(sum);

    step("A typed error, whole on the other side");
    match greeter.add(i32::MAX, 1).await {
        Err(AddError::Overflow { a, b }) => show(format!("{a} + {b} is too much")),
        other => return Err(format!("an overflow was expected, not {other:?}").into()),
    }

    step("The blocking client, on a thread without async");
    let call = move || GreeterBlockingClient::connect(address)?.say_hello(request("thread"));
    let reply = std::thread::spawn(call).join().map_err(|_| "the thread panicked")??;
    show(reply.message);

    step("The server drains");
    server.drain(Duration::from_secs(5)).await;
    show("done");
    Ok(())
}

fn request(name: &str) -> HelloRequest {
    HelloRequest { name: name.to_owned() }
}

fn step(title: &str) {
    println!("\n{title}");
}

fn show(line: impl std::fmt::Display) {
    println!("  {line}");
}
