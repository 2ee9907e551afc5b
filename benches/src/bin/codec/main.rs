//! Codec throughput: the same messages through each library, in interleaved loops.
//!
//! Encoding includes finding the length and goes into a buffer of its own. Where a
//! library can read both from `Bytes`, whose `bytes` fields then share it, and from a slice, which
//! it reads faster but copies from, its faster way counts. Before anything is timed, all libraries
//! must read the sample and write it again byte for byte.

#![expect(clippy::print_stdout, reason = "the table is what the program is for")]
#![expect(clippy::print_stderr, reason = "errors")]

mod samples;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use bytes::Bytes;
use prost::Message;
use strait_bench_harness::Error;
use strait_bench_harness::cpu::CpuClock;
use strait_benches::wire::{connectrpc, strait, tonic};

/// The CPU time of one measured loop, roughly.
const LOOP: Duration = Duration::from_millis(4);
const REPETITIONS: usize = 15;

/// The libraries in the order of the columns.
const LIBRARIES: [&str; 3] = ["strait", "prost", "buffa"];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    println!("| MiB/s | bytes | {} | {} |", head("encode"), head("decode"));
    println!("|{}", " --- |".repeat(2 + 2 * LIBRARIES.len()));
    for shape in shapes()? {
        let mut cells = Vec::new();
        for (operation, ways) in [("encode", shape.encode), ("decode", shape.decode)] {
            let rates = measure(shape.bytes, ways).map_err(|e| format!("{operation}: {e}"))?;
            cells.extend(rates.map(|rate| format!("{rate:.0}")));
        }
        println!("| {} | {} | {} |", shape.name, shape.bytes, cells.join(" | "));
    }
    Ok(())
}

fn head(operation: &str) -> String {
    LIBRARIES.map(|library| format!("{operation} {library}")).join(" | ")
}

/// An operation to repeat.
type Operation = Box<dyn FnMut()>;

/// For each library the ways in which it can do one thing.
type Ways = [Vec<Operation>; LIBRARIES.len()];

struct Shape {
    name: &'static str,
    bytes: usize,
    encode: Ways,
    decode: Ways,
}

fn shapes() -> Result<[Shape; 5], Error> {
    macro_rules! shape {
        ($name:literal, $sample:expr, $Message:ident) => {{
            let bytes = Bytes::from($sample.encode_to_vec());
            let prost = with_prost::<tonic::shapes::$Message>(&bytes);
            let buffa = with_buffa::<connectrpc::shapes::$Message>(&bytes);
            let strait = with_strait::<strait::shapes::$Message>(&bytes);
            let named = |library| move |e: Error| format!("{}, {library}: {e}", $name);
            let strait = strait.map_err(named("strait"))?;
            let prost = prost.map_err(named("prost"))?;
            let buffa = buffa.map_err(named("buffa"))?;
            Shape {
                name: $name,
                bytes: bytes.len(),
                encode: [strait.0, prost.0, buffa.0],
                decode: [strait.1, prost.1, buffa.1],
            }
        }};
    }
    Ok([
        shape!("a few short fields", samples::greeting(), Greeting),
        shape!("nested, repeated, a map", samples::order(), Order),
        shape!("64 KiB of bytes", samples::blob(), Blob),
        shape!("packed numbers", samples::series(), Series),
        shape!("many strings", samples::log(), Log),
    ])
}

/// Ways to encode and ways to decode.
type Both = (Vec<Operation>, Vec<Operation>);

fn with_strait<M: ::strait::Message>(bytes: &Bytes) -> Result<Both, Error> {
    let message = M::decode(bytes.clone())?;
    same(&message.encode_to_bytes(), bytes)?;
    let encode = move || {
        black_box(black_box(&message).encode_to_bytes());
    };
    let shared = bytes.clone();
    let from_bytes = move || {
        black_box(M::decode(black_box(&shared).clone()).expect("decoded before"));
    };
    Ok((vec![Box::new(encode)], vec![Box::new(from_bytes)]))
}

fn with_prost<M: Message + Default + 'static>(bytes: &Bytes) -> Result<Both, Error> {
    let message = M::decode(bytes.clone())?;
    same(&message.encode_to_vec(), bytes)?;
    let encode = move || {
        black_box(black_box(&message).encode_to_vec());
    };
    let (shared, copied) = (bytes.clone(), bytes.clone());
    let from_bytes = move || {
        black_box(M::decode(black_box(&shared).clone()).expect("decoded before"));
    };
    let from_slice = move || {
        black_box(M::decode(&**black_box(&copied)).expect("decoded before"));
    };
    Ok((vec![Box::new(encode)], vec![Box::new(from_bytes), Box::new(from_slice)]))
}

fn with_buffa<M: buffa::Message + 'static>(bytes: &Bytes) -> Result<Both, Error> {
    let message = M::decode(&mut bytes.clone())?;
    same(&message.encode_to_vec(), bytes)?;
    let encode = move || {
        black_box(black_box(&message).encode_to_vec());
    };
    let (shared, copied) = (bytes.clone(), bytes.clone());
    let from_bytes = move || {
        black_box(M::decode(&mut black_box(&shared).clone()).expect("decoded before"));
    };
    let from_slice = move || {
        black_box(M::decode_from_slice(black_box(&copied)).expect("decoded before"));
    };
    Ok((vec![Box::new(encode)], vec![Box::new(from_bytes), Box::new(from_slice)]))
}

fn same(written: &[u8], sample: &[u8]) -> Result<(), Error> {
    if written == sample { Ok(()) } else { Err("wrote other bytes than it read".into()) }
}

/// MiB/s of each library's fastest way.
fn measure(bytes: usize, ways: Ways) -> Result<[f64; LIBRARIES.len()], Error> {
    let clock = CpuClock::of(std::process::id())?;
    let timed = |operation: &mut Operation, times: u64| -> Result<f64, Error> {
        let started = clock.now()?;
        for _ in 0..times {
            operation();
        }
        Ok((clock.now()? - started).as_secs_f64() / times as f64)
    };
    let mut calibrated = Vec::new();
    for (library, ways) in ways.into_iter().enumerate() {
        for mut operation in ways {
            let once = timed(&mut operation, 100)?;
            let times = (LOOP.as_secs_f64() / once.max(1e-9)).ceil() as u64;
            calibrated.push((library, operation, times, Vec::new()));
        }
    }
    for _ in 0..REPETITIONS {
        for (_, operation, times, seconds) in &mut calibrated {
            seconds.push(timed(operation, *times)?);
        }
    }
    let mut rates = [0.0; LIBRARIES.len()];
    for (library, _, _, mut seconds) in calibrated {
        seconds.sort_by(f64::total_cmp);
        let rate = bytes as f64 / f64::from(1 << 20) / seconds[seconds.len() / 2];
        rates[library] = f64::max(rates[library], rate);
    }
    Ok(rates)
}
